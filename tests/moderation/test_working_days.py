from datetime import date

import pytest

from moderation.working_days import working_day_after


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
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
    ],
    ids=[
        "none",
        "within a week",
        "Friday",
        "Saturday",
        "Sunday",
        "a week",
        "February 29",
        "year's end",
    ],
)
def test_working_day_after_leaves_weekends_out(day, count, expected):
    assert working_day_after(day, count) == expected
