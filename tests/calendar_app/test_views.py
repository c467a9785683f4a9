from datetime import timedelta

import pytest
import time_machine
from django.utils.translation import gettext
from wagtail.test.utils import WagtailPageTestCase

from calendar_app.models import EVENTS_PER_PAGE, EventChange, EventIndexPage
from tests.blog.hidden import HIDDEN
from tests.blog.test_views import PAGES
from tests.calendar_app.factories import EventPageFactory
from tests.calendar_app.moments import INSTANT, NOON, local
from tests.network.factories import OrganisationFactory, PlaceFactory


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def titles(answer):
    return [event.title for event in answer.context["events"]]


class EventPagesAreUsable(WagtailPageTestCase):
    def test_index_and_event_are_routable_and_renderable(self):
        event = EventPageFactory(published=True)

        for page in (EventIndexPage.objects.get(locale__language_code="sl"), event):
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)


# --- the list ---------------------------------------------------------------------------------


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("address", ["/koledar/", "/koledar/?kdaj=pretekli"])
def test_the_list_shows_nothing_that_is_not_for_everybody(client, db, hide, address):
    starts_at = NOON + timedelta(days=-1 if "pretekli" in address else 1)
    hide(EventPageFactory, title="Skrivnost", starts_at=starts_at)
    EventPageFactory(title="Za vse", starts_at=starts_at, published=True)

    answer = client.get(address)

    assert titles(answer) == ["Za vse"]
    assert "Skrivnost" not in answer.text


def test_the_list_moves_an_event_to_the_past_in_the_instant_it_ends(client, db, clock):
    EventPageFactory(
        title="Pravkar", starts_at=NOON - INSTANT, ends_at=NOON + INSTANT, published=True
    )
    coming, past = [], []

    for now in (NOON, NOON + INSTANT):
        clock.move_to(now)
        coming.append(titles(client.get("/koledar/")))
        past.append(titles(client.get("/koledar/?kdaj=pretekli")))

    assert (coming, past) == ([["Pravkar"], []], [[], ["Pravkar"]])


def test_the_list_stands_under_the_months_of_the_local_calendar(client, db):
    EventPageFactory(starts_at=local(2026, 11, 30, 23, 30), published=True)
    EventPageFactory(starts_at=local(2026, 12, 1, 0, 30), published=True)

    answer = client.get("/koledar/")

    assert [f'id="month_2026-{month}"' in answer.text for month in (11, 12)] == [True, True]


def test_the_list_invites_to_announce_when_there_is_nothing(client, db):
    answer = client.get("/koledar/")

    assert titles(answer) == []
    assert gettext("The calendar is empty for now") in answer.text


def test_the_list_offers_a_way_back_when_nothing_fits(client, db):
    EventPageFactory(published=True)

    answer = client.get("/koledar/?dejavnost=camp")

    assert titles(answer) == []
    assert gettext("Show all events") in answer.text


def test_the_list_has_pages_and_answers_to_any_number(client, db):
    organisation = OrganisationFactory()
    events = [
        EventPageFactory(organisation=organisation, published=True).title
        for _ in range(EVENTS_PER_PAGE + 1)
    ]
    on_page = {1: events[:EVENTS_PER_PAGE], 2: events[EVENTS_PER_PAGE:]}

    answers = {asked: client.get(f"/koledar/?page={asked}") for asked in PAGES}
    filtered = client.get("/koledar/?dejavnost=meeting&tema=ni-tega&page=2")

    assert {asked: titles(answer) for asked, answer in answers.items()} == {
        asked: on_page[number] for asked, number in PAGES.items()
    }
    assert 'href="?dejavnost=meeting&amp;page=1"' in filtered.text


# --- an event ---------------------------------------------------------------------------------


def registration(**facts):
    return {"registration_url": "https://example.org/prijava", "published": True, **facts}


def test_an_event_says_when_where_and_how(client, db):
    event = EventPageFactory(
        title="Koncert v rovu",
        starts_at=local(2026, 11, 14, 18),
        ends_at=local(2026, 11, 14, 20),
        place=PlaceFactory(name="Ravenski rov"),
        organisation=OrganisationFactory(name="Mladinski klub", slug="klub"),
        audience="od 15 let",
        price="5 €",
        **registration(),
    )

    answer = client.get(event.url)

    assert answer.context["is_over"] is False
    assert answer.context["crumbs"] == [
        {"title": gettext("Home"), "url": "/"},
        {"title": "Koledar", "url": "/koledar/"},
    ]
    for words in (
        "<h1>Koncert v rovu</h1>",
        "Ravenski rov",
        "Prevalje",
        '<a href="/organizacije/klub/">Mladinski klub</a>',
        "od 15 let",
        "5 €",
        'href="https://example.org/prijava"',
    ):
        assert words in answer.text


@pytest.mark.parametrize(
    ("ends_at", "status", "open_"),
    [
        (NOON + INSTANT, "", True),
        (NOON, "", False),
        (NOON + INSTANT, "postponed", True),
        (NOON + INSTANT, "cancelled", False),
        (NOON + INSTANT, "full", False),
    ],
    ids=["under way", "ends this instant", "postponed", "cancelled", "full"],
)
def test_an_event_takes_registrations_while_somebody_can_come(client, db, ends_at, status, open_):
    event = EventPageFactory(starts_at=NOON - INSTANT, ends_at=ends_at, **registration())
    if status:
        EventChange.objects.create(
            translation_key=event.translation_key, status=status, changed_at=NOON
        )

    answer = client.get(event.url)

    assert ("https://example.org/prijava" in answer.text) is open_
    assert (gettext("This is over") in answer.text) is (ends_at == NOON)


@pytest.mark.parametrize(
    ("status", "is_struck"), [("", False), ("postponed", True), ("cancelled", False)]
)
def test_the_first_date_of_what_is_postponed_is_struck_through(client, db, status, is_struck):
    event = EventPageFactory(starts_at=NOON + timedelta(days=1), published=True)
    if status:
        EventChange.objects.create(
            translation_key=event.translation_key, status=status, changed_at=NOON
        )

    pages = [client.get(address).text for address in ("/koledar/", event.url)]

    struck = f"{gettext('originally')} <s>"
    assert [struck in page for page in pages] == [is_struck, is_struck]


@pytest.mark.parametrize(
    ("new_date", "is_over"),
    [(None, False), (NOON.date(), False), (NOON.date() - timedelta(days=1), True)],
    ids=["no day yet", "today", "yesterday"],
)
def test_what_is_postponed_is_over_after_its_new_day(client, db, new_date, is_over):
    event = EventPageFactory(starts_at=NOON - timedelta(days=9), published=True)
    EventChange.objects.create(
        translation_key=event.translation_key,
        status="postponed",
        new_date=new_date,
        changed_at=NOON,
    )

    assert client.get(event.url).context["is_over"] is is_over


def test_an_event_with_nothing_but_a_link_is_drawn(client, db):
    event = EventPageFactory(
        place_text="", online_url="https://www.example.org/soba", ends_at=None, published=True
    )

    answer = client.get(event.url)

    assert '<a href="https://www.example.org/soba" rel="noopener">example.org</a>' in answer.text


@pytest.mark.parametrize("state", ["draft", "taken down", "scheduled"])
def test_an_event_that_is_not_public_is_not_found(client, db, state):
    event = HIDDEN[state](EventPageFactory, title="Skrivnost")

    answer = client.get(f"/koledar/{event.slug}/")

    assert answer.status_code == 404
    assert "Skrivnost" not in answer.text
