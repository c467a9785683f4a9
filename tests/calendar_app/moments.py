"""Moments at which an event may still be worth coming to, or may not; every edge has its name."""

from datetime import UTC, datetime, timedelta

from duty.roster import LJUBLJANA

INSTANT = timedelta(microseconds=1)


def local(*numbers, fold=0):
    """A moment in Slovenia, as database and clock tell it.

    ``fold=1`` is the second time round in the night in October.
    """
    return datetime(*numbers, tzinfo=LJUBLJANA, fold=fold).astimezone(UTC)


NOON = local(2026, 11, 10, 12)


# name: (begins, ends or None, now, still to come or under way)
EDGES = {
    "later today": (local(2026, 11, 10, 18), local(2026, 11, 10, 20), NOON, True),
    "begins this instant": (NOON, local(2026, 11, 10, 14), NOON, True),
    "under way": (local(2026, 11, 10, 10), local(2026, 11, 10, 14), NOON, True),
    "ends in an instant": (local(2026, 11, 10, 10), NOON + INSTANT, NOON, True),
    "ends this instant": (local(2026, 11, 10, 10), NOON, NOON, False),
    "was over this morning": (local(2026, 11, 10, 8), local(2026, 11, 10, 9), NOON, False),
    "without an end, this instant": (NOON, None, NOON, True),
    "without an end, an instant ago": (NOON - INSTANT, None, NOON, False),
    "without an end, tonight": (local(2026, 11, 10, 20), None, NOON, True),
    "all day today": (local(2026, 11, 10), local(2026, 11, 11), NOON, True),
    "all day yesterday": (local(2026, 11, 9), local(2026, 11, 10), local(2026, 11, 10), False),
    "last of several days": (local(2026, 11, 8), local(2026, 11, 11), NOON, True),
    "several days until last midnight": (local(2026, 11, 8), local(2026, 11, 10), NOON, False),
    "last night of the month": (
        local(2026, 10, 31, 22),
        local(2026, 11, 1, 4),
        local(2026, 11, 1),
        True,
    ),
    "all day on the last of February": (
        local(2028, 2, 29),
        local(2028, 3, 1),
        local(2028, 2, 29, 23, 59),
        True,
    ),
    "until the second half past two, at the first": (
        local(2026, 10, 25, 1),
        local(2026, 10, 25, 2, 30, fold=1),
        local(2026, 10, 25, 2, 30),
        True,
    ),
    "until the first half past two, at the second": (
        local(2026, 10, 25, 1),
        local(2026, 10, 25, 2, 30),
        local(2026, 10, 25, 2, 30, fold=1),
        False,
    ),
    "over the hour that does not exist": (
        local(2026, 3, 29, 1, 30),
        local(2026, 3, 29, 3, 30),
        local(2026, 3, 29, 3),
        True,
    ),
}
