"""When the demonstration's events take place, so that it is alive on whatever day it is loaded.

A week counts from the Monday of the week of loading, an offset from the day itself. Clocks are those of
Europe/Ljubljana, on both sides of a change of the hour. Without ``start`` an event lasts whole days; its
end is the midnight after the last of them.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from duty.roster import LJUBLJANA

ANNOUNCED_BEFORE = timedelta(weeks=3)
# What happened last before the demonstration was loaded.
JUST_NOW = timedelta(minutes=40)


def local(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LJUBLJANA)


def local_day(now: datetime) -> date:
    return now.astimezone(LJUBLJANA).date()


def event_times(facts: Mapping, today: date) -> dict:
    """Return ``starts_at``, ``ends_at`` and ``all_day`` of an event loaded on ``today``."""
    if "offset" in facts:
        day = today + timedelta(days=facts["offset"])
    else:
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(weeks=facts["week"], days=facts["weekday"])
    days = facts.get("days", 1)
    if not facts["start"]:
        return {
            "starts_at": local(day, "00:00"),
            "ends_at": local(day + timedelta(days=days), "00:00"),
            "all_day": True,
        }
    starts_at = local(day, facts["start"])
    if "end" in facts:
        ends_at = local(day + timedelta(days=days - 1), facts["end"])
    elif facts["length"]:
        # Sums of local times follow the clock on the wall, as posters do.
        ends_at = starts_at + timedelta(minutes=facts["length"])
    else:
        ends_at = None
    return {"starts_at": starts_at, "ends_at": ends_at, "all_day": False}


def announced_at(starts_at: datetime, today: date, days_ago: int) -> datetime:
    """Return when an event was published: three weeks before, or ``days_ago`` if that is earlier."""
    day = min((starts_at - ANNOUNCED_BEFORE).date(), today - timedelta(days=days_ago))
    return local(day, "10:00")
