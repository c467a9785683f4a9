"""Who edits the portal now and next month, for the foot of every page: as little as that asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery

from duty import roster
from duty.models import DutyMonth, StandIn
from duty.roster import month_after, month_of
from network.models import Organisation


@dataclass(frozen=True)
class Editors:
    """``None`` means the coordinators."""

    partner: Organisation | None
    next_partner: Organisation | None


def editors(now: datetime) -> Editors:
    """Return what ``duty_now`` says of both partners; one query."""
    this_month = month_of(now)
    following = month_after(this_month)
    standing_in = StandIn.objects.at(now).filter(partner=OuterRef("pk"))
    standing_in = standing_in.order_by("-answered_at", "-pk")
    months = DutyMonth.objects.filter(partner=OuterRef("pk"))
    found = (
        Organisation.objects.active()
        .partners()
        .annotate(
            has_this=Exists(months.filter(month=this_month)),
            has_next=Exists(months.filter(month=following)),
            stand_in=Subquery(standing_in.values("pk")[:1]),
            agreed_at=Subquery(standing_in.values("answered_at")[:1]),
        )
        .filter(Q(has_this=True) | Q(has_next=True) | Q(stand_in__isnull=False))
    )
    partners = {row.pk: row for row in found}
    plan = {
        month: next((row.pk for row in partners.values() if getattr(row, has)), None)
        for month, has in ((this_month, "has_this"), (following, "has_next"))
    }
    stand_ins = [
        # That it covers this instant is known; which of several counts is the roster's rule.
        roster.StandIn(row.pk, now, now + timedelta(seconds=1), row.agreed_at, row.stand_in)
        for row in partners.values()
        if row.stand_in
    ]
    return Editors(
        partner=partners.get(roster.partner_on_duty(plan, now, stand_ins)),
        next_partner=partners.get(roster.next_partner(plan, now)),
    )
