from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.rhythm import Rhythm, Way, digest_due_at, way_of

LJUBLJANA = ZoneInfo("Europe/Ljubljana")


@pytest.mark.parametrize(
    ("rhythm", "urgent", "own", "other"),
    [
        (Rhythm.AT_ONCE, Way.NOW, Way.NOW, Way.NOW),
        (Rhythm.DAILY, Way.NOW, Way.WITH_THE_DIGEST, Way.WITH_THE_DIGEST),
        (Rhythm.URGENT, Way.NOW, Way.NOW, Way.NOT_AT_ALL),
    ],
)
def test_way_of_a_letter_follows_the_wish_and_what_it_is_about(rhythm, urgent, own, other):
    assert [
        way_of(rhythm.value, is_urgent=True, is_own=False),
        way_of(rhythm.value, is_urgent=False, is_own=True),
        way_of(rhythm.value, is_urgent=False, is_own=False),
    ] == [urgent, own, other]
    assert way_of(rhythm.value, is_urgent=True, is_own=True) == Way.NOW


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 10, 7, tzinfo=LJUBLJANA), datetime(2026, 11, 10, 7, tzinfo=LJUBLJANA)),
        (
            datetime(2026, 11, 10, 6, 59, 59, tzinfo=LJUBLJANA),
            datetime(2026, 11, 9, 7, tzinfo=LJUBLJANA),
        ),
        # Summer ends at three at night, and begins.
        (datetime(2026, 10, 25, 6, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)),
        (datetime(2026, 10, 25, 5, 59, tzinfo=UTC), datetime(2026, 10, 24, 5, tzinfo=UTC)),
        (datetime(2026, 3, 29, 5, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)),
        (datetime(2028, 3, 1, 5, tzinfo=UTC), datetime(2028, 2, 29, 6, tzinfo=UTC)),
        (datetime(2027, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, 6, tzinfo=UTC)),
    ],
)
def test_digest_is_due_at_seven_in_ljubljana(now, due):
    assert digest_due_at(now, LJUBLJANA) == due
    assert timedelta(0) <= now - digest_due_at(now, LJUBLJANA) <= timedelta(hours=25)
