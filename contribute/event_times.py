"""When an event is: from what an author enters in the form to two instants, and back.

The form has a first day, a time of beginning, a time of ending, a last day where it takes several,
and "all day". The stored end is exclusive: an event that takes all of 3 and 4 May ends on 5 May at
00:00. All of it in Slovenia's time, also in the nights in which the clock is changed.

Nothing is guessed: an end before the beginning is a mistake, not a party until the next morning;
who means that enters the last day too.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
LONGEST = timedelta(days=366)


class Problem(StrEnum):
    DAY_IS_MISSING = "day_is_missing"
    TIME_IS_MISSING = "time_is_missing"
    END_IS_MISSING = "end_is_missing"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    LAST_DAY_BEFORE_FIRST = "last_day_before_first"
    TOO_LONG = "too_long"
    NO_SUCH_TIME = "no_such_time"


class WrongTimes(ValueError):  # noqa: N818 -- as in moderation.errors
    """What was entered cannot be; ``name`` is that of the entry to mend."""

    def __init__(self, name: str, problem: Problem) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem


@dataclass(frozen=True)
class Times:
    """What stands in the form; the names are those of its fields."""

    first_day: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    last_day: date | None = None
    all_day: bool = False


@dataclass(frozen=True)
class Span:
    """What is stored; ``ends_at`` is exclusive."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    all_day: bool = False


def span_of(times: Times) -> Span:
    """Return the instants that the entries mean.

    :raises WrongTimes: with the first entry that cannot be
    """
    last_day = times.last_day or times.first_day
    if times.first_day is None or last_day is None:
        if times.start_time or times.end_time or times.last_day or times.all_day:
            raise WrongTimes("first_day", Problem.DAY_IS_MISSING)
        return Span()
    if last_day < times.first_day:
        raise WrongTimes("last_day", Problem.LAST_DAY_BEFORE_FIRST)
    if last_day - times.first_day > LONGEST:
        raise WrongTimes("last_day", Problem.TOO_LONG)
    if times.all_day:
        return Span(
            _midnight(times.first_day), _midnight(last_day + timedelta(days=1)), all_day=True
        )
    if times.start_time is None:
        raise WrongTimes("start_time", Problem.TIME_IS_MISSING)
    starts_at = _instant(times.first_day, times.start_time, "start_time")
    if times.end_time is None:
        if last_day > times.first_day:
            raise WrongTimes("end_time", Problem.END_IS_MISSING)
        return Span(starts_at)
    ends_at = _instant(last_day, times.end_time, "end_time")
    if ends_at <= starts_at:
        raise WrongTimes("end_time", Problem.ENDS_BEFORE_IT_BEGINS)
    return Span(starts_at, ends_at)


def times_of(span: Span) -> Times:
    """Return the entries that mean ``span``: days are inclusive again."""
    if span.starts_at is None:
        return Times(all_day=span.all_day)
    starts_at = span.starts_at.astimezone(LJUBLJANA)
    ends_at = span.ends_at and span.ends_at.astimezone(LJUBLJANA)
    first_day, last_day = starts_at.date(), ends_at and ends_at.date()
    if span.all_day:
        last_day = ends_at and (ends_at - timedelta(microseconds=1)).date()
        return Times(first_day=first_day, last_day=_other(last_day, first_day), all_day=True)
    return Times(
        first_day=first_day,
        start_time=_clock(starts_at),
        end_time=ends_at and _clock(ends_at),
        last_day=_other(last_day, first_day),
    )


def _other(last_day: date | None, first_day: date) -> date | None:
    return None if last_day == first_day else last_day


def _clock(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LJUBLJANA).astimezone(UTC)


def _instant(day: date, clock: time, name: str) -> datetime:
    """Return the instant at which the clock shows this; in autumn's doubled hour, the first.

    :raises WrongTimes: for an hour that spring leaves out
    """
    moment = datetime.combine(day, clock, tzinfo=LJUBLJANA).astimezone(UTC)
    if moment.astimezone(LJUBLJANA).replace(tzinfo=None) != datetime.combine(day, clock):
        raise WrongTimes(name, Problem.NO_SUCH_TIME)
    return moment
