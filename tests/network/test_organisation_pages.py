from datetime import timedelta

import pytest
import time_machine
from django.utils.translation import gettext
from wagtail.models import Locale
from wagtail.test.utils import WagtailPageTestCase

from blog.models import POSTS_OF_ONE
from calendar_app.models import EVENTS_OF_ONE
from core.models import Picture
from guides.models import GUIDES_OF_ONE
from mentors.models import MENTORS_OF_ONE
from network.models import Municipality, OrganisationIndexPage
from network.models.organisation_index_page import ORGANISATIONS_PER_PAGE
from network.published import published
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.blog.test_forms import ODD_VALUES
from tests.blog.test_views import PAGES
from tests.calendar_app.factories import EventPageFactory
from tests.calendar_app.moments import INSTANT, NOON
from tests.contribute.pictures import picture_file
from tests.guides.factories import GuidePageFactory
from tests.mentors.factories import MentorPageFactory
from tests.network.factories import OrganisationFactory

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def organisation(db):
    return OrganisationFactory(name="Mladinski klub", slug="klub", about="Prvi.\n\nDrugi.")


def names(answer):
    return [organisation.name for organisation in answer.context["organisations"]]


def shown(answer):
    return (
        [event.title for event in answer.context["events_coming"]],
        [post.title for post in answer.context["posts"]],
    )


class OrganisationPagesAreUsable(WagtailPageTestCase):
    def test_index_and_organisation_are_routable_and_renderable(self):
        OrganisationFactory(slug="klub")

        for route in ("/", "/klub/"):
            self.assertPageIsRoutable(
                OrganisationIndexPage.objects.get(locale__language_code="sl"), route
            )
            self.assertPageIsRenderable(
                OrganisationIndexPage.objects.get(locale__language_code="sl"), route
            )


# --- the list ---------------------------------------------------------------------------------


@pytest.fixture
def everybody(db):
    """One of each kind, one of several, one that left."""
    prevalje = Municipality.objects.get(slug="prevalje")
    nothing = {"is_youth_organisation": False}
    OrganisationFactory(name="Celica", is_youth_cell=True, municipality=prevalje, **nothing)
    OrganisationFactory(name="Klub")
    OrganisationFactory(name="Partner", partner=True)
    OrganisationFactory(name="Šola in partner", is_institution=True, is_partner=True, **nothing)
    OrganisationFactory(name="Bivši klub", is_active=False, municipality=prevalje)


ALL = ["Celica", "Klub", "Partner", "Šola in partner"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ALL),
        ("vrsta=partner", ["Partner", "Šola in partner"]),
        ("vrsta=mladinske", ["Klub"]),
        ("vrsta=ustanove", ["Šola in partner"]),
        ("vrsta=celice", ["Celica"]),
        ("obcina=prevalje", ["Celica"]),
        ("vrsta=partner&obcina=prevalje", []),
        ("vrsta=partner&obcina=ni-tega", ["Partner", "Šola in partner"]),
    ],
)
def test_the_list_shows_who_is_in_the_network_and_fits(client, everybody, address, found):
    assert sorted(names(client.get(f"/organizacije/?{address}"))) == found


@pytest.mark.parametrize("name", ["vrsta", "obcina"])
def test_odd_values_are_left_aside(client, everybody, name):
    answers = {value: client.get(f"/organizacije/?{name}={value}") for value in ODD_VALUES.values()}

    assert {value: sorted(names(answer)) for value, answer in answers.items()} == dict.fromkeys(
        ODD_VALUES.values(), ALL
    )
    assert {answer.context["query"] for answer in answers.values()} == {""}


def test_the_list_offers_a_way_back_when_nobody_fits(client, db):
    answer = client.get("/organizacije/?vrsta=partner")

    assert names(answer) == []
    assert gettext("No organisation fits") in answer.text


def test_the_list_has_pages_by_name_and_answers_to_any_number(client, db):
    organisations = [
        OrganisationFactory(name=f"Klub {number:02}", slug=f"klub-{number:02}").name
        for number in range(ORGANISATIONS_PER_PAGE + 1)
    ]
    on_page = {
        1: organisations[:ORGANISATIONS_PER_PAGE],
        2: organisations[ORGANISATIONS_PER_PAGE:],
    }

    answers = {asked: client.get(f"/organizacije/?page={asked}") for asked in PAGES}
    filtered = client.get("/organizacije/?vrsta=mladinske&obcina=ni-tega")

    assert {asked: names(answer) for asked, answer in answers.items()} == {
        asked: on_page[number] for asked, number in PAGES.items()
    }
    assert 'href="?vrsta=mladinske&amp;page=2"' in filtered.text


# --- an organisation --------------------------------------------------------------------------


def test_an_organisation_says_who_it_is(client, organisation):
    organisation.email = "klub@example.org"
    organisation.website = "https://www.example.org/"
    organisation.save()

    answer = client.get("/organizacije/klub/")

    assert answer.context["organisation"] == organisation
    for words in (
        "<h1>Mladinski klub</h1>",
        "<p>Prvi.</p>",
        "Mežica",
        'href="mailto:klub@example.org"',
        '<a href="https://www.example.org/" rel="noopener">example.org</a>',
    ):
        assert words in answer.text


def test_an_organisation_leads_back_to_the_list(client, organisation):
    answer = client.get(organisation.url)

    assert answer.context["crumbs"] == [
        {"title": gettext("Home"), "url": "/"},
        {"title": "Organizacije", "url": "/organizacije/"},
    ]


def test_what_an_organisation_says_of_itself_is_plain_text(client, organisation):
    organisation.about = organisation.summary = "<script>alert(1)</script>"
    organisation.save()

    assert "<script>alert" not in client.get("/organizacije/klub/").text


def test_an_organisation_shows_what_it_has_published_and_what_comes(client, organisation, clock):
    own = {"organisation": organisation, "published": True}
    EventPageFactory(title="Tuj", published=True)
    PostPageFactory(title="Tuja", published=True)
    EventPageFactory(title="Mimo", starts_at=NOON - HOUR, ends_at=NOON, **own)
    EventPageFactory(title="Jutri", starts_at=NOON + 24 * HOUR, **own)
    EventPageFactory(title="Zdaj", starts_at=NOON - HOUR, ends_at=NOON + INSTANT, **own)
    PostPageFactory(title="Starejša", **own)
    clock.shift(-HOUR)
    PostPageFactory(title="Najstarejša", **own)
    clock.move_to(NOON)

    answer = client.get("/organizacije/klub/")

    assert shown(answer) == (["Zdaj", "Jutri"], ["Starejša", "Najstarejša"])


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_an_organisation_shows_nothing_that_is_not_for_everybody(client, organisation, hide):
    hide(EventPageFactory, title="Skrivnost", organisation=organisation)
    hide(PostPageFactory, title="Skrivnost", organisation=organisation)

    answer = client.get("/organizacije/klub/")

    assert (shown(answer), "Skrivnost" in answer.text) == (([], []), False)


def test_published_gives_a_few_of_each_section(organisation):
    own = {"organisation": organisation, "published": True}
    for _ in range(max(EVENTS_OF_ONE, POSTS_OF_ONE, GUIDES_OF_ONE, MENTORS_OF_ONE) + 1):
        EventPageFactory(**own)
        PostPageFactory(**own)
        GuidePageFactory(**own)
        MentorPageFactory(**own)

    found = published(NOON, locale=Locale.get_default().pk, organisation=organisation)

    assert {name: len(rows) for name, rows in found.items()} == {
        "events_coming": EVENTS_OF_ONE,
        "guides": GUIDES_OF_ONE,
        "mentors": MENTORS_OF_ONE,
        "posts": POSTS_OF_ONE,
    }


def test_published_asks_one_section_where_it_is_named(organisation):
    GuidePageFactory(organisation=organisation, published=True)

    found = published(NOON, locale=Locale.get_default().pk, only="posts", organisation=organisation)

    assert found == {"posts": []}


def test_published_fetches_the_pictures_of_all_sections_at_once(
    organisation, django_assert_num_queries
):
    own = {"organisation": organisation, "published": True, "picture_alt": "Slika."}
    for factory in (PostPageFactory, GuidePageFactory, MentorPageFactory, EventPageFactory):
        picture = Picture(title="Slika", author="Ana")
        picture.file.save("slika.jpg", picture_file())
        factory(picture=picture, **own)
    locale = Locale.get_default().pk

    # One for each section, one for changes of events, one for the pictures.
    with django_assert_num_queries(6):
        found = published(NOON, locale=locale, organisation=organisation)
        for name in ("posts", "guides", "mentors"):
            [row] = found[name]
            list(row.picture.renditions.all())


def test_an_organisation_that_left_keeps_its_page_and_what_it_published(client, organisation):
    PostPageFactory(title="Ostane", organisation=organisation, published=True)
    organisation.is_active = False
    organisation.save()

    answer = client.get("/organizacije/klub/")
    left = gettext("This organisation is no longer in the network; what it published stays.")

    assert shown(answer) == ([], ["Ostane"])
    assert left in answer.text


@pytest.mark.parametrize(
    "address", ["ni-tega/", "Klub/", "klub/globlje/", "%00/", "klub'--/", "1/"]
)
def test_an_organisation_that_is_not_known_is_not_found(client, organisation, address):
    assert client.get(f"/organizacije/{address}").status_code == 404
