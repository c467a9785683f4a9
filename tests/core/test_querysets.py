import pytest

from core.models import LifeStage, Topic
from core.querysets import pages_naming
from tests.blog.factories import PostPageFactory
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.guides.factories import GuidePageFactory

pytestmark = pytest.mark.django_db


def test_at_finds_a_term_at_its_address_and_at_the_one_it_had():
    topic = TopicFactory(slug="glasba")
    topic.slug = "glasba-in-oder"
    topic.save()

    assert [Topic.objects.at(slug) for slug in ("glasba-in-oder", "glasba", "ni-tega")] == [
        topic,
        topic,
        None,
    ]


def test_at_prefers_who_stands_at_the_address_now():
    moved = TopicFactory(slug="glasba")
    moved.slug = "oder"
    moved.save()

    newcomer = TopicFactory(slug="glasba")

    assert Topic.objects.at("glasba") == newcomer


def test_a_new_name_alone_leaves_the_address_as_it_is():
    stage = LifeStageFactory(name="Stiska", slug="stiska")
    stage.name = "Ko je hudo"
    stage.save()

    assert (LifeStage.objects.at("stiska").name, stage.former.count()) == ("Ko je hudo", 0)


@pytest.mark.parametrize(
    ("urgent", "doors"),
    [("", "abc"), ("a", "abc"), ("b", "abc"), ("c", "acb")],
    ids=["none", "first", "in the middle", "last"],
)
def test_as_doors_never_puts_trouble_last(urgent, doors):
    for position, slug in enumerate("abc"):
        LifeStageFactory(slug=slug, position=position, is_urgent=slug == urgent)

    assert [stage.slug for stage in LifeStage.objects.as_doors()] == list(doors)


def test_as_doors_shows_trouble_where_it_stands_alone():
    stage = LifeStageFactory(is_urgent=True)

    assert LifeStage.objects.as_doors() == [stage]


def test_pages_naming_are_public_pages_and_drafts_of_every_kind():
    topic = TopicFactory()
    public = PostPageFactory(title="A", topics=[topic], published=True)
    changed = PostPageFactory(title="B", published=True)
    changed.topics = [topic]
    changed.save_revision()
    guide = GuidePageFactory(title="C", topics=[topic])
    PostPageFactory(title="D", published=True)

    assert [page.pk for page in pages_naming(topic)] == [public.pk, changed.pk, guide.pk]


def test_pages_naming_counts_a_public_page_until_its_change_is_public():
    stage = LifeStageFactory()
    guide = GuidePageFactory(life_stages=[stage], published=True)
    guide.life_stages = []
    guide.save_revision()

    assert [page.pk for page in pages_naming(stage)] == [guide.pk]
