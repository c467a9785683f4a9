from datetime import UTC, date, datetime

import pytest

from duty.roster import LJUBLJANA
from moderation.figures import (
    Decided,
    Figures,
    figures_of,
    hours_between,
    quantile,
)


def at(day, clock="12:00", month=11):
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=LJUBLJANA)


def decided(begin, end, *, answer_by=None, is_approval=True):
    return Decided(is_approval, begin, end, answer_by)


@pytest.mark.parametrize(
    ("values", "per_cent", "expected"),
    [
        ([], 50, None),
        ([7], 50, 7),
        ([7], 90, 7),
        ([1, 2], 50, 1),
        ([3, 1, 2], 50, 2),
        ([9, 1, 3, 2], 50, 2),
        ([1, 2, 3, 4, 5], 50, 3),
        (range(1, 11), 90, 9),
        (range(1, 12), 90, 10),
        (range(1, 21), 90, 18),
        (range(1, 31), 90, 27),
        ([5, 5, 5, 9], 90, 9),
        ([4, 8], 0, 4),
        ([4, 8], 100, 8),
    ],
)
def test_quantile_is_the_smallest_value_that_so_many_do_not_exceed(values, per_cent, expected):
    assert quantile(list(values), per_cent) == expected


def test_quantile_is_a_value_that_occurred_for_every_share():
    values = [0.5, 2.25, 2.25, 7, 31]

    for per_cent in range(101):
        found = quantile(values, per_cent)
        assert found in values
        assert 100 * sum(value <= found for value in values) >= per_cent * len(values)


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        (at(24, "12:00", month=10), at(25, "12:00", month=10), 25),
        (at(28, "12:00", month=3), at(29, "12:00", month=3), 23),
        (at(30, "23:30"), at(1, "00:30", month=12), 1),
    ],
    ids=["clock goes back", "clock goes forward", "month's end"],
)
def test_hours_pass_whatever_the_clock_on_the_wall_says(begin, end, hours):
    assert hours_between(begin.astimezone(UTC), end.astimezone(UTC)) == hours
    assert hours_between(begin, end) == hours


def test_figures_of_nothing_say_nothing():
    assert figures_of([], handed_in=0) == Figures()


def test_figures_count_each_kind_and_both_times():
    decisions = [
        decided(at(10), at(10, "13:30"), answer_by=date(2026, 11, 13)),
        decided(at(10), at(13, "23:59"), answer_by=date(2026, 11, 13)),
        decided(at(10), at(14, "00:01"), answer_by=date(2026, 11, 13), is_approval=False),
        decided(at(10), at(11)),
    ]

    found = figures_of(decisions, handed_in=6, oldest_open_days=2)

    assert found == Figures(
        handed_in=6,
        approved=3,
        sent_back=1,
        median_hours=24.0,
        slow_hours=84.0,
        median_days=1,
        slow_days=3,
        on_time=66,
        oldest_open_days=2,
    )
    assert found.decided == 4


def test_figures_take_the_day_of_slovenia_not_of_greenwich():
    """A minute past midnight in Slovenia is still yesterday in UTC: the promise is broken."""
    late = at(14, "00:01").astimezone(UTC)

    found = figures_of([decided(at(10), late, answer_by=date(2026, 11, 13))], handed_in=1)

    assert found.on_time == 0
