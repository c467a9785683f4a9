"""The roster as a list of months, each with the partner that keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from duty.models import DutyMonth
from duty.roster import month_after
from network.models import Organisation


@dataclass(frozen=True)
class PlannedMonth:
    """``partner`` is ``None`` where the coordinators keep the month."""

    month: date
    partner: Organisation | None


def planned_months(first: date, count: int) -> list[PlannedMonth]:
    """Return ``count`` months from ``first`` on, those that nobody planned included; one query."""
    months = [month_after(first, number) for number in range(count)]
    rows = DutyMonth.objects.filter(month__in=months).with_partner_in_network()
    partners = {row.month: row.partner for row in rows.select_related("partner")}
    return [PlannedMonth(month, partners.get(month)) for month in months]


def shown_months(months: Iterable[PlannedMonth]) -> str:
    """Write down whose months are, as a form brings it back: ``2027-01:7 2027-02:9``."""
    return " ".join(f"{item.month:%Y-%m}:{item.partner.pk}" for item in months if item.partner)
