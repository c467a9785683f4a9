"""What a person finds on the roster's first screen: months, requests, and what may be done with them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from duty import rights
from duty.models import ImpossibleMonth, StandIn, StandInState, Swap
from duty.months import PlannedMonth, planned_months, shown_months
from duty.roster import month_of, months_touched
from network.models import Organisation
from network.rights import Person

# As far as somebody can stand in, or mark a month as impossible.
MONTHS_KNOWN = 36
SETTLED_SHOWN = 10


@dataclass(frozen=True)
class OwnPartner:
    """A partner that the person acts for, with its coming months and those it cannot take."""

    partner: Organisation
    is_lead: bool
    months: list[PlannedMonth]
    impossible: list[date]


@dataclass(frozen=True)
class OpenSwap:
    swap: Swap
    may_answer: bool
    may_withdraw: bool
    may_arrange: bool

    @property
    def shown(self) -> str:
        """Whose months these are, for the form with which a coordinator trades them."""
        swap = self.swap
        return shown_months(
            [
                PlannedMonth(swap.first_month, swap.first_partner),
                PlannedMonth(swap.second_month, swap.second_partner),
            ]
        )


@dataclass(frozen=True)
class ComingStandIn:
    """A stand-in that was asked for, agreed upon, or is under way; ``until`` is its last day."""

    stand_in: StandIn
    may_answer: bool
    may_withdraw: bool
    may_end: bool


@dataclass(frozen=True)
class Board:
    """``months`` are those to come, the present one first."""

    months: list[PlannedMonth]
    own: list[OwnPartner]
    swaps: list[OpenSwap]
    stand_ins: list[ComingStandIn]
    settled_swaps: list[Swap]
    settled_stand_ins: list[StandIn]


def board_for(person: Person, now: datetime) -> Board:
    """Gather it in a number of queries that does not grow; coordinators see everybody's requests."""
    months = planned_months(month_of(now), MONTHS_KNOWN)
    swaps, stand_ins = Swap.objects.all(), StandIn.objects.all()
    if not rights.keeps_the_roster(person):
        swaps, stand_ins = swaps.of(person.member_of), stand_ins.of(person.member_of)
    return Board(
        months=months,
        own=_own_partners(person, months),
        swaps=[_open_swap(person, swap) for swap in swaps.open().with_everything()],
        stand_ins=_coming(person, stand_ins, months, now),
        settled_swaps=list(_settled(swaps.exclude(state="asked"))),
        settled_stand_ins=list(
            _settled(
                stand_ins.filter(
                    Q(state__in=(StandInState.DECLINED, StandInState.WITHDRAWN, StandInState.ENDED))
                    | Q(state=StandInState.IMPOSSIBLE)
                    | Q(state=StandInState.AGREED, ends_at__lte=now)
                )
            )
        ),
    )


def _settled(requests):
    return requests.with_everything().order_by("-answered_at", "-pk")[:SETTLED_SHOWN]


def _own_partners(person: Person, months: Collection[PlannedMonth]) -> list[OwnPartner]:
    partners = list(Organisation.objects.active().partners().filter(pk__in=person.member_of))
    impossible = ImpossibleMonth.objects.filter(
        partner__in=partners, month__gte=min(item.month for item in months)
    ).by_partner()
    return [
        OwnPartner(
            partner=partner,
            is_lead=partner.pk in person.leads,
            months=[item for item in months if item.partner == partner],
            impossible=sorted(impossible.get(partner.pk, ())),
        )
        for partner in partners
    ]


def _open_swap(person: Person, swap: Swap) -> OpenSwap:
    return OpenSwap(
        swap,
        may_answer=rights.may_answer_swap(person, swap.second_partner_id),
        may_withdraw=rights.may_withdraw_swap(person, swap.first_partner_id),
        may_arrange=rights.may_arrange(person),
    )


def _coming(person, stand_ins, months, now) -> list[ComingStandIn]:
    """Return open requests and what was agreed upon and is not over, the next one first."""
    plan = {item.month: item.partner.pk if item.partner else None for item in months}
    rows = stand_ins.filter(
        Q(state=StandInState.ASKED) | Q(state=StandInState.AGREED, ends_at__gt=now)
    )
    return [
        ComingStandIn(
            row,
            may_answer=row.state == StandInState.ASKED
            and rights.may_answer_stand_in(person, row.partner_id),
            may_withdraw=row.state == StandInState.ASKED
            and rights.may_withdraw_stand_in(person, row.instead_of_id),
            may_end=row.state == StandInState.AGREED
            and rights.may_end_stand_in(person, row.partner_id, _partners_of(row, plan, now)),
        )
        for row in rows.with_everything().order_by("starts_at", "pk")
    ]


def _partners_of(row: StandIn, plan, now: datetime) -> set[int | None]:
    return {plan.get(month) for month in months_touched(max(row.starts_at, now), row.ends_at)}
