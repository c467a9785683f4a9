"""When a house is open: weekly hours, days that differ, public holidays.

A span belongs to the day on which it opens. It may run past midnight, so what is open on Friday from
20.00 to 2.00 is open on Saturday at 1.00, whatever Saturday's own hours are. Closing at 0.00 is closing
at 24.00.

On a public holiday a house is closed, unless it says that it opens on holidays. What it says about
certain days goes before everything else; where two such words meet, the one for fewer days counts,
and of two for the same days the one that has hours.

Hours are those of the clock on the wall in Ljubljana. In the night in which an hour comes twice, the
first is meant.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
ONE_DAY = timedelta(days=1)
# How far ahead the next change is looked for.
LOOK_AHEAD_DAYS = 14
# So long is told at its length, whatever is longer ends here.
LONGEST_PERIOD_DAYS = 366
WEEKDAYS = range(1, 8)


@dataclass(frozen=True, order=True)
class Span:
    """From when to when; a closing time that is not after the opening lies on the next day."""

    opens: time
    closes: time

    @property
    def closes_on_next_day(self) -> bool:
        return self.closes <= self.opens

    @property
    def closes_at_midnight(self) -> bool:
        return self.closes == time(0)


@dataclass(frozen=True)
class DaysThatDiffer:
    """What holds from the first day to the last, both counted; without spans it is closed."""

    first_day: date
    last_day: date
    spans: tuple[Span, ...] = ()
    note: str = ""

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def never_a_holiday(day: date) -> bool:
    return False


@dataclass(frozen=True)
class Hours:
    """Everything a house says about when it is open; days of the week are 1 (Monday) to 7."""

    week: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    differing: Sequence[DaysThatDiffer] = ()
    is_holiday: Callable[[date], bool] = never_a_holiday
    open_on_holidays: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything is said at all; a house without hours is not a closed one."""
        return any(self.week.values()) or bool(self.differing)


@dataclass(frozen=True)
class DayOfHours:
    """One day's own spans, and why they are not those of the week."""

    day: date
    spans: tuple[Span, ...]
    differs: bool = False
    is_holiday: bool = False
    note: str = ""

    @property
    def weekday(self) -> int:
        return self.day.isoweekday()


@dataclass(frozen=True)
class Period:
    """Days in a row with the same hours, which are not those of the week."""

    first_day: date
    last_day: date
    spans: tuple[Span, ...]
    is_holiday: bool
    note: str

    def is_continued_by(self, plan: DayOfHours) -> bool:
        return self.last_day + ONE_DAY == plan.day and (
            self.spans,
            self.is_holiday,
            self.note,
        ) == (plan.spans, plan.is_holiday, plan.note)


@dataclass(frozen=True)
class Change:
    """The next moment at which a house opens or closes."""

    at: datetime
    opens: bool


@dataclass(frozen=True)
class Standing:
    """How a house stands at an instant.

    ``today`` is the local day's own plan, ``from_yesterday`` a span of the day before that still
    runs, ``change`` what happens next, or None when nothing does within a fortnight.
    """

    is_open: bool
    today: DayOfHours
    from_yesterday: Span | None
    change: Change | None


@dataclass(frozen=True)
class Row:
    """Neighbouring days of the week with the same hours."""

    first_weekday: int
    last_weekday: int
    spans: tuple[Span, ...]


def plan_of(hours: Hours, day: date) -> DayOfHours:
    """Return what holds on a day."""
    is_holiday = hours.is_holiday(day)
    differing = [differs for differs in hours.differing if differs.covers(day)]
    if differing:
        shortest = min(_length(differs) for differs in differing)
        told = [differs for differs in differing if _length(differs) == shortest]
        spans = joined(span for differs in told for span in differs.spans)
        # Of a word that hours have overruled nobody need read.
        notes = [differs.note for differs in told if bool(differs.spans) == bool(spans)]
        note = " ".join(dict.fromkeys(filter(None, notes)))
        return DayOfHours(day, spans, differs=True, is_holiday=is_holiday, note=note)
    if is_holiday and not hours.open_on_holidays:
        return DayOfHours(day, (), differs=True, is_holiday=True)
    spans = joined(hours.week.get(day.isoweekday(), ()))
    return DayOfHours(day, spans, is_holiday=is_holiday)


def is_open_at(hours: Hours, instant: datetime) -> bool:
    """Tell whether the house is open; at the very moment of closing it is not any more."""
    return any(start <= instant < end for start, end in _stretches(hours, _day_of(instant), 1))


def standing_at(hours: Hours, instant: datetime) -> Standing:
    today = _day_of(instant)
    return Standing(
        is_open=is_open_at(hours, instant),
        today=plan_of(hours, today),
        from_yesterday=_running_from(hours, today - ONE_DAY, instant),
        change=next_change(hours, instant),
    )


def next_change(hours: Hours, instant: datetime) -> Change | None:
    """Return when the house opens or closes next, if it does within a fortnight."""
    limit = instant + timedelta(days=LOOK_AHEAD_DAYS)
    # A day more: what the last of them closes is known only with the day after.
    for start, end in _stretches(hours, _day_of(instant), LOOK_AHEAD_DAYS + 2):
        if instant < start <= limit:
            return Change(start.astimezone(LJUBLJANA), opens=True)
        if start <= instant < end <= limit:
            return Change(end.astimezone(LJUBLJANA), opens=False)
    return None


def periods_that_differ(hours: Hours, first_day: date, days: int) -> list[Period]:
    """Return when hours that are not those of the week begin within ``days`` from ``first_day``.

    A holiday on which the house would be closed anyway is no news.
    """
    periods: list[Period] = []
    for number in range(days + LONGEST_PERIOD_DAYS):
        plan = plan_of(hours, first_day + number * ONE_DAY)
        last = periods[-1] if periods else None
        if last is not None and plan.differs and last.is_continued_by(plan):
            periods[-1] = replace(last, last_day=plan.day)
        elif number >= days:
            break
        elif plan.differs and _is_news(hours, plan):
            periods.append(Period(plan.day, plan.day, plan.spans, plan.is_holiday, plan.note))
    return periods


def week_table(hours: Hours) -> list[Row]:
    """Return the week, neighbouring days with equal hours in one row."""
    by_hours = groupby(WEEKDAYS, key=lambda weekday: joined(hours.week.get(weekday, ())))
    rows = []
    for spans, weekdays in by_hours:
        days = list(weekdays)
        rows.append(Row(days[0], days[-1], spans))
    return rows


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans of one day in their order, those that touch or overlap made one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(map(_minutes, spans)):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(_span(start, end) for start, end in result)


MINUTES_OF_A_DAY = 24 * 60


def _minutes(span: Span) -> tuple[int, int]:
    start = span.opens.hour * 60 + span.opens.minute
    end = span.closes.hour * 60 + span.closes.minute
    return start, end + MINUTES_OF_A_DAY * span.closes_on_next_day


def _span(start: int, end: int) -> Span:
    # Open for more than a day and a night is open for a day and a night: the rest is tomorrow's.
    end = min(end, start + MINUTES_OF_A_DAY)
    return Span(time(*divmod(start, 60)), time(*divmod(end % MINUTES_OF_A_DAY, 60)))


def _length(differs: DaysThatDiffer) -> timedelta:
    return differs.last_day - differs.first_day


def _is_news(hours: Hours, plan: DayOfHours) -> bool:
    usual = joined(hours.week.get(plan.day.isoweekday(), ()))
    return plan.spans != usual or bool(plan.note)


def _day_of(instant: datetime) -> date:
    return instant.astimezone(LJUBLJANA).date()


def _moments(day: date, span: Span) -> tuple[datetime, datetime]:
    last_day = day + ONE_DAY if span.closes_on_next_day else day
    return (
        # Two local times of one zone are compared by the clock on the wall; these are moments.
        datetime.combine(day, span.opens, LJUBLJANA).astimezone(UTC),
        datetime.combine(last_day, span.closes, LJUBLJANA).astimezone(UTC),
    )


def _running_from(hours: Hours, day: date, instant: datetime) -> Span | None:
    for span in plan_of(hours, day).spans:
        start, end = _moments(day, span)
        if start <= instant < end:
            return span
    return None


def _stretches(hours: Hours, first_day: date, days: int) -> list[tuple[datetime, datetime]]:
    """Return when the house is open on these days and the day before, in moments that are joined."""
    stretches: list[tuple[datetime, datetime]] = []
    for number in range(-1, days):
        day = first_day + number * ONE_DAY
        for span in plan_of(hours, day).spans:
            start, end = _moments(day, span)
            if end <= start:
                # The night in spring has no hour from two to three.
                continue
            if stretches and start <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end))
            else:
                stretches.append((start, end))
    return stretches
