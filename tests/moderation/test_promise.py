from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from moderation.promise import Stage, due_by, stages
from moderation.working_days import is_working_day, working_day_after

TUESDAY = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("handed_in_on", "days", "expected"),
    [
        (TUESDAY, 1, {Stage.END: date(2026, 11, 11), Stage.OVERDUE: date(2026, 11, 12)}),
        (
            TUESDAY,
            2,
            {
                Stage.HALF: date(2026, 11, 11),
                Stage.END: date(2026, 11, 12),
                Stage.OVERDUE: date(2026, 11, 13),
            },
        ),
        (
            TUESDAY,
            3,
            {
                Stage.HALF: date(2026, 11, 12),
                Stage.END: date(2026, 11, 13),
                Stage.OVERDUE: date(2026, 11, 16),
            },
        ),
        (
            date(2026, 12, 23),
            4,
            {
                Stage.HALF: date(2026, 12, 28),
                Stage.END: date(2026, 12, 30),
                Stage.OVERDUE: date(2026, 12, 31),
            },
        ),
    ],
    ids=["one day has no half", "two days", "three days and a weekend", "over Christmas"],
)
def test_stages_are_half_time_the_end_and_the_working_day_after(handed_in_on, days, expected):
    assert stages(handed_in_on, working_day_after(handed_in_on, days)) == expected


@given(some.dates(date(2020, 1, 1), date(2035, 1, 1)), some.integers(1, 20))
def test_stages_come_in_order_on_working_days_after_the_hand_in(handed_in_on, days):
    due = list(stages(handed_in_on, working_day_after(handed_in_on, days)).values())

    assert due == sorted(set(due))
    assert due[0] > handed_in_on
    assert all(is_working_day(day) for day in due)


@pytest.mark.parametrize(
    ("days_later", "expected"),
    [(0, []), (1, []), (2, [Stage.HALF]), (3, [Stage.HALF, Stage.END]), (60, list(Stage))],
    ids=["the same day", "before half time", "half time", "the last day", "long after"],
)
def test_due_by_names_what_has_come_the_newest_last(days_later, expected):
    today = TUESDAY + timedelta(days=days_later)

    assert due_by(today, TUESDAY, date(2026, 11, 13)) == expected
