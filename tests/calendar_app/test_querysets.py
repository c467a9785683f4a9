import pytest
from django.utils import timezone

from calendar_app.models import EventChange, EventPage
from network.models import Municipality
from tests.blog.hidden import HIDDEN
from tests.calendar_app.factories import EventPageFactory
from tests.calendar_app.moments import EDGES, INSTANT, NOON, local
from tests.network.factories import PlaceFactory

OCTOBER, NOVEMBER, DECEMBER = local(2026, 10, 1), local(2026, 11, 1), local(2026, 12, 1)


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_published_leaves_out_what_is_not_for_everybody(db, hide):
    hide(EventPageFactory)
    public = EventPageFactory(published=True)

    assert list(EventPage.objects.published()) == [public]


def test_published_leaves_out_what_has_no_date(db):
    event = EventPageFactory(published=True)
    EventPage.objects.filter(pk=event.pk).update(starts_at=None, ends_at=None)

    assert list(EventPage.objects.published()) == []


@pytest.mark.parametrize(("starts_at", "ends_at", "now", "coming"), EDGES.values(), ids=EDGES)
def test_an_event_is_either_not_over_or_over(db, starts_at, ends_at, now, coming):
    event = EventPageFactory(starts_at=starts_at, ends_at=ends_at)

    lists = (list(EventPage.objects.not_over(now)), list(EventPage.objects.over(now)))

    assert lists == (([event], []) if coming else ([], [event]))


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "listed"),
    [
        (local(2026, 11, 10), local(2026, 11, 11), True),
        (NOVEMBER, local(2026, 11, 1, 2), True),
        (local(2026, 10, 31, 22), local(2026, 11, 1, 4), True),
        (local(2026, 10, 31, 22), NOVEMBER, False),
        (local(2026, 10, 31, 22), NOVEMBER + INSTANT, True),
        (DECEMBER - INSTANT, local(2026, 12, 5), True),
        (DECEMBER, local(2026, 12, 5), False),
        (local(2026, 1, 1), local(2027, 1, 1), True),
        (NOVEMBER, None, True),
        (NOVEMBER - INSTANT, None, False),
        (DECEMBER - INSTANT, None, True),
        (DECEMBER, None, False),
    ],
    ids=[
        "in the middle",
        "begins with it",
        "runs into it",
        "ends as it begins",
        "ends an instant after it begins",
        "begins in its last instant",
        "begins as it ends",
        "lasts all year",
        "a moment at its beginning",
        "a moment before it",
        "a moment in its last instant",
        "a moment at its end",
    ],
)
def test_between_lists_what_lies_at_least_partly_in_the_month(db, starts_at, ends_at, listed):
    event = EventPageFactory(starts_at=starts_at, ends_at=ends_at)

    assert list(EventPage.objects.between(NOVEMBER, DECEMBER)) == ([event] if listed else [])


def test_between_counts_a_night_over_the_end_of_a_month_to_both(db):
    event = EventPageFactory(starts_at=local(2026, 10, 31, 22), ends_at=local(2026, 11, 1, 4))

    months = [(OCTOBER, NOVEMBER), (NOVEMBER, DECEMBER)]

    assert [list(EventPage.objects.between(*month)) for month in months] == [[event], [event]]


def test_between_knows_the_night_that_has_an_hour_more(db):
    event = EventPageFactory(
        starts_at=local(2026, 10, 25, 2, 15), ends_at=local(2026, 10, 25, 2, 15, fold=1)
    )
    first_hour = (local(2026, 10, 25, 2), local(2026, 10, 25, 2, fold=1))
    second_hour = (local(2026, 10, 25, 2, 15, fold=1), local(2026, 10, 25, 3))

    found = [list(EventPage.objects.between(*hour)) for hour in (first_hour, second_hour)]

    assert found == [[event], []]


def test_soonest_first_orders_by_the_beginning_and_then_by_age(db):
    later = EventPageFactory(starts_at=NOON + INSTANT)
    first = EventPageFactory(starts_at=NOON, ends_at=local(2027, 1, 1))
    second = EventPageFactory(starts_at=NOON, ends_at=None)

    assert list(EventPage.objects.soonest_first()) == [first, second, later]


def test_latest_first_orders_by_the_end_or_else_by_the_beginning(db):
    long_over = EventPageFactory(starts_at=NOON, ends_at=NOON + INSTANT)
    camp = EventPageFactory(starts_at=local(2026, 11, 1), ends_at=local(2026, 11, 20))
    moment = EventPageFactory(starts_at=local(2026, 11, 19), ends_at=None)

    assert list(EventPage.objects.latest_first()) == [camp, moment, long_over]


@pytest.mark.parametrize(
    ("place_in", "said", "listed"),
    [
        ("mezica", None, True),
        ("mezica", "prevalje", True),
        ("prevalje", "mezica", False),
        (None, "mezica", True),
        (None, "prevalje", False),
        (None, None, False),
    ],
    ids=[
        "its place is there",
        "its place is there, whatever the author said",
        "its place is elsewhere, whatever the author said",
        "the author said so",
        "the author said otherwise",
        "nobody said anything",
    ],
)
def test_in_municipality_believes_the_place_more_than_the_author(db, place_in, said, listed):
    municipalities = {row.slug: row for row in Municipality.objects.all()}
    event = EventPageFactory(
        place=place_in and PlaceFactory(municipality=municipalities[place_in]),
        municipality=said and municipalities[said],
    )

    found = EventPage.objects.in_municipality(municipalities["mezica"])

    assert list(found) == ([event] if listed else [])


def test_with_changes_tells_each_event_its_own_in_one_query(db, django_assert_num_queries):
    cancelled, unchanged = EventPageFactory(), EventPageFactory()
    EventChange.objects.create(
        translation_key=cancelled.translation_key, status="cancelled", changed_at=timezone.now()
    )
    events = EventPage.objects.order_by("pk")

    with django_assert_num_queries(2):
        known = [
            (event.pk, event.status, event.status_label)
            for event in EventPage.objects.with_changes(events)
        ]

    cancelled_in_words = EventChange(status="cancelled").label
    assert known == [(cancelled.pk, "cancelled", cancelled_in_words), (unchanged.pk, "", "")]
