"""Opening hours as rows: what the database refuses, and what the rows say together."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from network.models import (
    Municipality,
    Organisation,
    OrganisationOpeningException,
    OrganisationOpeningTime,
    PlaceOpeningException,
    PlaceOpeningTime,
)
from network.opening_hours import Span
from tests.accounts.factories import UserFactory
from tests.calendar_app.moments import local
from tests.network.factories import OrganisationFactory, PlaceFactory, differs, opens

MONDAY = date(2026, 11, 9)
DAY = timedelta(days=1)
TEN, SIX = time(10), time(18)
HOUSES = {
    "place": (PlaceFactory, PlaceOpeningTime, PlaceOpeningException),
    "organisation": (OrganisationFactory, OrganisationOpeningTime, OrganisationOpeningException),
}
each_house = pytest.mark.parametrize("house", HOUSES)


@each_house
@pytest.mark.parametrize("weekday", [0, 8])
def test_a_week_has_seven_days(db, house, weekday):
    factory, times, _exceptions = HOUSES[house]

    with pytest.raises(IntegrityError), transaction.atomic():
        times.objects.create(**{house: factory()}, weekday=weekday, opens=TEN, closes=SIX)


@each_house
def test_a_house_opens_once_at_an_hour(db, house):
    factory, times, _exceptions = HOUSES[house]
    facts = {house: factory(), "weekday": 1, "opens": TEN}
    times.objects.create(**facts, closes=SIX)

    with pytest.raises(IntegrityError), transaction.atomic():
        times.objects.create(**facts, closes=time(12))


@each_house
@pytest.mark.parametrize(
    "facts",
    [
        {"first_day": MONDAY, "last_day": MONDAY - DAY},
        {"first_day": MONDAY, "last_day": MONDAY, "opens": TEN},
        {"first_day": MONDAY, "last_day": MONDAY, "closes": SIX},
    ],
    ids=["ends before it begins", "never closes", "never opens"],
)
def test_days_that_cannot_be_are_refused_by_form_and_database(db, house, facts):
    factory, _times, exceptions = HOUSES[house]
    row = exceptions(**{house: factory()}, **facts)

    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@each_house
def test_rows_say_together_how_a_house_stands(db, house):
    opened = HOUSES[house][0]()
    opens(opened, range(1, 6), "10:00", "18:00")
    differs(opened, MONDAY + DAY, note="Belimo")
    differs(opened, MONDAY + 2 * DAY, opens="08:00", closes="09:00")

    openness = opened.openness(local(2026, 11, 9, 12))

    assert openness["standing"].is_open
    assert [row.spans for row in openness["week"]] == [(Span(TEN, SIX),), ()]
    assert [(period.first_day, period.spans, period.note) for period in openness["to_come"]] == [
        (MONDAY + DAY, (), "Belimo"),
        (MONDAY + 2 * DAY, (Span(time(8), time(9)),), ""),
    ]


@each_house
@pytest.mark.parametrize("open_on_holidays", [True, False])
def test_a_house_keeps_the_public_holidays_unless_it_says_otherwise(db, house, open_on_holidays):
    opened = HOUSES[house][0](open_on_holidays=open_on_holidays)
    opens(opened, range(1, 8), "10:00", "18:00")

    assert opened.standing_at(local(2026, 12, 25, 12)).is_open is open_on_holidays


@each_house
def test_a_house_without_rows_says_nothing(db, house):
    silent = HOUSES[house][0]()

    assert (
        silent.openness(local(2026, 11, 9, 12)),
        silent.standing_at(local(2026, 11, 9, 12)),
    ) == (
        {},
        None,
    )


# --- in the CMS -------------------------------------------------------------------------------


def _rows(*, times=(), exceptions=()):
    """The rows of the inline panels as a browser sends them."""
    return nested_form_data(
        {"opening_times": inline_formset(times), "opening_exceptions": inline_formset(exceptions)}
    )


def _as_typed(place, *, times=(), exceptions=()):
    return {
        "name": place.name,
        "slug": place.slug,
        "kind": place.kind,
        "is_active": "on",
        "municipality": place.municipality_id,
        **_rows(times=times, exceptions=exceptions),
    }


def test_a_coordinator_keeps_the_hours_of_a_place(client, db):
    place = PlaceFactory()
    client.force_login(UserFactory(coordinator=True))
    address = reverse("wagtailsnippets_network_place:edit", args=[place.pk])

    form = client.get(address)
    client.post(
        address,
        _as_typed(
            place,
            times=[{"weekday": 5, "opens": "20:00", "closes": "02:00"}],
            exceptions=[{"first_day": "2026-11-13", "last_day": "2026-11-13", "note": "Turnir"}],
        ),
    )

    assert form.status_code == 200
    assert [str(row.span.closes) for row in place.opening_times.all()] == ["02:00:00"]
    assert [row.note for row in place.opening_exceptions.all()] == ["Turnir"]


def test_hours_that_cannot_be_are_refused_in_the_cms(client, db):
    place = PlaceFactory()
    client.force_login(UserFactory(coordinator=True))

    answer = client.post(
        reverse("wagtailsnippets_network_place:edit", args=[place.pk]),
        _as_typed(
            place,
            exceptions=[{"first_day": "2026-11-13", "last_day": "2026-11-12", "opens": "10:00"}],
        ),
    )

    assert answer.status_code == 200
    assert not PlaceOpeningException.objects.exists()


def test_a_coordinator_makes_an_institution_with_its_hours(client, db):
    client.force_login(UserFactory(coordinator=True))

    client.post(
        reverse("wagtailsnippets_network_organisation:add"),
        {
            "name": "Knjižnica",
            "slug": "knjiznica",
            "is_institution": "on",
            "is_active": "on",
            "municipality": Municipality.objects.get(slug="mezica").pk,
            **_rows(times=[{"weekday": 1, "opens": "08:00", "closes": "18:00"}]),
        },
    )

    library = Organisation.objects.get(slug="knjiznica")
    assert [row.span for row in library.opening_times.all()] == [Span(time(8), SIX)]
    assert library.collection.name == "Knjižnica"
