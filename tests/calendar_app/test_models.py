from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext, pgettext
from wagtail.models import Locale

from calendar_app.models import EVENTS_OF_ONE, EventChange, EventPage, EventStatus, events_coming_of
from moderation.completeness import lacking_in
from tests.blog.hidden import HIDDEN
from tests.calendar_app.factories import EventPageFactory
from tests.calendar_app.moments import EDGES, INSTANT, NOON, local
from tests.moderation.scene import write
from tests.network.factories import OrganisationFactory, PlaceFactory

BEFORE_NOON = NOON - INSTANT


def change_of(event, status=EventStatus.CANCELLED, **facts):
    return EventChange.objects.create(
        translation_key=event.translation_key, status=status, changed_at=NOON, **facts
    )


@pytest.mark.parametrize(("starts_at", "ends_at", "now", "coming"), EDGES.values(), ids=EDGES)
def test_is_over_agrees_with_the_lists(db, starts_at, ends_at, now, coming):
    assert EventPage(starts_at=starts_at, ends_at=ends_at).is_over(now) is not coming


def test_what_has_no_date_is_not_over(db):
    assert EventPage().is_over(NOON) is False


@pytest.mark.parametrize("year", [1, 1999, 2101, 9999])
@pytest.mark.parametrize("name", ["starts_at", "ends_at"])
def test_a_year_that_is_a_slip_is_refused_beside_its_field(db, name, year):
    event = EventPageFactory()
    setattr(event, name, NOON.replace(year=year))

    with pytest.raises(ValidationError) as refused:
        event.clean()

    assert list(refused.value.message_dict) == [name]


@pytest.mark.parametrize("ends_at", [NOON, BEFORE_NOON], ids=["at once", "before it begins"])
def test_an_event_that_ends_before_it_lasted_is_refused_beside_the_end(db, ends_at):
    event = EventPageFactory()
    event.starts_at, event.ends_at = NOON, ends_at

    with pytest.raises(ValidationError) as refused:
        event.full_clean()

    assert refused.value.message_dict == {
        "ends_at": [gettext("The end must come after the beginning.")]
    }


@pytest.mark.parametrize("ends_at", [NOON, BEFORE_NOON], ids=["at once", "before it begins"])
def test_the_database_keeps_no_event_that_ends_before_it_lasted(db, ends_at):
    event = EventPageFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=event.pk).update(starts_at=NOON, ends_at=ends_at)


@pytest.mark.parametrize("ends_at", [NOON + INSTANT, None], ids=["lasts an instant", "no end"])
def test_the_shortest_events_are_kept(db, ends_at):
    event = EventPageFactory()
    event.starts_at, event.ends_at = NOON, ends_at

    event.full_clean()
    event.save()

    assert EventPage.objects.get(pk=event.pk).ends_at == ends_at


WHERE = gettext("Say where it takes place: choose a place, describe it or give a link.")


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"place_text": "Pred knjižnico"}, {}),
        ({"place_text": "", "online_url": "https://example.org/"}, {}),
        ({"place_text": ""}, {"place": [WHERE]}),
        (
            {"place_text": "", "summary": " "},
            {
                "place": [WHERE],
                "summary": [gettext("Write one or two sentences that stand in lists.")],
            },
        ),
    ],
    ids=["in words", "online", "nowhere", "nowhere and without a summary"],
)
def test_an_event_is_handed_in_with_a_place(db, facts, missing):
    assert lacking_in(EventPageFactory(**facts), NOON) == missing


def test_an_event_at_a_place_is_handed_in(db):
    assert lacking_in(EventPageFactory(place_text="", place=PlaceFactory()), NOON) == {}


def test_where_says_the_place_before_the_words_and_the_words_before_the_link(db):
    link = {"online_url": "https://example.org/"}
    words = {"place_text": "Pred knjižnico"}
    place = {"place": PlaceFactory(name="Ravenski rov")}

    events = [EventPage(**facts) for facts in ({}, link, link | words, link | words | place)]

    assert [event.where for event in events] == [
        "",
        gettext("online"),
        "Pred knjižnico",
        "Ravenski rov, Prevalje",
    ]


def test_what_has_no_price_is_free_of_charge(db):
    assert [EventPage(price=price).price_label for price in ("", "5 €")] == [
        gettext("free of charge"),
        "5 €",
    ]


# --- what has changed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "new_date", "label"),
    [
        (EventStatus.CANCELLED, None, pgettext("event", "Cancelled")),
        (EventStatus.FULL, date(2028, 2, 29), gettext("Full")),
        (EventStatus.POSTPONED, None, gettext("Postponed")),
        (
            EventStatus.POSTPONED,
            date(2028, 2, 29),
            gettext("Postponed to %(day)s") % {"day": "29. 2."},
        ),
    ],
    ids=["cancelled", "full", "postponed", "postponed to a day"],
)
def test_a_change_says_in_words_what_it_is(status, new_date, label):
    change = EventChange(status=status, new_date=new_date, reason="Dež.")

    assert (change.label, str(change)) == (label, f"{label}: Dež.")


def test_an_event_without_a_change_says_nothing(db):
    event = EventPageFactory()

    assert (event.status, event.status_label, event.status_reason) == ("", "", "")


@pytest.mark.parametrize(
    ("status", "new_date", "takes_place"),
    [
        ("", None, (NOON, NOON + INSTANT)),
        (EventStatus.CANCELLED, None, (NOON, NOON + INSTANT)),
        (EventStatus.FULL, None, (NOON, NOON + INSTANT)),
        (EventStatus.POSTPONED, None, (None, None)),
        (
            EventStatus.POSTPONED,
            date(2027, 3, 28),
            (local(2027, 3, 28, 0), local(2027, 3, 29, 0)),
        ),
    ],
    ids=["unchanged", "cancelled", "full", "postponed", "to a day of twenty-three hours"],
)
def test_an_event_takes_place_when_it_was_said_last(db, status, new_date, takes_place):
    event = EventPageFactory(starts_at=NOON, ends_at=NOON + INSTANT)
    if status:
        change_of(event, status, new_date=new_date)

    assert event.takes_place == takes_place


def test_a_change_is_shared_by_all_languages_of_the_event(db):
    event = EventPageFactory()
    english = Locale.objects.get(language_code="en")
    translation = EventPageFactory(locale=english, translation_key=event.translation_key)
    change_of(event, reason="Dež.")

    assert [(row.status, row.status_reason) for row in (event, translation)] == [
        ("cancelled", "Dež.")
    ] * 2


def test_a_change_outlives_new_versions_of_the_text(db):
    event = EventPageFactory(published=True)
    change_of(event)

    write(event, None, title="Nova različica").publish()

    event = EventPage.objects.get(pk=event.pk)
    assert (event.title, event.status) == ("Nova različica", "cancelled")


def test_an_event_has_one_change_at_most(db):
    event = EventPageFactory()
    change_of(event)

    with pytest.raises(IntegrityError), transaction.atomic():
        change_of(event)


# --- on the organisation's page ---------------------------------------------------------------


def test_events_coming_of_gives_the_next_of_one_organisation_with_their_changes(db):
    organisation = OrganisationFactory()
    facts = {"organisation": organisation, "published": True}
    EventPageFactory(published=True, starts_at=NOON)
    EventPageFactory(starts_at=BEFORE_NOON, ends_at=NOON, **facts)
    under_way = EventPageFactory(starts_at=local(2026, 11, 1), ends_at=local(2027, 1, 1), **facts)
    coming = [
        EventPageFactory(starts_at=local(2026, 12, day), **facts)
        for day in reversed(range(1, EVENTS_OF_ONE + 1))
    ]
    change_of(under_way)

    found = events_coming_of(NOON, locale=Locale.get_default().pk, organisation=organisation)

    assert found == [under_way, *reversed(coming)][:EVENTS_OF_ONE]
    assert [event.status for event in found] == ["cancelled"] + [""] * (EVENTS_OF_ONE - 1)


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_events_coming_of_leaves_out_what_is_not_for_everybody(db, hide):
    event = hide(EventPageFactory, starts_at=NOON)
    owner = event.contribution.organisation

    assert events_coming_of(NOON, locale=Locale.get_default().pk, organisation=owner) == []
