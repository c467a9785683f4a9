"""Who is on duty: one answer at every instant, and always somebody.

A month begins at 00:00 of its first day in Europe/Ljubljana; from that instant the next partner is
on duty and everything undecided is theirs. Nothing waits for a job to run. A month without a
partner, or whose partner has left the network, falls to the coordinators.

Who stands in is on duty from the beginning of the first of its days to the end of the last, whoever
has the month. Where several stand in at once, it is the one agreed upon last. Who has left the
network stands in for nobody; callers leave such a stand-in out, as they do with months.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

LJUBLJANA = ZoneInfo("Europe/Ljubljana")

Plan = Mapping[date, int | None]


@dataclass(frozen=True)
class StandIn:
    """A partner that takes over from ``starts_at`` up to, not including, ``ends_at``."""

    partner: int
    starts_at: datetime
    ends_at: datetime
    agreed_at: datetime
    id: int = 0

    def covers(self, now: datetime) -> bool:
        # In UTC: two times of one zone are compared by the clock on the wall, which in October
        # shows one hour twice.
        now = now.astimezone(UTC)
        return self.starts_at.astimezone(UTC) <= now < self.ends_at.astimezone(UTC)


@dataclass(frozen=True)
class Stretch:
    """A time with one and the same answer; times are in UTC."""

    starts_at: datetime
    ends_at: datetime
    partner: int | None


def month_of(now: datetime) -> date:
    """Return the first day of the month in which the aware ``now`` lies in Slovenia."""
    return now.astimezone(LJUBLJANA).date().replace(day=1)


def month_after(month: date, count: int = 1) -> date:
    """Return the first day of the month that lies ``count`` months after ``month``."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def months_from(month: date, count: int) -> list[date]:
    """Return ``count`` months that follow each other, ``month`` the first of them."""
    return [month_after(month, number) for number in range(count)]


def starts_at(month: date) -> datetime:
    """Return the instant at which a month's duty begins."""
    return day_starts_at(month.replace(day=1))


def day_starts_at(day: date) -> datetime:
    """Return the instant at which a day begins in Slovenia."""
    return datetime(day.year, day.month, day.day, tzinfo=LJUBLJANA)


def period_of(first_day: date, last_day: date) -> tuple[datetime, datetime]:
    """Return when the days from the first to the last begin and end, both of them included."""
    return day_starts_at(first_day), day_starts_at(last_day + timedelta(days=1))


def months_touched(begins: datetime, ends: datetime) -> list[date]:
    """Return the months in which a time lies that ends just before ``ends``."""
    last = month_of(ends.astimezone(UTC) - timedelta(microseconds=1))
    months = [month_of(begins)]
    while months[-1] < last:
        months.append(month_after(months[-1]))
    return months


def partner_on_duty(plan: Plan, now: datetime, stand_ins: Iterable[StandIn] = ()) -> int | None:
    """Return the partner on duty at ``now``; ``None`` means the coordinators.

    ``plan`` maps the first day of a month to its partner; a month may be missing.
    """
    covering = [stand_in for stand_in in stand_ins if stand_in.covers(now)]
    if covering:
        return max(covering, key=lambda row: (row.agreed_at.astimezone(UTC), row.id)).partner
    return plan.get(month_of(now))


def next_partner(plan: Plan, now: datetime) -> int | None:
    """Return the partner of the next calendar month, whoever stands in until then or in it."""
    return plan.get(month_after(month_of(now)))


def stretches(
    plan: Plan, begins: datetime, ends: datetime, stand_ins: Iterable[StandIn] = ()
) -> list[Stretch]:
    """Return who is on duty from ``begins`` to ``ends``, one row as long as the answer stays.

    Neighbouring months of one partner are one stretch, as is a month in which it stands in just
    before or after its own: nothing of it ends there.
    """
    stand_ins = list(stand_ins)
    begins, ends = begins.astimezone(UTC), ends.astimezone(UTC)
    borders = {starts_at(month).astimezone(UTC) for month in months_touched(begins, ends)}
    for stand_in in stand_ins:
        borders |= {stand_in.starts_at.astimezone(UTC), stand_in.ends_at.astimezone(UTC)}
    cuts = [begins, *sorted(cut for cut in borders if begins < cut < ends), ends]
    found: list[Stretch] = []
    for start, end in pairwise(cuts):
        partner = partner_on_duty(plan, start, stand_ins)
        if found and found[-1].partner == partner:
            found[-1] = Stretch(found[-1].starts_at, end, partner)
        else:
            found.append(Stretch(start, end, partner))
    return found


def duty_around(plan: Plan, now: datetime, stand_ins: Iterable[StandIn] = ()) -> Stretch:
    """Return the uninterrupted duty in which ``now`` lies.

    It is followed from the beginning of the last month to the end of the next, no further: the plan
    need hold only these three.
    """
    month = month_of(now)
    around = stretches(
        plan, starts_at(month_after(month, -1)), starts_at(month_after(month, 2)), stand_ins
    )
    return next(one for one in reversed(around) if one.starts_at <= now.astimezone(UTC))


def on_duty_since(plan: Plan, now: datetime, stand_ins: Iterable[StandIn] = ()) -> datetime:
    """Return when the present answer became the answer, at the earliest last month's beginning."""
    return duty_around(plan, now, stand_ins).starts_at


def on_duty_until(plan: Plan, now: datetime, stand_ins: Iterable[StandIn] = ()) -> datetime:
    """Return when the present answer ceases to be it, at the latest when next month ends."""
    return duty_around(plan, now, stand_ins).ends_at


def swapped(plan: Plan, first: date, second: date) -> dict[date, int | None]:
    """Return the plan in which two months have exchanged their partners."""
    return {**plan, first: plan.get(second), second: plan.get(first)}
