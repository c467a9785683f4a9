"""The roster's answers with the rows behind them."""

from dataclasses import dataclass
from datetime import date, datetime

from duty.models import DutyMonth
from duty.roster import month_after, month_of, partner_on_duty
from network.models import Organisation
from network.rights import Duty


def duty_answer(now: datetime) -> Duty:
    """Return who is on duty at ``now`` and who comes next; one query."""
    month = month_of(now)
    following = month_after(month)
    plan = DutyMonth.objects.filter(month__in=(month, following)).as_plan()
    return Duty(partner=partner_on_duty(plan, now), next_partner=plan.get(following))


@dataclass(frozen=True)
class DutyNow:
    """Who keeps the portal this month and the next; ``None`` means the coordinators."""

    month: date
    partner: Organisation | None
    next_partner: Organisation | None


def duty_now(now: datetime) -> DutyNow:
    """Return the partners themselves, for pages and mails; one query."""
    month = month_of(now)
    following = month_after(month)
    rows = DutyMonth.objects.filter(month__in=(month, following)).with_partner_in_network()
    partners = {row.month: row.partner for row in rows.select_related("partner")}
    return DutyNow(month=month, partner=partners.get(month), next_partner=partners.get(following))
