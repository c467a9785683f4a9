"""The roster at a glance: what is missing, who has had how much, what a year could look like."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from duty.models import DutyMonth, ImpossibleMonth, RosterChange
from duty.roster import month_after, month_of, months_from
from duty.suggestion import suggest_year
from network.models import Organisation


def gaps(now: datetime, count: int = 12) -> list[date]:
    """Return those of the coming months that have no partner, the next one first; one query."""
    coming = months_from(month_after(month_of(now)), count)
    plan = DutyMonth.objects.between(coming[0], coming[-1]).as_plan()
    return [month for month in coming if month not in plan]


@dataclass(frozen=True)
class Share:
    """How many months a partner had in the last year, this month included, and has in the next."""

    partner: Organisation
    past: int
    coming: int

    @property
    def total(self) -> int:
        return self.past + self.coming


def shares(now: datetime) -> list[Share]:
    """Return the share of every partner in the network, also of those without a month; two queries."""
    month = month_of(now)
    plan = DutyMonth.objects.between(month_after(month, -11), month_after(month, 12)).as_plan()
    past = Counter(partner for of, partner in plan.items() if of <= month)
    coming = Counter(partner for of, partner in plan.items() if of > month)
    return [Share(partner, past[partner.pk], coming[partner.pk]) for partner in _partners()]


def history(count: int | None = 50) -> list[RosterChange]:
    """Return the newest changes of the roster with everything a list shows; one query."""
    return list(RosterChange.objects.select_related("before", "after", "by")[:count])


def suggested_year(
    first_month: date, now: datetime, count: int = 12
) -> dict[date, Organisation | None]:
    """Return partners for the months from ``first_month``; nothing is stored.

    Months that have begun or have a partner keep it; ``None`` marks a month that nobody can take.
    """
    months = months_from(first_month.replace(day=1), count)
    before = month_after(months[0], -1)
    known = DutyMonth.objects.between(month_after(months[0], -12), months[-1]).as_plan()
    partners = {partner.pk: partner for partner in _partners()}
    begun = [month for month in months if month <= month_of(now)]
    kept = {month: known[month] for month in months if month in known}
    suggested = suggest_year(
        [month for month in months if month not in begun or month in kept],
        list(partners),
        Counter(partner for month, partner in known.items() if month < months[0]),
        ImpossibleMonth.objects.filter(month__in=months).by_partner(),
        known.get(before),
        kept=kept,
    )
    return {month: partners.get(suggested.get(month)) for month in months}


def _partners() -> list[Organisation]:
    return list(Organisation.objects.active().partners().order_by("name", "pk"))
