from datetime import date

import pytest

from network.public_holidays import is_public_holiday


@pytest.mark.parametrize(
    ("day", "is_holiday"),
    [
        (date(2026, 1, 2), True),
        (date(2026, 2, 8), True),
        # Easter Monday moves from year to year.
        (date(2026, 4, 6), True),
        (date(2027, 3, 29), True),
        (date(2026, 12, 26), True),
        # A day of remembrance on which people work.
        (date(2026, 11, 23), False),
        (date(2026, 12, 24), False),
    ],
)
def test_the_public_holidays_of_slovenia(day, is_holiday):
    assert is_public_holiday(day) is is_holiday
