"""The demonstration's roster: two years of turns, a stand-in, a swap that was made and one that waits."""

from datetime import datetime, timedelta

from duty.models import (
    ChangeReason,
    DutyMonth,
    ImpossibleMonth,
    RosterChange,
    StandIn,
    StandInState,
    Swap,
    SwapState,
)
from duty.roster import month_after, month_of, period_of, starts_at
from duty.services import set_duty
from home.demo_loading.content import chance, read
from network.models import Organisation, Role

# The twelfth of the coming months has nobody: a gap for the coordinators to fill.
MONTHS_BACK, MONTHS_AHEAD = 12, 12


def plan_duty(partners: list[Organisation], *, now: datetime, seed: int) -> None:
    """Let the partners take turns; months that have begun count as announced.

    Months that somebody has planned already stay as they are; nobody gets mail.
    """
    this_month = month_of(now)
    turn = chance(seed, "roster").randrange(len(partners))
    planned = set(DutyMonth.objects.values_list("month", flat=True))
    for index, offset in enumerate(range(-MONTHS_BACK, MONTHS_AHEAD)):
        month = month_after(this_month, offset)
        if month not in planned:
            set_duty(month=month, partner=partners[(turn + index) % len(partners)])
            if month <= this_month:
                DutyMonth.objects.filter(month=month).update(announced_at=starts_at(month))
    if not planned:
        _let_partners_help_each_other(now)


def _let_partners_help_each_other(now: datetime) -> None:
    """Write what the services would have written while it happened."""
    words = read("roster")
    this_month = month_of(now)
    months = {
        offset: DutyMonth.objects.select_related("partner").get(
            month=month_after(this_month, offset)
        )
        for offset in (-1, 0, 2, 3, 4, 5, 6)
    }
    _stand_in(months[-1], months[0].partner, words["stand_in"])
    _swapped(months[3], months[4], now - timedelta(days=40))
    # Whoever is on duty now finds a request to answer.
    _swap(months[2], months[5], words["swap"], asked_at=now - timedelta(days=2))
    ImpossibleMonth.objects.create(partner=months[0].partner, month=months[6].month)


def _stand_in(month: DutyMonth, partner: Organisation, words: dict) -> None:
    begins, ends = period_of(
        month.month.replace(day=words["first_day"]), month.month.replace(day=words["last_day"])
    )
    StandIn.objects.create(
        partner=partner,
        instead_of=month.partner,
        starts_at=begins,
        ends_at=ends,
        state=StandInState.AGREED,
        reason=words["reason"],
        asked_by=_lead_of(month.partner),
        asked_at=begins - timedelta(days=6),
        answered_by=_lead_of(partner),
        answered_at=begins - timedelta(days=5),
    )


def _swap(first: DutyMonth, second: DutyMonth, words: dict, *, asked_at: datetime) -> None:
    Swap.objects.create(
        first_month=first.month,
        first_partner=first.partner,
        second_month=second.month,
        second_partner=second.partner,
        message=words["message"],
        asked_by=_lead_of(first.partner),
        asked_at=asked_at,
    )


def _swapped(first: DutyMonth, second: DutyMonth, at: datetime) -> None:
    """A swap of the past: the months are as it left them."""
    lead = _lead_of(first.partner)
    Swap.objects.create(
        first_month=second.month,
        first_partner=first.partner,
        second_month=first.month,
        second_partner=second.partner,
        state=SwapState.ACCEPTED,
        asked_by=lead,
        asked_at=at - timedelta(days=3),
        answered_by=_lead_of(second.partner),
        answered_at=at,
    )
    RosterChange.objects.bulk_create(
        RosterChange(
            month=month.month,
            before=before,
            after=month.partner,
            why=ChangeReason.SWAP,
            by=lead,
            at=at,
        )
        for month, before in ((first, second.partner), (second, first.partner))
    )


def _lead_of(partner: Organisation):
    return partner.memberships.select_related("user").get(role=Role.LEAD).user
