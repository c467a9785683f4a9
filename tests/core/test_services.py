import pytest
from wagtail.models import Locale

from blog.models import PostPage
from core.models import LifeStage, Topic
from core.services import merge_terms
from moderation import services as moderation
from moderation.digest import content_digest
from tests.blog.factories import PostPageFactory
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.guides.factories import GuidePageFactory
from tests.moderation.scene import LATER, as_read, latest, submitted_by

pytestmark = pytest.mark.django_db


def named(page, field="topics"):
    return [term.slug for term in getattr(page, field).all()]


def stored(page):
    return type(page).objects.get(pk=page.pk)


def test_merge_terms_puts_the_other_in_its_place_on_every_page_once():
    gone, kept, third = (TopicFactory(slug=slug) for slug in ("a", "b", "c"))
    pages = [
        PostPageFactory(topics=[gone, third], published=True),
        PostPageFactory(topics=[gone, kept], published=True),
        GuidePageFactory(topics=[gone], published=True),
        PostPageFactory(topics=[third], published=True),
    ]

    merge_terms(term=gone, into=kept)

    assert [named(stored(page)) for page in pages] == [["b", "c"], ["b"], ["b"], ["c"]]
    assert [topic.slug for topic in Topic.objects.all()] == ["b", "c"]


def test_merge_terms_leads_its_addresses_to_the_other_also_over_several_steps():
    first, second, last = (LifeStageFactory(slug=slug) for slug in ("a", "b", "c"))

    merge_terms(term=first, into=second)
    merge_terms(term=second, into=last)

    assert [LifeStage.objects.at(slug) for slug in "abc"] == [last] * 3


def test_merge_terms_lets_drafts_and_earlier_versions_name_the_other():
    first, second, last = (TopicFactory(slug=slug) for slug in ("a", "b", "c"))
    post = PostPageFactory(published=True)
    post.topics = [first, last]
    post.save_revision()

    merge_terms(term=first, into=second)
    assert named(latest(post).as_object()) == ["b", "c"]

    merge_terms(term=second, into=last)
    assert named(latest(post).as_object()) == ["c"]


def test_merge_terms_leaves_what_is_handed_in_as_it_was_read(scene):
    gone, kept = LifeStageFactory(slug="a"), LifeStageFactory(slug="b")
    guide = GuidePageFactory(organisation=scene.youth, owner=scene.author, life_stages=[gone])
    moderation.hand_in(page_id=guide.pk, user=scene.author, now=LATER)
    read = as_read(guide)

    merge_terms(term=gone, into=kept)
    assert content_digest(latest(guide).content) == read["digest"]
    moderation.approve(page_id=guide.pk, user=scene.decider, now=LATER, **read)

    assert (stored(guide).live, named(stored(guide), "life_stages")) == (True, ["b"])


def test_merge_terms_merges_the_translations_too():
    english, german = (Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "de"))
    gone, kept = TopicFactory(slug="a"), TopicFactory(slug="b")
    for topic, locale, slug in ((gone, english, "x"), (kept, english, "y"), (gone, german, "z")):
        TopicFactory(slug=slug, locale=locale, translation_key=topic.translation_key)

    merge_terms(term=gone, into=kept)

    assert {
        (topic.locale.language_code, topic.slug): topic.translation_key
        for topic in Topic.objects.select_related("locale")
    } == dict.fromkeys([("sl", "b"), ("en", "y"), ("de", "z")], kept.translation_key)
    assert Topic.objects.filter(locale=english).at("x").slug == "y"


def test_merge_terms_refuses_two_that_cannot_be_one():
    topic = TopicFactory()
    english = Locale.objects.get_or_create(language_code="en")[0]
    for other in (topic, LifeStageFactory(), TopicFactory(locale=english)):
        with pytest.raises(ValueError, match="one kind and one language"):
            merge_terms(term=topic, into=other)

    assert Topic.objects.filter(pk=topic.pk).exists()


def test_a_post_handed_in_keeps_its_author_and_its_place_in_the_queue(scene):
    gone, kept = TopicFactory(), TopicFactory()
    post = submitted_by(scene.author, scene.youth, topics=[gone])
    before = PostPage.objects.get(pk=post.pk).contribution.submitted_digest

    merge_terms(term=gone, into=kept)

    after = PostPage.objects.get(pk=post.pk).contribution
    assert (after.proposal, after.submitted_digest) == ("submitted", before)
