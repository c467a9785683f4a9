from datetime import timedelta

import pytest
import time_machine
from django.utils.translation import gettext
from wagtail.test.utils import WagtailPageTestCase

from network.models import Municipality, PlaceIndexPage
from network.models.place_index_page import PLACES_PER_PAGE
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.blog.test_forms import ODD_VALUES
from tests.blog.test_views import PAGES
from tests.calendar_app.factories import EventPageFactory
from tests.calendar_app.moments import INSTANT, NOON
from tests.network.factories import OrganisationFactory, PlaceFactory, differs, opens

HOUR = timedelta(hours=1)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def place(db):
    return PlaceFactory(name="Klub Lipa", slug="klub-lipa", address="Postaja 1")


def names(answer):
    return [place.name for place in answer.context["places"]]


class PlacePagesAreUsable(WagtailPageTestCase):
    def test_index_and_place_are_routable_and_renderable(self):
        PlaceFactory(slug="klub")

        for route in ("/", "/klub/"):
            self.assertPageIsRoutable(PlaceIndexPage.objects.get(locale__language_code="sl"), route)
            self.assertPageIsRenderable(
                PlaceIndexPage.objects.get(locale__language_code="sl"), route
            )


# --- the list ---------------------------------------------------------------------------------


@pytest.fixture
def places(db):
    mezica = Municipality.objects.get(slug="mezica")
    PlaceFactory(name="Dvorana", kind="hall")
    PlaceFactory(name="Oder", kind="hall", municipality=mezica)
    PlaceFactory(name="Soba", kind="youth_room")
    PlaceFactory(name="Opuščena", kind="hall", is_active=False)


ALL = ["Dvorana", "Oder", "Soba"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ALL),
        ("kaj=dvorane", ["Dvorana", "Oder"]),
        ("kaj=mladinske-sobe", ["Soba"]),
        ("kaj=vadnice", []),
        ("obcina=mezica", ["Oder"]),
        ("kaj=dvorane&obcina=prevalje", ["Dvorana"]),
        ("kaj=hall", ALL),
    ],
)
def test_the_list_shows_what_is_in_use_and_fits(client, places, address, found):
    assert sorted(names(client.get(f"/prostori/?{address}"))) == found


@pytest.mark.parametrize("name", ["kaj", "obcina"])
def test_odd_values_are_left_aside(client, places, name):
    answers = {value: client.get(f"/prostori/?{name}={value}") for value in ODD_VALUES.values()}

    assert {value: sorted(names(answer)) for value, answer in answers.items()} == dict.fromkeys(
        ODD_VALUES.values(), ALL
    )
    assert {answer.context["query"] for answer in answers.values()} == {""}


def test_the_list_says_which_places_are_open_now(client, db):
    opened, closed = PlaceFactory(), PlaceFactory()
    opens(opened, [TODAY.isoweekday()], "10:00", "18:00")
    opens(closed, [TODAY.isoweekday()], "16:00", "18:00")
    PlaceFactory(name="Brez ur")

    answer = client.get("/prostori/")

    assert [place.standing and place.standing.is_open for place in answer.context["places"]].count(
        True
    ) == 1
    assert gettext("Open until %(time)s") % {"time": "18.00"} in answer.text
    assert (
        gettext("Closed, opens %(day)s at %(time)s") % {"day": gettext("today"), "time": "16.00"}
        in answer.text
    )


def test_the_list_offers_a_way_back_when_nothing_fits(client, db):
    answer = client.get("/prostori/?kaj=vadnice")

    assert names(answer) == []
    assert gettext("No place fits") in answer.text


def test_the_list_has_pages_by_name_and_answers_to_any_number(client, db):
    made = [
        PlaceFactory(name=f"Soba {number:02}", slug=f"soba-{number:02}").name
        for number in range(PLACES_PER_PAGE + 1)
    ]
    on_page = {1: made[:PLACES_PER_PAGE], 2: made[PLACES_PER_PAGE:]}

    answers = {asked: client.get(f"/prostori/?page={asked}") for asked in PAGES}

    assert {asked: names(answer) for asked, answer in answers.items()} == {
        asked: on_page[number] for asked, number in PAGES.items()
    }


# --- a place ----------------------------------------------------------------------------------


def test_a_place_says_what_one_must_know(client, place):
    place.organisation = OrganisationFactory(name="Klub", slug="klub")
    place.what_for, place.audience = "Igre", "od 14 let"
    place.accessibility, place.phone, place.email = "brez stopnic", "041 1", "k@example.org"
    place.website = "https://www.example.org/"
    place.save()

    answer = client.get("/prostori/klub-lipa/")

    for words in (
        "<h1>Klub Lipa</h1>",
        "<dd>Igre</dd>",
        "<dd>od 14 let</dd>",
        "<dd>brez stopnic</dd>",
        "https://www.openstreetmap.org/search?query=Postaja+1%2C+Prevalje",
        '<a href="/obcine/prevalje/">',
        '<a href="/organizacije/klub/">Klub</a>',
        '<a href="tel:0411">041 1</a>',
        '<a href="mailto:k@example.org">',
        '<a href="https://www.example.org/" rel="noopener">example.org</a>',
    ):
        assert words in answer.text
    assert answer.context["crumbs"] == [
        {"title": gettext("Home"), "url": "/"},
        {"title": "Prostori", "url": "/prostori/"},
    ]


def test_what_a_place_says_is_plain_text(client, place):
    place.summary = place.what_for = place.opening_hours = "<script>alert(1)</script>"
    place.save()

    assert "<script>alert" not in client.get("/prostori/klub-lipa/").text


def test_a_place_marks_today_and_tells_of_days_that_differ(client, place):
    opens(place, [TODAY.isoweekday()], "10:00", "18:00")
    differs(place, TODAY + timedelta(days=7), note="Belimo stene")

    text = client.get("/prostori/klub-lipa/").text

    assert text.count('aria-current="date"') == 1
    assert "10.00–18.00" in text
    assert "Belimo stene" in text


def test_on_a_day_that_differs_its_own_hours_are_marked(client, place):
    opens(place, [TODAY.isoweekday()], "10:00", "18:00")
    differs(place, TODAY, opens="14:00", closes="16:00", note="Popis")

    text = client.get("/prostori/klub-lipa/").text

    assert (text.count('aria-current="date"'), "14.00–16.00" in text, "Popis" in text) == (
        0,
        True,
        True,
    )


def test_a_place_shows_what_takes_place_there(client, place):
    EventPageFactory(title="Drugje", place=PlaceFactory(), published=True)
    EventPageFactory(title="Mimo", place=place, starts_at=NOON - HOUR, ends_at=NOON, published=True)
    EventPageFactory(title="Jutri", place=place, starts_at=NOON + 24 * HOUR, published=True)
    EventPageFactory(
        title="Zdaj",
        place=place,
        starts_at=NOON - HOUR,
        ends_at=NOON + INSTANT,
        published=True,
    )
    PostPageFactory(title="Objava", published=True)

    answer = client.get("/prostori/klub-lipa/")

    assert [event.title for event in answer.context["events_coming"]] == ["Zdaj", "Jutri"]
    assert answer.context["posts"] == []


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_a_place_shows_nothing_that_is_not_for_everybody(client, place, hide):
    hide(EventPageFactory, title="Skrivnost", place=place)

    assert "Skrivnost" not in client.get("/prostori/klub-lipa/").text


def test_a_place_that_is_given_up_keeps_its_page_without_hours(client, place):
    opens(place, range(1, 8), "10:00", "18:00")
    place.is_active = False
    place.save()

    answer = client.get("/prostori/klub-lipa/")

    assert gettext("This place is no longer in use") in answer.text
    assert (answer.status_code, "10.00–18.00" in answer.text) == (200, False)


@pytest.mark.parametrize("address", ["ni-tega/", "Klub-lipa/", "klub-lipa/globlje/", "%00/", "1/"])
def test_a_place_that_is_not_known_is_not_found(client, place, address):
    assert client.get(f"/prostori/{address}").status_code == 404


# --- on other pages ---------------------------------------------------------------------------


def test_an_organisation_shows_its_places_in_use(client, place):
    organisation = OrganisationFactory(slug="klub")
    PlaceFactory(name="Opuščena", organisation=organisation, is_active=False)
    place.organisation = organisation
    place.save()

    assert names(client.get("/organizacije/klub/")) == ["Klub Lipa"]


def test_an_organisation_shows_its_hours_and_whom_it_is_for(client, db):
    institution = OrganisationFactory(
        slug="csd", is_institution=True, audience="za vse", accessibility="brez stopnic"
    )
    opens(institution, range(1, 6), "08:00", "15:00")

    text = client.get("/organizacije/csd/").text

    for words in ("<dd>za vse</dd>", "<dd>brez stopnic</dd>", "8.00–15.00"):
        assert words in text
