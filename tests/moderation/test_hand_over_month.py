from datetime import date, datetime, timedelta

import pytest

from duty.roster import LJUBLJANA
from moderation.hand_over_month import months_between, newest_open, opens_at


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (date(2026, 12, 1), date(2026, 11, 28)),
        (date(2027, 1, 1), date(2026, 12, 29)),
        (date(2027, 3, 1), date(2027, 2, 26)),
        (date(2028, 3, 1), date(2028, 2, 27)),
        (date(2026, 4, 1), date(2026, 3, 29)),
        (date(2026, 11, 1), date(2026, 10, 29)),
    ],
    ids=["30 days", "new year", "February", "February 29", "clock goes forward", "clock goes back"],
)
def test_a_hand_over_opens_three_days_before_its_month(month, day):
    opens = opens_at(month)

    assert (opens.date(), opens.hour, opens.tzinfo) == (day, 0, LJUBLJANA)


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (datetime(2026, 11, 27, 23, 59, 59, tzinfo=LJUBLJANA), date(2026, 11, 1)),
        (datetime(2026, 11, 28, tzinfo=LJUBLJANA), date(2026, 12, 1)),
        (datetime(2026, 11, 30, 23, 59, 59, tzinfo=LJUBLJANA), date(2026, 12, 1)),
        (datetime(2026, 12, 1, tzinfo=LJUBLJANA), date(2026, 12, 1)),
        (datetime(2026, 12, 28, 23, 59, 59, tzinfo=LJUBLJANA), date(2026, 12, 1)),
        (datetime(2026, 12, 29, tzinfo=LJUBLJANA), date(2027, 1, 1)),
    ],
)
def test_the_newest_open_hand_over_is_the_next_month_s_in_the_last_three_days(now, month):
    assert newest_open(now) == month


def test_the_newest_open_hand_over_goes_by_the_clock_of_slovenia():
    opens = opens_at(date(2026, 12, 1))

    assert newest_open(opens - timedelta(seconds=1)) == date(2026, 11, 1)
    assert opens.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 11, 1), date(2026, 12, 1), []),
        (date(2026, 11, 1), date(2026, 11, 1), []),
        (date(2026, 12, 1), date(2026, 11, 1), []),
        (date(2026, 11, 1), date(2027, 2, 1), [date(2026, 12, 1), date(2027, 1, 1)]),
    ],
)
def test_months_between_leaves_out_both_ends(first, last, months):
    assert months_between(first, last) == months
