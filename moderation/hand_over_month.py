"""When a hand-over can be read: from three days before the month's end, by the calendar of Slovenia.

The hand-over is named by the month that *begins* with it. Three days before December are the 28th,
29th and 30th of November, from 00:00.
"""

from datetime import date, datetime, timedelta

from duty.roster import LJUBLJANA, month_after, month_of

OPEN_DAYS = 3
CONFIRM_WITHIN = timedelta(days=3)


def opens_at(month: date) -> datetime:
    """Return the instant from which the hand-over at the beginning of ``month`` can be read."""
    day = month - timedelta(days=OPEN_DAYS)
    return datetime(day.year, day.month, day.day, tzinfo=LJUBLJANA)


def newest_open(now: datetime) -> date:
    """Return the month of the newest hand-over that can be read: the next one or this one."""
    coming = month_after(month_of(now))
    return coming if now >= opens_at(coming) else month_of(now)


def months_between(first: date, last: date) -> list[date]:
    """Return the months after ``first`` and before ``last``, the oldest first."""
    months, month = [], month_after(first)
    while month < last:
        months.append(month)
        month = month_after(month)
    return months
