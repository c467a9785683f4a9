"""The roster's answers with the rows behind them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, FilteredRelation, Q

from duty.querysets import STATES_THAT_COUNT
from duty.roster import (
    StandIn,
    duty_around,
    month_after,
    month_of,
    next_partner,
    partner_on_duty,
    starts_at,
)
from network.models import Organisation
from network.rights import Duty


@dataclass(frozen=True)
class Known:
    """What the rules need of some months, and the partners whose ids they speak of."""

    plan: dict[date, int]
    stand_ins: Collection[StandIn]
    partners: dict[int, Organisation]


def duty_answer(now: datetime) -> Duty:
    """Return who is on duty at ``now`` and who comes next; one query."""
    month = month_of(now)
    known = _known([month, month_after(month)])
    return Duty(
        partner=partner_on_duty(known.plan, now, known.stand_ins),
        next_partner=next_partner(known.plan, now),
    )


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
    """Return the partners themselves, for pages and mails; one query."""
    month = month_of(now)
    last, following = month_after(month, -1), month_after(month)
    known = _known([last, month, following])
    duty = duty_around(known.plan, now, known.stand_ins)

    def partner_of(other: date) -> Organisation | None:
        return known.partners.get(known.plan.get(other))

    return DutyNow(
        month=month,
        partner=known.partners.get(duty.partner),
        next_partner=partner_of(following),
        month_partner=partner_of(month),
        stand_in=duty.partner != known.plan.get(month),
        since=duty.starts_at,
        until=duty.ends_at,
    )


def _known(months: list[date]) -> Known:
    """Read months that follow each other, and who stands in in them, in one query.

    Every page asks who is on duty, so months and stand-ins are joined to their partner instead of
    being asked for one after the other. A partner with several of them comes back several times.
    """
    rows = (
        Organisation.objects.active()
        .partners()
        .annotate(
            near=FilteredRelation("duty_months", condition=Q(duty_months__month__in=months)),
            helps=FilteredRelation(
                "stand_ins",
                condition=Q(
                    stand_ins__state__in=STATES_THAT_COUNT,
                    stand_ins__starts_at__lt=starts_at(month_after(months[-1])),
                    stand_ins__ends_at__gt=starts_at(months[0]),
                ),
            ),
        )
        .filter(Q(near__isnull=False) | Q(helps__isnull=False))
        .annotate(
            near_month=F("near__month"),
            helps_id=F("helps__pk"),
            helps_from=F("helps__starts_at"),
            helps_until=F("helps__ends_at"),
            helps_ended=F("helps__ended_at"),
            helps_since=F("helps__answered_at"),
        )
        .order_by("pk")
    )
    known = Known(plan={}, stand_ins=set(), partners={})
    for row in rows:
        known.partners[row.pk] = row
        if row.near_month:
            known.plan[row.near_month] = row.pk
        if row.helps_id:
            known.stand_ins.add(
                StandIn(
                    partner=row.pk,
                    starts_at=row.helps_from,
                    ends_at=row.helps_ended or row.helps_until,
                    agreed_at=row.helps_since,
                    id=row.helps_id,
                )
            )
    return known
