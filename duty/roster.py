"""Who is on duty: one partner for each calendar month, and always somebody.

A month begins at 00:00 of its first day in Europe/Ljubljana; from that instant the next partner is
on duty and everything undecided is theirs. Nothing waits for a job to run. A month without a
partner, or whose partner has left the network, falls to the coordinators.
"""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

LJUBLJANA = ZoneInfo("Europe/Ljubljana")


def month_of(now: datetime) -> date:
    """Return the first day of the month in which the aware ``now`` lies in Slovenia."""
    return now.astimezone(LJUBLJANA).date().replace(day=1)


def month_after(month: date, count: int = 1) -> date:
    """Return the first day of the month that lies ``count`` months after ``month``."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def starts_at(month: date) -> datetime:
    """Return the instant at which a month's duty begins."""
    return datetime(month.year, month.month, 1, tzinfo=LJUBLJANA)


def partner_on_duty(plan: Mapping[date, int | None], now: datetime) -> int | None:
    """Return the partner on duty at ``now``; ``None`` means the coordinators.

    ``plan`` maps the first day of a month to its partner; a month may be missing.
    """
    return plan.get(month_of(now))
