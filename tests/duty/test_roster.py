from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from duty.roster import (
    LJUBLJANA,
    StandIn,
    Stretch,
    duty_around,
    month_after,
    month_of,
    months_touched,
    next_partner,
    on_duty_since,
    on_duty_until,
    partner_on_duty,
    period_of,
    starts_at,
    stretches,
    swapped,
)

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


# --- who stands in --------------------------------------------------------------------------


def _stand_in(partner, first_day, last_day, agreed=0, id=0):  # noqa: A002 -- the field's name
    begins, ends = period_of(first_day, last_day)
    agreed_at = _local(2026, 1, 1) + timedelta(hours=agreed)
    return StandIn(partner, begins, ends, agreed_at, id)


YEAR = {date(2027, number, 1): number for number in range(1, 13)} | {date(2028, 2, 1): 2}


@pytest.mark.parametrize(
    ("first_day", "last_day", "begins", "ends"),
    [
        ((2027, 3, 28), (2027, 3, 28), "2027-03-27T23:00Z", "2027-03-28T22:00Z"),
        ((2027, 10, 31), (2027, 10, 31), "2027-10-30T22:00Z", "2027-10-31T23:00Z"),
        ((2027, 3, 31), (2027, 3, 31), "2027-03-30T22:00Z", "2027-03-31T22:00Z"),
        ((2028, 2, 29), (2028, 2, 29), "2028-02-28T23:00Z", "2028-02-29T23:00Z"),
        ((2027, 2, 27), (2027, 3, 1), "2027-02-26T23:00Z", "2027-03-01T23:00Z"),
        ((2027, 12, 31), (2028, 1, 1), "2027-12-30T23:00Z", "2028-01-01T23:00Z"),
    ],
    ids=[
        "a day of 23 hours",
        "a day of 25 hours at the month's end",
        "the last of March, in summer time",
        "29 February",
        "over the end of February",
        "over the year's end",
    ],
)
def test_the_period_of_days_goes_from_midnight_to_midnight(first_day, last_day, begins, ends):
    assert period_of(date(*first_day), date(*last_day)) == (
        datetime.fromisoformat(begins),
        datetime.fromisoformat(ends),
    )


@pytest.mark.parametrize(
    ("first_day", "last_day", "inside", "outside"),
    [
        (
            (2027, 3, 27),
            (2027, 3, 28),
            [_local(2027, 3, 27), _local(2027, 3, 28, 1, 59, 59), _local(2027, 3, 28, 23, 59, 59)],
            [_local(2027, 3, 27) - MICROSECOND, _local(2027, 3, 29)],
        ),
        (
            (2027, 10, 31),
            (2027, 10, 31),
            [
                _local(2027, 10, 31, 2, 30, fold=0),
                _local(2027, 10, 31, 2, 30, fold=1),
                datetime(2027, 10, 31, 22, 59, 59, 999_999, tzinfo=UTC),
            ],
            [
                datetime(2027, 10, 30, 21, 59, 59, 999_999, tzinfo=UTC),
                datetime(2027, 10, 31, 23, tzinfo=UTC),
            ],
        ),
        (
            (2028, 2, 29),
            (2028, 2, 29),
            [_local(2028, 2, 29), _local(2028, 3, 1) - MICROSECOND],
            [_local(2028, 2, 29) - MICROSECOND, _local(2028, 3, 1)],
        ),
        (
            (2027, 4, 29),
            (2027, 5, 2),
            [_local(2027, 4, 29), _local(2027, 5, 1), _local(2027, 5, 3) - MICROSECOND],
            [_local(2027, 4, 29) - MICROSECOND, _local(2027, 5, 3)],
        ),
    ],
    ids=["the night in March", "the night in October", "29 February", "across two months"],
)
def test_who_stands_in_is_on_duty_on_its_days(first_day, last_day, inside, outside):
    stand_ins = [_stand_in(99, date(*first_day), date(*last_day))]

    assert [partner_on_duty(YEAR, now, stand_ins) for now in inside] == [99] * len(inside)
    assert [partner_on_duty(YEAR, now, stand_ins) for now in outside] == [
        partner_on_duty(YEAR, now) for now in outside
    ]


def test_a_stand_in_that_begins_in_the_hour_that_comes_twice_begins_once():
    first, second = (_local(2027, 10, 31, 2, 30, fold=fold) for fold in (0, 1))
    stand_ins = [StandIn(99, second, _local(2027, 11, 1), second)]

    assert [
        partner_on_duty(YEAR, now, stand_ins) for now in (first, second, second.astimezone(UTC))
    ] == [10, 99, 99]
    assert partner_on_duty(YEAR, datetime(2027, 10, 31, 1, 29, tzinfo=UTC), stand_ins) == 10


@pytest.mark.parametrize(
    ("stand_ins", "partner"),
    [
        ([_stand_in(8, date(2027, 5, 1), date(2027, 5, 9), agreed=1)], 8),
        (
            [
                _stand_in(8, date(2027, 5, 1), date(2027, 5, 9), agreed=2),
                _stand_in(9, date(2027, 5, 4), date(2027, 5, 5), agreed=1),
            ],
            8,
        ),
        (
            [
                _stand_in(8, date(2027, 5, 1), date(2027, 5, 9), agreed=1, id=2),
                _stand_in(9, date(2027, 5, 4), date(2027, 5, 5), agreed=2, id=1),
            ],
            9,
        ),
        (
            [
                _stand_in(8, date(2027, 5, 1), date(2027, 5, 9), id=2),
                _stand_in(9, date(2027, 5, 4), date(2027, 5, 5), id=1),
            ],
            8,
        ),
        ([_stand_in(5, date(2027, 5, 1), date(2027, 5, 9))], 5),
        ([_stand_in(8, date(2027, 5, 1), date(2027, 5, 4))], 5),
        ([_stand_in(8, date(2027, 5, 6), date(2027, 5, 9))], 5),
    ],
    ids=[
        "one",
        "of two the one agreed upon last, though it began first",
        "of two the one agreed upon last, though it is the older row",
        "agreed upon at once, the newer row",
        "the month's own partner",
        "over since midnight",
        "from midnight on",
    ],
)
def test_of_several_the_one_agreed_upon_last_stands_in(stand_ins, partner):
    now = _local(2027, 5, 5, 12)

    assert partner_on_duty(YEAR, now, stand_ins) == partner
    assert partner_on_duty(YEAR, now, stand_ins[::-1]) == partner


def test_a_stand_in_covers_its_days_in_a_swapped_month_as_well():
    plan = swapped(YEAR, date(2027, 5, 1), date(2027, 8, 1))
    stand_ins = [_stand_in(99, date(2027, 5, 4), date(2027, 5, 5))]

    assert [
        partner_on_duty(plan, _local(*day, 12), stand_ins)
        for day in ((2027, 5, 3), (2027, 5, 4), (2027, 5, 6), (2027, 8, 4))
    ] == [8, 99, 8, 5]


def test_a_stand_in_keeps_a_month_that_has_lost_its_partner():
    plan = {month: partner for month, partner in YEAR.items() if partner != 5}
    stand_ins = [_stand_in(99, date(2027, 5, 4), date(2027, 5, 5))]

    assert [partner_on_duty(plan, _local(2027, 5, day), stand_ins) for day in (3, 4, 5, 6)] == [
        None,
        99,
        99,
        None,
    ]


def test_next_is_next_months_partner_whoever_stands_in():
    assert [next_partner(YEAR, _local(2027, 5, 5)), next_partner(YEAR, _local(2027, 12, 5))] == [
        6,
        None,
    ]


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        (date(2027, 1, 1), date(2027, 2, 1), {date(2027, 1, 1): 2, date(2027, 2, 1): 1}),
        (date(2027, 2, 1), date(2027, 1, 1), {date(2027, 1, 1): 2, date(2027, 2, 1): 1}),
    ],
    ids=["forwards", "backwards"],
)
def test_swapped_exchanges_two_months_and_leaves_the_plan_itself_alone(first, second, after):
    plan = {date(2027, 1, 1): 1, date(2027, 2, 1): 2, date(2027, 3, 1): 3}

    assert swapped(plan, first, second) == {**plan, **after}
    assert plan[first] != after[first]


@pytest.mark.parametrize(
    ("begins", "ends", "months"),
    [
        (_local(2027, 5, 31), _local(2027, 6, 1), [date(2027, 5, 1)]),
        (_local(2027, 5, 31), _local(2027, 6, 2), [date(2027, 5, 1), date(2027, 6, 1)]),
        (
            _local(2027, 12, 31, 23, 59),
            _local(2028, 2, 1) + MICROSECOND,
            [date(2027, 12, 1), date(2028, 1, 1), date(2028, 2, 1)],
        ),
    ],
    ids=["to midnight", "a day longer", "over the year's end"],
)
def test_months_touched_leave_out_the_month_that_begins_at_the_end(begins, ends, months):
    assert months_touched(begins, ends) == months


# --- for how long ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "stand_ins", "since", "until"),
    [
        (YEAR, [], _local(2027, 5, 1), _local(2027, 6, 1)),
        ({**YEAR, date(2027, 6, 1): 5}, [], _local(2027, 5, 1), _local(2027, 7, 1)),
        ({**YEAR, date(2027, 4, 1): 5}, [], _local(2027, 4, 1), _local(2027, 6, 1)),
        ({}, [], _local(2027, 4, 1), _local(2027, 7, 1)),
        (
            YEAR,
            [_stand_in(99, date(2027, 5, 4), date(2027, 5, 5))],
            _local(2027, 5, 4),
            _local(2027, 5, 6),
        ),
        (
            YEAR,
            [_stand_in(99, date(2027, 5, 1), date(2027, 5, 3))],
            _local(2027, 5, 4),
            _local(2027, 6, 1),
        ),
        (
            YEAR,
            [_stand_in(99, date(2027, 4, 30), date(2027, 6, 1))],
            _local(2027, 4, 30),
            _local(2027, 6, 2),
        ),
        (
            YEAR,
            [_stand_in(6, date(2027, 5, 4), date(2027, 5, 31))],
            _local(2027, 5, 4),
            _local(2027, 7, 1),
        ),
        (
            YEAR,
            [
                _stand_in(99, date(2027, 5, 2), date(2027, 5, 4), id=1),
                _stand_in(99, date(2027, 5, 5), date(2027, 5, 6), id=2),
            ],
            _local(2027, 5, 2),
            _local(2027, 5, 7),
        ),
    ],
    ids=[
        "the month",
        "the next month is its own as well",
        "the last month was its own as well",
        "coordinators as far as anybody looks",
        "a stand-in",
        "after a stand-in",
        "a stand-in across three months",
        "a stand-in before its own month",
        "two stand-ins of one partner, one after the other",
    ],
)
def test_a_duty_lasts_as_long_as_its_answer_stays(plan, stand_ins, since, until):
    now = _local(2027, 5, 5, 12)

    assert (on_duty_since(plan, now, stand_ins), on_duty_until(plan, now, stand_ins)) == (
        since,
        until,
    )


def test_stretches_follow_each_other_each_with_another_answer():
    stand_ins = [_stand_in(99, date(2027, 5, 30), date(2027, 6, 1))]

    assert stretches(YEAR, _local(2027, 5, 15), _local(2027, 6, 15), stand_ins) == [
        Stretch(_local(2027, 5, 15), _local(2027, 5, 30), 5),
        Stretch(_local(2027, 5, 30), _local(2027, 6, 2), 99),
        Stretch(_local(2027, 6, 2), _local(2027, 6, 15), 6),
    ]


# --- any plan, any stand-ins, any instant ----------------------------------------------------

FIRST = date(2027, 1, 1)
partners = st.integers(1, 5)
plans = st.dictionaries(
    st.integers(0, 15).map(lambda count: month_after(FIRST, count)), st.none() | partners
)
moments = st.datetimes(
    min_value=datetime(2027, 2, 1),  # noqa: DTZ001 -- hypothesis wants naive bounds
    max_value=datetime(2028, 3, 31),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, LJUBLJANA, AUCKLAND]),
)


@st.composite
def stand_ins_of(draw, most=6):
    rows = []
    for number in range(draw(st.integers(0, most))):
        first_day = draw(st.dates(date(2027, 1, 1), date(2028, 4, 1)))
        last_day = first_day + timedelta(days=draw(st.integers(0, 40)))
        row = _stand_in(draw(partners), first_day, last_day, draw(st.integers(0, 2)), number)
        rows.append(row)
    return rows


@given(plans, stand_ins_of(), moments, st.randoms(use_true_random=False))
def test_at_any_instant_there_is_one_answer_in_whatever_order_it_is_told(
    plan, stand_ins, now, random
):
    answer = partner_on_duty(plan, now, stand_ins)
    random.shuffle(stand_ins)

    assert partner_on_duty(plan, now, stand_ins) == answer
    assert partner_on_duty(plan, now.astimezone(UTC), iter(stand_ins)) == answer
    covering = [row for row in stand_ins if row.covers(now)]
    allowed = {row.partner for row in covering} if covering else {plan.get(month_of(now))}
    assert answer in allowed


@given(plans, stand_ins_of(), moments)
def test_the_answer_stays_from_since_until_until_and_no_longer(plan, stand_ins, now):
    duty = duty_around(plan, now, stand_ins)
    month = month_of(now)

    assert duty.partner == partner_on_duty(plan, now, stand_ins)
    assert duty.starts_at <= now.astimezone(UTC) < duty.ends_at
    assert partner_on_duty(plan, duty.starts_at, stand_ins) == duty.partner
    assert partner_on_duty(plan, duty.ends_at - MICROSECOND, stand_ins) == duty.partner
    assert (
        duty.starts_at == starts_at(month_after(month, -1))
        or partner_on_duty(plan, duty.starts_at - MICROSECOND, stand_ins) != duty.partner
    )
    assert (
        duty.ends_at == starts_at(month_after(month, 2))
        or partner_on_duty(plan, duty.ends_at, stand_ins) != duty.partner
    )


@given(plans, stand_ins_of(), moments, st.integers(1, 400))
def test_stretches_leave_no_instant_out_and_agree_with_the_answer(plan, stand_ins, begins, days):
    ends = begins + timedelta(days=days)

    found = stretches(plan, begins, ends, stand_ins)

    assert (found[0].starts_at, found[-1].ends_at) == (
        begins.astimezone(UTC),
        ends.astimezone(UTC),
    )
    for one, following in pairwise(found):
        assert one.ends_at == following.starts_at
        assert one.partner != following.partner
    for one in found:
        middle = one.starts_at + (one.ends_at - one.starts_at) / 2
        assert partner_on_duty(plan, one.starts_at, stand_ins) == one.partner
        assert partner_on_duty(plan, middle, stand_ins) == one.partner


@st.composite
def days_apart(draw):
    """Stand-ins of which no two lie on the same day, agreed upon in any order."""
    rows, day = [], date(2027, 1, 1)
    for number in range(draw(st.integers(0, 6))):
        first_day = day + timedelta(days=draw(st.integers(0, 60)))
        last_day = first_day + timedelta(days=draw(st.integers(0, 40)))
        rows.append((draw(partners), first_day, last_day, number))
        day = last_day + timedelta(days=1)
    return rows


@given(plans, days_apart(), st.randoms(use_true_random=False), moments)
def test_stand_ins_on_different_days_may_be_agreed_upon_in_any_order(plan, days, random, now):
    agreed = list(range(len(days)))
    before = [_stand_in(*row[:3], order, order) for row, order in zip(days, agreed, strict=True)]
    random.shuffle(agreed)
    after = [_stand_in(*row[:3], order, order) for row, order in zip(days, agreed, strict=True)]

    assert partner_on_duty(plan, now, before) == partner_on_duty(plan, now, after)


@given(
    plans,
    st.permutations([month_after(FIRST, count) for count in range(16)]),
    st.integers(0, 8),
    st.randoms(use_true_random=False),
)
def test_swaps_of_different_months_may_be_made_in_any_order(plan, months, count, random):
    swaps = [(months[2 * number], months[2 * number + 1]) for number in range(count)]
    one = other = {month: plan.get(month) for month in months}
    for first, second in swaps:
        one = swapped(one, first, second)
    random.shuffle(swaps)
    for first, second in swaps:
        other = swapped(other, second, first)

    assert one == other


@given(plans, stand_ins_of(), st.integers(0, 15), st.integers(0, 15), moments)
def test_a_swap_changes_the_answer_in_its_two_months_alone(plan, stand_ins, one, other, now):
    first, second = month_after(FIRST, one), month_after(FIRST, other)
    partner = {first: plan.get(second), second: plan.get(first)}
    month = month_of(now)
    is_covered = any(row.covers(now) for row in stand_ins)

    answer = partner_on_duty(swapped(plan, first, second), now, stand_ins)

    if month in partner and not is_covered:
        assert answer == partner[month]
    else:
        assert answer == partner_on_duty(plan, now, stand_ins)
