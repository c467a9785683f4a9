from datetime import date, time, timedelta

import pytest
from django.utils import translation

from network.opening_hours import DaysThatDiffer, Hours, Period, Row, Span, standing_at
from network.templatetags.opening_tags import period_days, row_days, span_words, standing_words
from tests.calendar_app.moments import local

MONDAY = date(2026, 11, 9)
DAY, NIGHT = Span(time(10), time(18)), Span(time(20), time(2))
UNTIL_MIDNIGHT = Span(time(20), time(0))


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def hours(week=None, **facts):
    return Hours(week={1: (DAY,), 5: (NIGHT,), 6: (UNTIL_MIDNIGHT,)} if week is None else week)


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (local(2026, 11, 9, 9), "Closed, opens today at 10:00"),
        (local(2026, 11, 9, 12), "Open until 18:00"),
        (local(2026, 11, 8, 12), "Closed, opens tomorrow at 10:00"),
        (local(2026, 11, 9, 19), "Closed, opens on Friday at 20:00"),
        (local(2026, 11, 13, 21), "Open until 02:00"),
        (local(2026, 11, 14, 1), "Open until 02:00"),
        (local(2026, 11, 14, 21), "Open until 24:00"),
    ],
)
def test_standing_in_words(instant, words):
    assert standing_words(standing_at(hours(), instant)) == words


def test_a_house_that_opens_in_more_than_a_week_says_the_day():
    later = MONDAY + timedelta(days=10)
    closed = Hours(differing=(DaysThatDiffer(later, later, (DAY,)),))

    words = standing_words(standing_at(closed, local(2026, 11, 9, 12)))

    assert words.replace("\u00a0", " ") == "Closed, opens on 19 Nov at 10:00"


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ({weekday: (Span(time(0), time(0)),) for weekday in range(1, 8)}, "Open now"),
        ({1: (Span(time(0), time(0)),), 2: (DAY,)}, "Open until 24:00"),
        (
            {1: (Span(time(0), time(0)),), 2: (Span(time(0), time(18)),)},
            "Open, closes tomorrow at 18:00",
        ),
    ],
)
def test_a_house_that_is_open_for_long_in_words(week, words):
    assert standing_words(standing_at(hours(week), local(2026, 11, 9, 12))) == words


def test_a_house_without_an_end_of_being_closed_is_closed_for_now():
    closed = Hours(differing=(DaysThatDiffer(MONDAY, MONDAY + timedelta(days=60)),))

    assert standing_words(standing_at(closed, local(2026, 11, 9, 12))) == "Closed for now"


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ((), "closed"),
        ((DAY,), "10:00–18:00"),
        ((DAY, NIGHT), "10:00–18:00, 20:00–02:00"),
        ((UNTIL_MIDNIGHT,), "20:00–24:00"),
        ((Span(time(0), time(0)),), "00:00–24:00"),
    ],
)
def test_spans_in_words(spans, words):
    assert span_words(spans) == words


def test_days_in_words():
    one = Period(MONDAY, MONDAY, (), False, "")
    several = Period(MONDAY, MONDAY + timedelta(days=2), (), False, "")

    assert (row_days(Row(1, 4, ())), row_days(Row(7, 7, ()))) == ("Monday–Thursday", "Sunday")
    assert [period_days(period).replace("\u00a0", " ") for period in (one, several)] == [
        "9 Nov",
        "9 Nov–11 Nov",
    ]
