"""What the reports count: how much was handed in, how it was decided and how long that took.

A quantile is a time that really occurred: the shortest one within which at least so many per cent
of the decisions were made (the "nearest rank"). So the median of 1, 2, 3 and 9 hours is 2 hours,
and 90 per cent of them were decided within 9.

Time to decision is told twice: in hours by the clock, nights and weekends included, and in working
days as authors are promised them: Tuesday to Friday is 3, the same day 0.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from duty.roster import LJUBLJANA
from moderation.working_days import working_days_between

HOUR = timedelta(hours=1)
MEDIAN, SLOW = 50, 90


@dataclass(frozen=True)
class Decided:
    """One decision. ``answer_by`` is the promised day, or ``None`` where none is known."""

    is_approval: bool
    submitted_at: datetime
    decided_at: datetime
    answer_by: date | None


@dataclass(frozen=True)
class Figures:
    """What is told of a stretch of work; ``None`` where there is nothing to tell it from.

    Hours are rounded to one decimal; ``on_time`` is in whole per cent of the decisions that had a
    promised day.
    """

    handed_in: int = 0
    approved: int = 0
    sent_back: int = 0
    median_hours: float | None = None
    slow_hours: float | None = None
    median_days: int | None = None
    slow_days: int | None = None
    on_time: int | None = None
    oldest_open_days: int | None = None

    @property
    def decided(self) -> int:
        return self.approved + self.sent_back


def quantile(values: Collection[float], per_cent: int) -> float | None:
    """Return the smallest of ``values`` that at least so many per cent of them do not exceed."""
    if not values:
        return None
    place = -(-len(values) * per_cent // 100)
    return sorted(values)[max(place, 1) - 1]


def hours_between(begin: datetime, end: datetime) -> float:
    """Return how many hours passed, also across a change of the clock."""
    # Two times of one zone are subtracted as clocks on the wall; only UTC counts what passed.
    return (end.astimezone(UTC) - begin.astimezone(UTC)) / HOUR


def figures_of(
    decisions: Sequence[Decided],
    *,
    handed_in: int,
    oldest_open_days: int | None = None,
) -> Figures:
    """Count a stretch of work."""
    hours = [hours_between(one.submitted_at, one.decided_at) for one in decisions]
    days = [working_days_between(_day(one.submitted_at), _day(one.decided_at)) for one in decisions]
    approved = sum(one.is_approval for one in decisions)
    return Figures(
        handed_in=handed_in,
        approved=approved,
        sent_back=len(decisions) - approved,
        median_hours=_rounded(quantile(hours, MEDIAN)),
        slow_hours=_rounded(quantile(hours, SLOW)),
        median_days=_whole(quantile(days, MEDIAN)),
        slow_days=_whole(quantile(days, SLOW)),
        on_time=_on_time(decisions),
        oldest_open_days=oldest_open_days,
    )


def _on_time(decisions: Sequence[Decided]) -> int | None:
    kept = [_day(one.decided_at) <= one.answer_by for one in decisions if one.answer_by]
    # Rounded down: 100 per cent is said only where every promise was kept.
    return 100 * sum(kept) // len(kept) if kept else None


def _day(moment: datetime) -> date:
    return moment.astimezone(LJUBLJANA).date()


def _rounded(hours: float | None) -> float | None:
    return None if hours is None else round(hours, 1)


def _whole(days: float | None) -> int | None:
    return None if days is None else int(days)
