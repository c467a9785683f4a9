from datetime import date

import pytest

from moderation.working_days import is_working_day, working_day_after, working_days_between


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 10), 0, date(2026, 11, 10)),
        (date(2026, 11, 10), 3, date(2026, 11, 13)),
        (date(2026, 11, 13), 1, date(2026, 11, 16)),
        (date(2026, 11, 14), 1, date(2026, 11, 16)),
        (date(2026, 11, 15), 1, date(2026, 11, 16)),
        (date(2026, 11, 13), 5, date(2026, 11, 20)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2027, 4, 26), 1, date(2027, 4, 28)),
    ],
    ids=[
        "none",
        "within a week",
        "Friday",
        "Saturday",
        "Sunday",
        "a week",
        "February 29",
        "the new year's two days and a weekend",
        "Christmas and a holiday on a Saturday",
        "a holiday within the week",
    ],
)
def test_working_day_after_leaves_weekends_and_holidays_out(day, count, expected):
    assert working_day_after(day, count) == expected


def test_is_working_day_knows_weekends_and_public_holidays():
    days = [date(2026, 12, 23 + number) for number in range(6)]

    assert [is_working_day(day) for day in days] == [True, True, False, False, False, True]


@pytest.mark.parametrize(
    ("day", "last", "expected"),
    [
        (date(2026, 11, 10), date(2026, 11, 10), 0),
        (date(2026, 11, 10), date(2026, 11, 13), 3),
        (date(2026, 11, 13), date(2026, 11, 16), 1),
        (date(2026, 12, 24), date(2026, 12, 28), 1),
        (date(2026, 11, 13), date(2026, 11, 10), 0),
    ],
    ids=["the same day", "within a week", "over a weekend", "over Christmas", "backwards"],
)
def test_working_days_between_counts_what_working_day_after_goes(day, last, expected):
    assert working_days_between(day, last) == expected
