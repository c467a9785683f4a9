"""When a letter reaches somebody: at once, once a day, or only if it cannot wait.

Letters differ in what they would cost if they were not read:

- **urgent** is what somebody must know before they next look by themselves: their duty begins, has
  moved or is tomorrow; an answer is due today or overdue; something was taken down; a reader
  reports a mistake; somebody acted in their name. It goes at once, whatever they wish.
- **own** is what became of their own text (received, sent back, approved, published) and what
  somebody asks their organisation. They always learn it; once a day is the latest.
- everything else asks somebody to act who will be reminded (urgently) if they do not. Whoever
  wishes only what is urgent gets none of it.
"""

from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

DIGEST_AT = time(7)


class Rhythm(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    URGENT = "urgent"


class Way(StrEnum):
    NOW = "now"
    WITH_THE_DIGEST = "digest"
    NOT_AT_ALL = "none"


def way_of(rhythm: str, *, is_urgent: bool, is_own: bool) -> Way:
    """Return what happens to a letter for somebody who wishes their mail in ``rhythm``."""
    if is_urgent or rhythm == Rhythm.AT_ONCE:
        return Way.NOW
    if rhythm == Rhythm.DAILY:
        return Way.WITH_THE_DIGEST
    return Way.NOW if is_own else Way.NOT_AT_ALL


def digest_due_at(now: datetime, zone: tzinfo) -> datetime:
    """Return the latest moment, up to ``now``, at which a digest was to go out."""
    local = now.astimezone(zone)
    due = datetime.combine(local.date(), DIGEST_AT, tzinfo=zone)
    if due > now:
        due = datetime.combine(local.date() - timedelta(days=1), DIGEST_AT, tzinfo=zone)
    return due
