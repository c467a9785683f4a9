from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from blog.models import PostIndexPage, PostPage
from calendar_app.services import change_status
from core.models import Topic
from core.services import merge_terms
from moderation.services import publish_without_review
from network.models import Municipality
from search.backends.asks import When
from search.jobs import bring_index_up_to_date, keep_index_in_step, write_what_is_stale
from search.models import Deletion, Entry
from search.services import indexing
from tests.accounts.factories import UserFactory
from tests.at_once import race
from tests.blog.factories import PostPageFactory, translation_of
from tests.calendar_app.factories import EventPageFactory
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.guides.factories import GuidePageFactory
from tests.network.factories import OrganisationFactory, PlaceFactory
from tests.search.index_scene import NOON, counted, entry_of, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A context at whose end everything saved inside is committed and so indexed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def post(commit):
    with commit():
        organisation = OrganisationFactory(name="Planinci Mežica", slug="planinci")
        topic = TopicFactory(name="Gore", slug="gore")
        return PostPageFactory(
            title="Pohod k jezeru", published=True, organisation=organisation, topics=[topic]
        )


def restrict(page):
    return PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="skrivnost"
    )


def save(row, **facts):
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


# --- what is public and what is not -----------------------------------------------------------


def test_a_draft_is_known_to_the_cms_alone(commit):
    with commit():
        draft = PostPageFactory(title="Osnutek pohoda")

    assert entry_of(draft).is_public is False
    assert (found("osnutek"), counted("osnutek")) == ([], {})
    assert list(PostPage.objects.all().search("osnutek")) == [draft]


def test_a_published_post_is_found_by_any_form_of_its_words(post):
    assert found("jezeri") == found("pohodi") == ["Pohod k jezeru"]


def test_what_is_taken_down_leaves_with_its_words(post, commit):
    assert counted("pohod", "jezero") == {"pohod": 1, "jezero": 1}

    with commit():
        post.unpublish()

    assert (found("pohod"), counted("pohod", "jezero")) == ([], {})
    assert not Deletion.objects.filter(form__in=["pohod", "jezero"]).exists()


def test_what_is_deleted_leaves_the_index(post, commit):
    with commit():
        Page.objects.get(pk=post.pk).delete()

    assert (entry_of(post), counted("pohod")) == (None, {})


@pytest.mark.parametrize("whose", ["itself", "section"])
def test_what_is_restricted_is_found_again_when_it_is_open(post, commit, whose):
    with commit():
        restriction = restrict(post if whose == "itself" else post.get_parent())

    assert (found("pohod"), counted("pohod")) == ([], {})

    with commit():
        restriction.delete()

    assert (found("pohod"), counted("pohod")) == (["Pohod k jezeru"], {"pohod": 1})


def test_what_moves_below_something_restricted_is_not_found(post, commit, home):
    with commit():
        closed = home.add_child(instance=PostIndexPage(title="Zaprto", slug="zaprto"))
        restrict(closed)

    with commit():
        post.move(closed, pos="last-child")

    assert found("pohod") == []


# --- what is named ----------------------------------------------------------------------------


def test_a_topic_that_is_renamed_is_found_by_its_new_name(post, commit):
    topic = post.topics.get()

    with commit():
        save(topic, name="Hribi", slug="hribi")

    assert found("hribi", kind=post.kind) == ["Pohod k jezeru"]
    assert found("gore", kind=post.kind) == []
    assert " tema:hribi " in entry_of(post).facets


def test_a_topic_that_is_merged_gives_its_texts_to_the_other(post, commit):
    with commit():
        other = TopicFactory(name="Narava", slug="narava")

    with commit():
        merge_terms(term=post.topics.get(), into=other)

    assert found("narava", kind=post.kind) == ["Pohod k jezeru"]
    assert found("pohod", facets={"tema": "narava"}) == ["Pohod k jezeru"]
    assert found("gore") == []


def test_an_organisation_that_is_renamed_is_found_with_its_texts(post, commit):
    with commit():
        save(post.organisation, name="Alpinisti Mežica", slug="alpinisti")

    assert found("alpinist", kind=post.kind) == ["Pohod k jezeru"]
    assert found("planinci", kind=post.kind) == []
    assert found("pohod", facets={"organizacija": "alpinisti"}) == ["Pohod k jezeru"]


def test_texts_are_found_by_both_names_of_their_organisation(commit):
    with commit():
        organisation = OrganisationFactory(name="Koroški mladinski center", short_name="KMC")
        post = PostPageFactory(title="Ples", organisation=organisation, published=True)

    assert [found(name, kind=post.kind) for name in ("koroški center", "KMC")] == [["Ples"]] * 2


def test_an_organisation_that_leaves_the_network_is_not_found_but_its_texts_are(post, commit):
    assert set(found("planinci")) == {"Planinci Mežica", "Pohod k jezeru"}

    with commit():
        save(post.organisation, is_active=False)

    assert found("planinci") == ["Pohod k jezeru"]


def test_a_text_that_gets_another_owner_is_found_with_that_one(post, commit):
    with commit():
        other = OrganisationFactory(name="Jamarji", slug="jamarji")
        post.contribution.organisation = other
        post.contribution.save(update_fields=["organisation"])

    assert found("jamarji", kind=post.kind) == ["Pohod k jezeru"]
    assert found("planinci", kind=post.kind) == []


def test_a_place_that_is_renamed_is_found_with_its_events(commit):
    with commit():
        place = PlaceFactory(name="Kulturnica", slug="kulturnica")
        event = EventPageFactory(title="Koncert", place=place, published=True)

    with commit():
        save(place, name="Svetilnik")

    assert found("svetilnik", kind=event.kind) == ["Koncert"]
    assert found("kulturnica", kind=event.kind) == []


@pytest.mark.parametrize(
    ("place_in", "said"),
    [("mezica", "prevalje"), ("mezica", None), (None, "mezica")],
    ids=["place and author differ", "a place alone", "no place"],
)
def test_an_event_is_found_in_the_municipality_where_the_calendar_has_it(commit, place_in, said):
    towns = {row.slug: row for row in Municipality.objects.all()}
    with commit():
        event = EventPageFactory(
            title="Koncert",
            place=place_in and PlaceFactory(municipality=towns[place_in]),
            municipality=said and towns[said],
            published=True,
        )

    narrowed = {slug: found("koncert", facets={"obcina": slug}) for slug in towns}
    assert [slug for slug, titles in narrowed.items() if titles] == ["mezica"]
    assert [name for name in ("mežica", "prevalje") if found(name, kind=event.kind)] == ["mežica"]


def test_a_place_that_moves_to_another_municipality_takes_its_events_along(commit):
    towns = {row.slug: row for row in Municipality.objects.all()}
    with commit():
        place = PlaceFactory(municipality=towns["mezica"])
        event = EventPageFactory(title="Koncert", place=place, published=True)

    with commit():
        save(place, municipality=towns["prevalje"])

    assert found("prevalje", kind=event.kind) == ["Koncert"]
    assert found("koncert", facets={"obcina": "mezica"}) == []


def test_a_municipality_that_is_renamed_is_found_with_its_texts(commit):
    with commit():
        municipality = Municipality.objects.get(slug="mezica")
        post = PostPageFactory(title="Ples", municipality=municipality, published=True)

    with commit():
        save(municipality, name="Žerjav")

    assert found("zerjav", kind=post.kind) == ["Ples"]


def test_a_life_stage_is_no_hit_itself_but_its_guides_are(commit):
    with commit():
        stage = LifeStageFactory(name="Selitev", slug="selitev")
        GuidePageFactory(title="Prvo stanovanje", life_stages=[stage], published=True)

    assert found("selitev") == ["Prvo stanovanje"]

    with commit():
        save(stage, name="Odhod od doma")

    assert (found("selitev"), found("odhod")) == ([], ["Prvo stanovanje"])


def test_a_translation_is_found_in_its_language(post, commit):
    with commit():
        translation_of(post, PostPageFactory, "de", title="Wanderung auf die Petzen")

    assert found("wanderungen", languages=("de",)) == ["Wanderung auf die Petzen"]
    assert found("pohod", languages=("de",)) == []
    assert found("wanderung") == []


def test_many_texts_of_a_renamed_topic_are_written_by_the_next_job(commit, monkeypatch):
    monkeypatch.setattr(indexing, "STALE_AT_ONCE", 1)
    with commit():
        topic = TopicFactory(name="Gore", slug="gore")
        posts = [PostPageFactory(topics=[topic], published=True) for _ in range(3)]

    with commit():
        save(topic, name="Hribi")
    soon = len(found("hribi", kind=posts[0].kind))
    write_what_is_stale(NOON)

    assert (soon, len(found("hribi", kind=posts[0].kind))) == (1, 3)
    assert not Entry.objects.filter(is_stale=True).exists()


# --- what was said of an event at once --------------------------------------------------------


@pytest.fixture
def say(commit):
    """Publish an event of the day before and say what became of it."""
    with commit():
        event = EventPageFactory(
            title="Koncert",
            starts_at=NOON - timedelta(days=1),
            ends_at=NOON - timedelta(hours=20),
            published=True,
        )
        translation_of(event, EventPageFactory, "de", title="Konzert")
    somebody = UserFactory(is_superuser=True)

    def change(status, new_date=None):
        with commit():
            change_status(
                event=event,
                status=status,
                reason="",
                new_date=new_date,
                user=somebody,
                now=NOON,
            )
        return event

    return change


def found_when(event):
    whens = (When.TODAY, When.WEEK, When.OVER)
    return [when for when in whens if found("koncert", kind=event.kind, when=when)]


def test_a_postponed_event_is_found_by_its_new_day_until_that_is_taken_back(say):
    day = date(2026, 11, 25)

    event = say("postponed", day)

    begins = datetime(2026, 11, 25, tzinfo=ZoneInfo("Europe/Ljubljana"))
    ends = begins + timedelta(days=1)
    assert found_when(event) == [When.WEEK]
    assert list(
        Entry.objects.filter(kind=event.kind)
        .order_by("language")
        .values_list("language", "starts_at", "ends_at")
    ) == [("de", begins, ends), ("sl", begins, ends)]
    assert found("sreda 25. november", kind=event.kind) == ["Koncert"]

    say("")

    assert found_when(event) == [When.OVER]


@pytest.mark.parametrize(
    ("status", "whens"), [("postponed", []), ("cancelled", [When.OVER]), ("full", [When.OVER])]
)
def test_only_what_is_postponed_loses_its_day(say, status, whens):
    event = say(status)

    assert (found_when(event), event.is_over(NOON)) == (whens, bool(whens))


# --- transactions -----------------------------------------------------------------------------


def test_what_is_saved_often_is_written_once(post, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(3):
            save(post.topics.get(), name=f"Gore {number}")
            post.save()

    # One for the topic, one for the post; each is first handed to Wagtail's task on commit.
    keys = [callback.key for callback in callbacks if isinstance(callback, indexing.IndexLater)]
    assert sorted(keys, key=str) == sorted(set(keys), key=str)


def test_what_is_saved_again_after_it_was_written_is_written_again(post, commit):
    topic = post.topics.get()
    for name in ("Hribi", "Doline"):
        with commit():
            save(topic, name=name)
            save(post, title=f"{name} poleti")
            post.save_revision().publish()

    assert (found("hribi"), found("doline", kind=post.kind)) == ([], ["Doline poleti"])


def test_what_is_rolled_back_is_not_written(post, commit):
    with commit():
        try:
            with transaction.atomic():
                save(post.topics.get(), name="Hribi")
                raise RuntimeError
        except RuntimeError:
            pass

    assert (found("hribi"), entry_of(post).is_stale) == ([], False)


def test_a_new_name_is_written_along_with_the_mark_of_what_has_it_or_not_at_all(post):
    topic = post.topics.get()
    Topic.objects.filter(pk=topic.pk).update(name="Hribi")

    def end_at_the_mark(execute, sql, *args):
        if sql.startswith('UPDATE "search_entry"'):
            raise RuntimeError
        return execute(sql, *args)

    with connection.execute_wrapper(end_at_the_mark), pytest.raises(RuntimeError):
        indexing.index_objects(model=Topic, pks=[topic.pk])
    indexing.index_objects(model=Topic, pks=[topic.pk])

    assert found("hribi", kind=post.kind) == ["Pohod k jezeru"]


@pytest.mark.django_db(transaction=True)
def test_of_two_writers_the_later_text_stays_and_words_are_counted_exactly(committed_site):
    posts = [PostPageFactory(title=f"Pohod {number}", published=True) for number in range(2)]

    answers = race(
        *(
            lambda post=post: [
                PostPage.objects.get(pk=post.pk).save(),
                indexing.index_objects(model=PostPage, pks=[post.pk for post in posts]),
            ]
            for post in posts
        )
    )

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert (len(found("pohod")), counted("pohod")) == (2, {"pohod": 2})


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_a_title_the_later_is_found(committed_site):
    post = PostPageFactory(title="Pohod", published=True)

    def retitle(title):
        Page.objects.filter(pk=post.pk).update(title=title)
        indexing.index_objects(model=PostPage, pks=[post.pk])

    race(lambda: retitle("Kolesarjenje"), lambda: retitle("Plavanje"))

    title = Page.objects.get(pk=post.pk).title
    assert found(title) == [title]
    assert sum(counted("kolesarjenje", "plavanje").values()) == 1


# --- what was lost ----------------------------------------------------------------------------


def test_what_was_lost_before_it_was_indexed_is_mended(post, commit):
    draft = PostPageFactory(title="Brez vpisa")
    publish_without_review(page=draft, now=timezone.now())
    with commit():
        lost = PostPageFactory(title="Izbrisano kasneje", published=True)
    Page.objects.filter(pk=post.pk).update(live=False)
    Page.objects.filter(pk=lost.pk).delete()
    Entry.objects.filter(object_id=str(draft.pk)).delete()

    keep_index_in_step(NOON)

    assert (found("pohod"), found("vpis"), entry_of(lost)) == ([], ["Brez vpisa"], None)
    assert counted("pohod") == {}


def test_what_no_hour_sees_is_mended_by_the_daily_job(post):
    Topic.objects.filter(pk=post.topics.get().pk).update(name="Hribi")
    PostPage.objects.filter(pk=post.pk).update(summary="Na pot gremo zgodaj.")

    seen = []
    for job in (keep_index_in_step, bring_index_up_to_date):
        job(NOON)
        seen.append([found(word, kind=post.kind) for word in ("hribi", "zgodaj")])

    assert seen == [[[], []], [["Pohod k jezeru"], ["Pohod k jezeru"]]]


def test_mending_what_is_right_writes_nothing(post):
    # A migration of Wagtail's makes the root of the tree, and tells nobody.
    root = Page.get_first_root_node()
    entries = Entry.objects.exclude(content_type=root.content_type).order_by("pk")
    before = list(entries.values())

    keep_index_in_step(NOON)

    assert list(entries.all().values()) == before
