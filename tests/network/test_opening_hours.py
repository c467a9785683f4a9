"""The rule in the customer's words stands at the head of the module; here it is tried at its edges."""

from datetime import date, time, timedelta

import pytest

from network.opening_hours import (
    LOOK_AHEAD_DAYS,
    Change,
    DaysThatDiffer,
    Hours,
    Period,
    Row,
    Span,
    is_open_at,
    joined,
    next_change,
    periods_that_differ,
    plan_of,
    standing_at,
    week_table,
)
from tests.calendar_app.moments import INSTANT, local

MONDAY = date(2026, 11, 9)
TUESDAY, FRIDAY, SATURDAY = (MONDAY + timedelta(days=days) for days in (1, 4, 5))
DAY = Span(time(10), time(18))
NIGHT = Span(time(20), time(2))
UNTIL_MIDNIGHT = Span(time(20), time(0))
ALL_DAY = Span(time(0), time(0))
# Monday to Thursday by day, Friday and Saturday by night.
WEEK = {**dict.fromkeys(range(1, 5), (DAY,)), 5: (NIGHT,), 6: (NIGHT,)}
HOUSE = Hours(week=WEEK)
ALWAYS = Hours(week=dict.fromkeys(range(1, 8), (ALL_DAY,)))


def house(**facts):
    return Hours(**{"week": WEEK, **facts})


def at(day, hour, minute=0, **fold):
    return local(day.year, day.month, day.day, hour, minute, **fold)


# --- open or not ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        (at(MONDAY, 10) - INSTANT, False),
        (at(MONDAY, 10), True),
        (at(MONDAY, 18) - INSTANT, True),
        (at(MONDAY, 18), False),
        (at(FRIDAY, 12), False),
        (at(FRIDAY, 23, 59), True),
        (at(SATURDAY, 0), True),
        (at(SATURDAY, 2) - INSTANT, True),
        (at(SATURDAY, 2), False),
        # Sunday has no hours of its own, and is open in the small hours of Saturday's night.
        (at(SATURDAY + timedelta(days=1), 1), True),
        (at(MONDAY, 1), False),
    ],
)
def test_a_span_belongs_to_the_day_on_which_it_opens(instant, is_open):
    assert is_open_at(HOUSE, instant) is is_open


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        (at(MONDAY, 20), True),
        (at(TUESDAY, 0) - INSTANT, True),
        (at(TUESDAY, 0), False),
    ],
)
def test_closing_at_midnight_is_closing_at_the_end_of_the_day(instant, is_open):
    assert is_open_at(Hours(week={1: (UNTIL_MIDNIGHT,)}), instant) is is_open


def test_a_house_may_be_open_round_the_clock():
    standing = standing_at(ALWAYS, at(MONDAY, 3))

    assert (standing.is_open, standing.change, standing.from_yesterday) == (True, None, None)


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        # 29 March 2026: from two it is three.
        (local(2026, 3, 29, 1, 59), True),
        (local(2026, 3, 29, 3), False),
        # 25 October 2026: from two to three comes twice; the first is meant.
        (local(2026, 10, 25, 1, 59), True),
        (local(2026, 10, 25, 2), False),
        (local(2026, 10, 25, 2, fold=1), False),
    ],
)
def test_the_nights_in_which_clocks_change(instant, is_open):
    assert is_open_at(HOUSE, instant) is is_open


def test_a_span_within_the_hour_that_does_not_exist_is_none():
    sunday = Hours(week={7: (Span(time(2, 30), time(3, 15)),)})

    assert [is_open_at(sunday, local(2026, 3, 29, hour)) for hour in (1, 3, 4)] == [False] * 3
    assert is_open_at(sunday, local(2026, 3, 22, 3))


def test_a_night_over_the_change_is_as_long_as_it_is():
    change = next_change(HOUSE, local(2026, 3, 28, 21))

    assert change == Change(local(2026, 3, 29, 3), opens=False)


# --- days that differ -------------------------------------------------------------------------


def test_days_that_differ_go_before_the_week():
    hours = house(differing=(DaysThatDiffer(MONDAY, TUESDAY, (Span(time(8), time(9)),), "Popis"),))

    assert is_open_at(hours, at(MONDAY, 8, 30))
    assert not is_open_at(hours, at(MONDAY, 12))
    assert plan_of(hours, TUESDAY).note == "Popis"
    assert plan_of(hours, TUESDAY + timedelta(days=1)).spans == (DAY,)


def test_the_night_before_a_closed_day_runs_to_its_end():
    hours = house(differing=(DaysThatDiffer(SATURDAY, SATURDAY),))

    standing = standing_at(hours, at(SATURDAY, 1))

    assert (standing.is_open, standing.from_yesterday, standing.today.spans) == (True, NIGHT, ())
    assert not is_open_at(hours, at(SATURDAY, 21))


def test_the_word_for_fewer_days_counts():
    hours = house(
        differing=(
            DaysThatDiffer(MONDAY, MONDAY, (UNTIL_MIDNIGHT,), "Koncert"),
            DaysThatDiffer(MONDAY, FRIDAY, note="Dopust"),
        )
    )

    assert [plan_of(hours, day).spans for day in (MONDAY, TUESDAY)] == [(UNTIL_MIDNIGHT,), ()]
    assert [plan_of(hours, day).note for day in (MONDAY, TUESDAY)] == ["Koncert", "Dopust"]


def test_of_two_words_for_the_same_days_the_one_with_hours_counts():
    hours = house(
        differing=(
            DaysThatDiffer(MONDAY, MONDAY, note="Zaprto"),
            DaysThatDiffer(MONDAY, MONDAY, (DAY,), "Odprto"),
            DaysThatDiffer(MONDAY, MONDAY, (NIGHT,)),
        )
    )

    assert (plan_of(hours, MONDAY).spans, plan_of(hours, MONDAY).note) == ((DAY, NIGHT), "Odprto")


# --- holidays ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "spans"),
    [
        ({}, ()),
        ({"open_on_holidays": True}, (DAY,)),
        ({"differing": (DaysThatDiffer(MONDAY, MONDAY, (NIGHT,)),)}, (NIGHT,)),
        (
            {"differing": (DaysThatDiffer(MONDAY, MONDAY),), "open_on_holidays": True},
            (),
        ),
    ],
    ids=["closed", "open on holidays", "said otherwise", "closed in spite of it"],
)
def test_on_a_holiday_it_is_closed_unless_it_says_otherwise(facts, spans):
    plan = plan_of(house(is_holiday=lambda day: day == MONDAY, **facts), MONDAY)

    assert (plan.spans, plan.is_holiday) == (spans, True)


def test_the_night_before_a_holiday_runs_into_it():
    assert is_open_at(house(is_holiday=lambda day: day == SATURDAY), at(SATURDAY, 1))


# --- what comes next --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "change"),
    [
        (at(MONDAY, 9), Change(at(MONDAY, 10), opens=True)),
        (at(MONDAY, 10), Change(at(MONDAY, 18), opens=False)),
        (at(MONDAY, 18), Change(at(TUESDAY, 10), opens=True)),
        (at(FRIDAY, 21), Change(at(SATURDAY, 2), opens=False)),
        (at(SATURDAY, 1), Change(at(SATURDAY, 2), opens=False)),
        (at(SATURDAY, 2), Change(at(SATURDAY, 20), opens=True)),
    ],
)
def test_the_next_change(instant, change):
    assert next_change(HOUSE, instant) == change


def test_spans_that_touch_at_midnight_are_one():
    hours = Hours(week={1: (UNTIL_MIDNIGHT,), 2: (Span(time(0), time(3)),)})

    assert next_change(hours, at(MONDAY, 23)) == Change(at(TUESDAY, 3), opens=False)


@pytest.mark.parametrize(("days", "is_told"), [(LOOK_AHEAD_DAYS, True), (15, False)])
def test_what_lies_farther_than_a_fortnight_is_not_told(days, is_told):
    opens_on = MONDAY + timedelta(days=days)
    hours = Hours(differing=(DaysThatDiffer(opens_on, opens_on, (DAY,)),))

    change = next_change(hours, at(MONDAY, 10))

    assert change == (Change(at(opens_on, 10), opens=True) if is_told else None)


# --- the table --------------------------------------------------------------------------------


def test_neighbouring_days_with_equal_hours_stand_in_one_row():
    assert week_table(HOUSE) == [Row(1, 4, (DAY,)), Row(5, 6, (NIGHT,)), Row(7, 7, ())]


def test_days_with_equal_hours_that_are_no_neighbours_stay_apart():
    assert week_table(Hours(week={1: (DAY,), 3: (DAY,)})) == [
        Row(1, 1, (DAY,)),
        Row(2, 2, ()),
        Row(3, 3, (DAY,)),
        Row(4, 7, ()),
    ]


@pytest.mark.parametrize(
    ("spans", "result"),
    [
        ([], ()),
        ([NIGHT, DAY], (DAY, NIGHT)),
        ([DAY, Span(time(18), time(20))], (Span(time(10), time(20)),)),
        ([DAY, Span(time(12), time(13))], (DAY,)),
        ([DAY, Span(time(17), time(2))], (Span(time(10), time(2)),)),
        ([ALL_DAY, DAY], (ALL_DAY,)),
        ([DAY, Span(time(17), time(12))], (Span(time(10), time(10)),)),
    ],
)
def test_spans_that_touch_or_overlap_are_one(spans, result):
    assert joined(spans) == result


@pytest.mark.parametrize(
    ("hours", "are_kept"),
    [(Hours(), False), (Hours(week={1: ()}), False), (HOUSE, True)],
)
def test_a_house_that_says_nothing_is_not_a_closed_one(hours, are_kept):
    assert bool(hours) is are_kept


# --- what is told ahead -----------------------------------------------------------------------


def periods(hours, days=7):
    return periods_that_differ(hours, MONDAY, days)


def test_days_in_a_row_that_differ_alike_are_one_period_told_to_its_end():
    last_day = MONDAY + timedelta(days=40)
    hours = house(differing=(DaysThatDiffer(TUESDAY, last_day, note="Prenova"),))

    assert periods(hours) == [Period(TUESDAY, last_day, (), False, "Prenova")]


def test_a_holiday_on_a_day_that_is_closed_anyway_is_no_news():
    sunday = SATURDAY + timedelta(days=1)
    holidays = {TUESDAY, sunday}

    assert periods(house(is_holiday=holidays.__contains__)) == [
        Period(TUESDAY, TUESDAY, (), True, "")
    ]


def test_what_begins_later_is_not_told_yet():
    next_monday = MONDAY + timedelta(days=7)

    assert periods(house(differing=(DaysThatDiffer(next_monday, next_monday),))) == []
