from datetime import timedelta

import pytest
import time_machine
from django.utils.translation import gettext
from pytest_django.asserts import assertRedirects
from wagtail.models import Locale
from wagtail.test.utils import WagtailPageTestCase

from core.models import Topic
from core.services import merge_terms
from home.gathering import ROWS_OF_A_GROUP
from home.models import MunicipalityIndexPage, TopicIndexPage
from network.models import LocalActionGroup, Municipality
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.calendar_app.factories import EventPageFactory
from tests.calendar_app.moments import NOON
from tests.core.factories import TopicFactory
from tests.network.factories import OrganisationFactory, PlaceFactory

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def make_topic(slug="glasba", name="Glasba", **facts):
    return Topic.objects.create(
        **{"slug": slug, "name": name, "locale": Locale.get_default()} | facts
    )


@pytest.fixture
def topic(db):
    return make_topic()


@pytest.fixture
def mezica(db):
    return Municipality.objects.get(slug="mezica")


def groups(answer):
    """What the page shows, by the name of the group."""
    return {group.name: [str(row) for row in group.rows] for group in answer.context["groups"]}


class GatheredPagesAreUsable(WagtailPageTestCase):
    def test_topics_are_routable_and_renderable(self):
        make_topic()

        for route in ("/", "/glasba/"):
            self.assertPageIsRoutable(TopicIndexPage.objects.get(locale__language_code="sl"), route)
            self.assertPageIsRenderable(
                TopicIndexPage.objects.get(locale__language_code="sl"), route
            )

    def test_municipalities_are_routable_and_renderable(self):
        for route in ("/", "/mezica/"):
            self.assertPageIsRoutable(
                MunicipalityIndexPage.objects.get(locale__language_code="sl"), route
            )
            self.assertPageIsRenderable(
                MunicipalityIndexPage.objects.get(locale__language_code="sl"), route
            )


# --- topics -----------------------------------------------------------------------------------


def test_all_topics_of_the_language_are_doors(client, topic):
    make_topic("sport", "Šport")
    english = Locale.objects.get(language_code="en")
    make_topic("music", "Music", locale=english)

    answer = client.get("/teme/")

    assert [row.name for row in answer.context["topics"]] == ["Glasba", "Šport"]
    assert 'href="/teme/glasba/">Glasba</a>' in answer.text


def test_without_topics_the_page_says_so(client, db):
    assert gettext("No topics yet") in client.get("/teme/").text


def test_a_topic_gathers_what_there_is_of_it(client, topic):
    other = make_topic("sport", "Šport")
    EventPageFactory(title="Koncert", topics=[topic], starts_at=NOON + HOUR, published=True)
    EventPageFactory(
        title="Mimo", topics=[topic], starts_at=NOON - HOUR, ends_at=NOON, published=True
    )
    EventPageFactory(title="Tek", topics=[other], starts_at=NOON + HOUR, published=True)
    PostPageFactory(title="Prvi bend", topics=[topic, other], published=True)
    PostPageFactory(title="Prvi tek", topics=[other], published=True)

    answer = client.get("/teme/glasba/")

    assert groups(answer) == {"events_coming": ["Koncert"], "posts": ["Prvi bend"]}
    assert {group.name: group.url for group in answer.context["groups"]} == {
        "events_coming": "/koledar/?tema=glasba",
        "posts": "/blog/?tema=glasba",
    }
    assert answer.context["crumbs"] == [
        {"title": gettext("Home"), "url": "/"},
        {"title": "Teme", "url": "/teme/"},
    ]


def test_of_each_kind_there_are_only_a_few(client, topic):
    for _ in range(ROWS_OF_A_GROUP + 1):
        EventPageFactory(topics=[topic], starts_at=NOON + HOUR, published=True)
        PostPageFactory(topics=[topic], published=True)

    shown = groups(client.get("/teme/glasba/"))

    assert {name: len(rows) for name, rows in shown.items()} == {
        "events_coming": ROWS_OF_A_GROUP,
        "posts": ROWS_OF_A_GROUP,
    }


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_nothing_is_gathered_that_is_not_for_everybody(client, topic, mezica, hide):
    facts = {"title": "Skrivnost", "topics": [topic], "municipality": mezica}
    hide(EventPageFactory, starts_at=NOON + HOUR, **facts)
    hide(PostPageFactory, **facts)

    answers = [client.get("/teme/glasba/"), client.get("/obcine/mezica/")]

    assert [groups(answer).keys() & {"events_coming", "posts"} for answer in answers] == [set()] * 2


def test_a_topic_of_which_there_is_nothing_says_what_to_do(client, topic):
    answer = client.get("/teme/glasba/")

    assert groups(answer) == {}
    assert gettext("Nothing here yet") in answer.text
    assert 'href="/oddaj/"' in answer.text


def test_a_topic_that_is_deleted_leaves_no_link_behind(client, topic):
    post = PostPageFactory(topics=[topic], published=True)
    before = client.get(post.url).text
    topic.delete()

    after = client.get(post.url)

    assert ("/teme/glasba/" in before, "/teme/glasba/" in after.text) == (True, False)
    assert (after.status_code, client.get("/teme/glasba/").status_code) == (200, 404)


def test_a_topic_that_was_renamed_or_merged_is_found_at_its_old_addresses(client, topic):
    gone = TopicFactory(slug="koncerti")
    topic.slug = "glasba-in-oder"
    topic.save()
    merge_terms(term=gone, into=topic)

    for old in ("/teme/glasba/", "/teme/koncerti/"):
        assertRedirects(client.get(old), "/teme/glasba-in-oder/", status_code=301)


@pytest.mark.parametrize(
    "address",
    ["/teme/ni-tega/", "/teme/Glasba/", "/teme/glasba/globlje/", "/teme/%00/", "/obcine/celje/"],
)
def test_what_is_not_known_is_not_found(client, topic, address):
    assert client.get(address).status_code == 404


# --- municipalities ---------------------------------------------------------------------------


def test_all_municipalities_are_doors_below_their_local_action_group(client, db):
    text = client.get("/obcine/").text

    assert all(f'href="{row.url}">{row.name}</a>' in text for row in Municipality.objects.all())
    for group in LocalActionGroup.objects.all():
        assert text.count(f'id="{group.slug}"') == 1


def test_a_municipality_gathers_what_there_is_in_it(client, mezica):
    place = PlaceFactory(name="Oder", municipality=mezica)
    prevalje = Municipality.objects.get(slug="prevalje")
    owner = OrganisationFactory(name="Klub", municipality=mezica)
    OrganisationFactory(name="Bivši", municipality=mezica, is_active=False)
    other = OrganisationFactory(name="Tuj", municipality=prevalje)
    PlaceFactory(name="Opuščen", municipality=mezica, is_active=False)
    facts = {"organisation": other, "published": True}
    EventPageFactory(title="Koncert", place=place, starts_at=NOON + HOUR, **facts)
    EventPageFactory(title="Pohod", municipality=mezica, starts_at=NOON + HOUR, **facts)
    EventPageFactory(title="Drugje", municipality=prevalje, starts_at=NOON + HOUR, **facts)
    PostPageFactory(title="Doma", municipality=mezica, **facts)

    answer = client.get("/obcine/mezica/")

    assert groups(answer) == {
        "events_coming": ["Koncert", "Pohod"],
        "posts": ["Doma"],
        "places": [str(place)],
        "organisations": [str(owner)],
    }
    assert [group.url for group in answer.context["groups"]] == [
        f"/{section}/?obcina=mezica" for section in ("koledar", "blog", "prostori", "organizacije")
    ]


def test_a_list_that_is_not_public_is_not_linked(client, mezica):
    from blog.models import PostIndexPage  # one of the lists

    PostIndexPage.objects.update(live=False)
    PlaceFactory(municipality=mezica)

    answer = client.get("/obcine/mezica/")

    assert "/blog/?obcina" not in answer.text
