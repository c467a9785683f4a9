"""The roster's answers with the rows behind them."""

from dataclasses import dataclass
from datetime import date, datetime

from duty.models import DutyMonth, StandIn
from duty.roster import (
    duty_around,
    month_after,
    month_of,
    next_partner,
    partner_on_duty,
    starts_at,
)
from network.models import Organisation
from network.rights import Duty


def duty_answer(now: datetime) -> Duty:
    """Return who is on duty at ``now`` and who comes next; two queries."""
    month = month_of(now)
    plan = DutyMonth.objects.filter(month__in=(month, month_after(month))).as_plan()
    stand_ins = StandIn.objects.at(now).as_stand_ins()
    return Duty(partner=partner_on_duty(plan, now, stand_ins), next_partner=next_partner(plan, now))


@dataclass(frozen=True)
class DutyNow:
    """Who keeps the portal now and next month; ``None`` means the coordinators.

    ``partner`` answers now: ``month_partner``, or who stands in for it. ``since`` and ``until``
    bound its uninterrupted duty, as far as last and next month.
    """

    month: date
    partner: Organisation | None
    next_partner: Organisation | None
    month_partner: Organisation | None
    stand_in: bool
    since: datetime
    until: datetime


def duty_now(now: datetime) -> DutyNow:
    """Return the partners themselves, for pages and mails; two queries."""
    month = month_of(now)
    last, following = month_after(month, -1), month_after(month)
    rows = DutyMonth.objects.with_partner_in_network().between(last, following)
    months = {row.month: row.partner for row in rows.select_related("partner")}
    plan = {month: partner.pk for month, partner in months.items()}
    covering = StandIn.objects.between(starts_at(last), starts_at(month_after(following)))
    covering = covering.select_related("partner")
    stand_ins = covering.as_stand_ins()
    partners = {row.partner_id: row.partner for row in covering}
    partners |= {partner.pk: partner for partner in months.values()}
    duty = duty_around(plan, now, stand_ins)
    return DutyNow(
        month=month,
        partner=partners.get(duty.partner),
        next_partner=months.get(following),
        month_partner=months.get(month),
        stand_in=duty.partner != plan.get(month),
        since=duty.starts_at,
        until=duty.ends_at,
    )
