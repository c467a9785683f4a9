from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from duty.roster import LJUBLJANA, month_after, month_of, partner_on_duty, starts_at

MICROSECOND = timedelta(microseconds=1)
AUCKLAND = ZoneInfo("Pacific/Auckland")


def _local(*parts, fold=0):
    return datetime(*parts, tzinfo=LJUBLJANA, fold=fold)


# --- month_of -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (_local(2026, 11, 1), date(2026, 11, 1)),
        (_local(2026, 11, 30, 23, 59, 59, 999_999), date(2026, 11, 1)),
        (_local(2026, 12, 1), date(2026, 12, 1)),
        (datetime(2026, 11, 30, 22, 59, 59, 999_999, tzinfo=UTC), date(2026, 11, 1)),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 6, 30, 21, 59, 59, 999_999, tzinfo=UTC), date(2026, 6, 1)),
        (datetime(2026, 6, 30, 22, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, tzinfo=UTC), date(2026, 7, 1)),
        (_local(2026, 12, 31, 23, 59, 59, 999_999), date(2026, 12, 1)),
        (_local(2027, 1, 1), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), date(2027, 1, 1)),
        (_local(2028, 2, 29), date(2028, 2, 1)),
        (_local(2028, 2, 29, 23, 59, 59, 999_999), date(2028, 2, 1)),
        (_local(2028, 3, 1), date(2028, 3, 1)),
        (_local(2027, 2, 28, 23, 59, 59, 999_999), date(2027, 2, 1)),
        (datetime(2026, 12, 1, 11, 59, tzinfo=AUCKLAND), date(2026, 11, 1)),
        (datetime(2026, 12, 1, 12, tzinfo=AUCKLAND), date(2026, 12, 1)),
        (datetime(2026, 11, 30, 18, tzinfo=timezone(timedelta(hours=-5))), date(2026, 12, 1)),
    ],
    ids=[
        "the first instant",
        "the last microsecond",
        "the first instant of the next",
        "a winter's last microsecond in UTC",
        "a winter's midnight in UTC",
        "a summer's last microsecond in UTC",
        "a summer's midnight in UTC",
        "UTC's midnight comes after ours",
        "the year's last microsecond",
        "the new year",
        "the new year in UTC",
        "29 February",
        "29 February's last microsecond",
        "the day after 29 February",
        "28 February in a common year",
        "New Zealand is ahead, still November here",
        "New Zealand is ahead, December here",
        "New York is behind",
    ],
)
def test_month_of_is_the_month_in_slovenia(now, month):
    assert month_of(now) == month


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (_local(2026, 3, 29, 1, 59, 59, 999_999), date(2026, 3, 1)),
        (datetime(2026, 3, 29, 1, tzinfo=UTC), date(2026, 3, 1)),
        (_local(2026, 3, 31, 23, 59, 59, 999_999), date(2026, 3, 1)),
        (datetime(2026, 3, 31, 22, tzinfo=UTC), date(2026, 4, 1)),
        (_local(2026, 10, 25, 2, 30, fold=0), date(2026, 10, 1)),
        (_local(2026, 10, 25, 2, 30, fold=1), date(2026, 10, 1)),
        (datetime(2026, 10, 31, 22, 59, 59, 999_999, tzinfo=UTC), date(2026, 10, 1)),
        (datetime(2026, 10, 31, 23, tzinfo=UTC), date(2026, 11, 1)),
    ],
    ids=[
        "before the hour that March lacks",
        "after the hour that March lacks",
        "March ends in summer time",
        "April begins in summer time",
        "the first half past two of October",
        "the second half past two of October",
        "October ends in winter time",
        "November begins in winter time",
    ],
)
def test_month_of_knows_the_nights_on_which_the_clock_changes(now, month):
    assert month_of(now) == month


# --- month_after, starts_at -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "count", "after"),
    [
        (date(2026, 11, 1), 1, date(2026, 12, 1)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2027, 1, 1), -1, date(2026, 12, 1)),
        (date(2026, 11, 1), 0, date(2026, 11, 1)),
        (date(2026, 11, 1), 14, date(2028, 1, 1)),
        (date(2026, 11, 1), -23, date(2024, 12, 1)),
        (date(2026, 11, 17), 1, date(2026, 12, 1)),
        (date(2028, 1, 31), 1, date(2028, 2, 1)),
    ],
    ids=[
        "the next",
        "over the year's end",
        "back over the year's end",
        "the same",
        "more than a year on",
        "almost two years back",
        "from the middle of a month",
        "from a day that the next month lacks",
    ],
)
def test_month_after_counts_months(month, count, after):
    assert month_after(month, count) == after


@pytest.mark.parametrize(
    ("month", "instant"),
    [
        (date(2026, 1, 1), datetime(2025, 12, 31, 23, tzinfo=UTC)),
        (date(2026, 3, 1), datetime(2026, 2, 28, 23, tzinfo=UTC)),
        (date(2026, 4, 1), datetime(2026, 3, 31, 22, tzinfo=UTC)),
        (date(2026, 10, 1), datetime(2026, 9, 30, 22, tzinfo=UTC)),
        (date(2026, 11, 1), datetime(2026, 10, 31, 23, tzinfo=UTC)),
    ],
    ids=["January", "March", "April", "October", "November"],
)
def test_duty_starts_at_midnight_in_slovenia(month, instant):
    assert starts_at(month) == instant


# --- who ------------------------------------------------------------------------------------

PLAN = {date(2026, 11, 1): 7, date(2026, 12, 1): 8, date(2027, 2, 1): None}


@pytest.mark.parametrize(
    ("now", "partner"),
    [
        (_local(2026, 11, 1), 7),
        (_local(2026, 12, 1) - MICROSECOND, 7),
        (_local(2026, 12, 1), 8),
        (_local(2027, 1, 15), None),
        (_local(2027, 2, 15), None),
        (_local(2026, 10, 31, 23, 59), None),
    ],
    ids=[
        "from the first instant",
        "to the last microsecond",
        "then the next partner",
        "a month that nobody planned",
        "a month given to the coordinators",
        "before the roster begins",
    ],
)
def test_partner_on_duty_is_the_one_of_the_month_or_none(now, partner):
    assert partner_on_duty(PLAN, now) == partner


def test_nobody_is_planned_in_an_empty_roster():
    assert partner_on_duty({}, _local(2026, 11, 10)) is None


# --- at any instant -------------------------------------------------------------------------

instants = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 -- hypothesis wants naive bounds
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, LJUBLJANA, AUCKLAND]),
)


@given(instants)
@example(_local(2026, 10, 25, 2, 30, fold=1))
@example(_local(2028, 2, 29, 23, 59, 59, 999_999))
def test_every_instant_lies_in_exactly_one_month(now):
    month = month_of(now)
    around = [month_after(month, count) for count in (-2, -1, 0, 1, 2)]

    assert [
        other for other in around if starts_at(other) <= now < starts_at(month_after(other))
    ] == [month]


@given(instants, st.dictionaries(st.integers(-3, 3), st.none() | st.integers(1, 5)))
def test_one_answer_at_any_instant_and_it_is_the_months(now, partners):
    month = month_of(now)
    plan = {month_after(month, count): partner for count, partner in partners.items()}

    assert partner_on_duty(plan, now) == partners.get(0)
    assert partner_on_duty(plan, now.astimezone(UTC)) == partners.get(0)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_months_follow_each_other_without_a_gap(day):
    month = day.replace(day=1)

    assert month_of(starts_at(month)) == month
    assert month_of(starts_at(month) - MICROSECOND) == month_after(month, -1)
    assert month_after(month_after(month), -1) == month
