"""Partners trade months: one asks, the other answers, or a coordinator arranges it for both."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from duty import rights
from duty.errors import AlreadyAnswered, AlreadyAsked, MonthHasBegun, SwapImpossible
from duty.letters import tell
from duty.models import ChangeReason, DutyMonth, Swap, SwapState
from duty.roster import Plan, month_of
from duty.services.steps import (
    Move,
    asker_of,
    carry_out,
    leads_or_coordinators,
    locked_months,
    partners_of,
    plan_of,
    require,
    require_as_seen,
    takes_duty,
    tell_of_moves,
)
from network.people import person_for


@transaction.atomic
def ask_swap(
    *, first_month: date, second_month: date, user: User, now: datetime, message: str = ""
) -> Swap:
    """Offer the first month, of the user's partner, for the second, of another partner.

    :raises MonthHasBegun: when one of them has begun
    :raises SwapImpossible: when the months are not of two partners
    :raises AlreadyAsked: when one of the two has already asked the other
    """
    first_month, second_month = first_month.replace(day=1), second_month.replace(day=1)
    rows = locked_months([first_month, second_month])
    require(rights.may_ask_swap(person_for(user), plan_of(rows).get(first_month)))
    _require_tradable(first_month, second_month, rows, now)
    if _open_swap(first_month, second_month) is not None:
        raise AlreadyAsked
    swap = _swap_of(first_month, second_month, rows, user, now)
    swap.message = message.strip()[:300]
    swap.save(force_insert=True)
    tell(leads_or_coordinators(swap.second_partner), "duty_swap_asked", now, is_own=True, swap=swap)
    return swap


def accept_swap(*, swap_id: int, user: User, now: datetime) -> Swap:
    """Trade the months. A swap that cannot be made any more is closed, whatever is raised.

    :raises AlreadyAnswered: when it is settled
    :raises SwapImpossible: when a month has begun or belongs to somebody else by now
    """
    with transaction.atomic():
        swap, rows = _locked(swap_id)
        require(rights.may_answer_swap(person_for(user), swap.second_partner_id))
        _require_open(swap)
        obstacle = obstacle_to_swap(swap, plan_of(rows), now)
        if obstacle:
            _close(swap, obstacle, now)
        else:
            _settle(swap, SwapState.ACCEPTED, user, now)
            _trade(swap, rows, user, now)
    # Outside: raising inside would also take back that it is closed.
    if obstacle:
        raise SwapImpossible(obstacle)
    return swap


@transaction.atomic
def decline_swap(*, swap_id: int, user: User, now: datetime) -> Swap:
    swap, _rows = _locked(swap_id)
    require(rights.may_answer_swap(person_for(user), swap.second_partner_id))
    _require_open(swap)
    _settle(swap, SwapState.DECLINED, user, now)
    tell(asker_of(swap, swap.first_partner), "duty_swap_declined", now, is_own=True, swap=swap)
    return swap


@transaction.atomic
def withdraw_swap(*, swap_id: int, user: User, now: datetime) -> Swap:
    """Take a request back; those who were asked are told."""
    swap, _rows = _locked(swap_id)
    require(rights.may_withdraw_swap(person_for(user), swap.first_partner_id))
    _require_open(swap)
    _settle(swap, SwapState.WITHDRAWN, user, now)
    tell(
        leads_or_coordinators(swap.second_partner),
        "duty_swap_withdrawn",
        now,
        is_own=True,
        swap=swap,
    )
    return swap


@transaction.atomic
def arrange_swap(
    *,
    first_month: date,
    second_month: date,
    user: User,
    now: datetime,
    seen: Mapping[date, int | None] | None = None,
) -> Swap:
    """Trade two months for both partners; an open request for the same trade is settled by it.

    :param seen: the partners' ids as they stood on the screen: who arranges what the partners have
        agreed upon meanwhile would trade the months back
    :raises PlanHasChanged: when a month is not what was seen
    :raises MonthHasBegun: when one of them has begun
    :raises SwapImpossible: when the months are not of two partners
    """
    require(rights.may_arrange(person_for(user)))
    first_month, second_month = first_month.replace(day=1), second_month.replace(day=1)
    rows = locked_months([first_month, second_month])
    if seen is not None:
        require_as_seen(partners_of(rows, (first_month, second_month)), seen)
    _require_tradable(first_month, second_month, rows, now)
    swap = _open_swap(first_month, second_month)
    if swap is None or obstacle_to_swap(swap, plan_of(rows), now):
        if swap is not None:
            _close(swap, obstacle_to_swap(swap, plan_of(rows), now), now)
        swap = _swap_of(first_month, second_month, rows, user, now)
    swap.is_arranged = True
    _settle(swap, SwapState.ACCEPTED, user, now)
    _trade(swap, rows, user, now)
    return swap


def close_impossible_swaps(*, now: datetime) -> list[Swap]:
    """Close requests that cannot be granted any more, and tell those who asked."""
    closed = []
    for swap_id in Swap.objects.open().order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            swap, rows = _locked(swap_id)
            obstacle = obstacle_to_swap(swap, plan_of(rows), now)
            if swap.state == SwapState.ASKED and obstacle:
                _close(swap, obstacle, now)
                closed.append(swap)
    return closed


def obstacle_to_swap(swap: Swap, plan: Plan, now: datetime) -> str:
    """Return what stands in the way of a swap, in words, or nothing."""
    if min(swap.first_month, swap.second_month) <= month_of(now):
        return _("One of the months has begun.")
    if (plan.get(swap.first_month), plan.get(swap.second_month)) != (
        swap.first_partner_id,
        swap.second_partner_id,
    ):
        return _("The roster has changed since: one of the months belongs to somebody else.")
    return ""


def _require_tradable(
    first_month: date, second_month: date, rows: Mapping[date, DutyMonth], now: datetime
) -> None:
    if min(first_month, second_month) <= month_of(now):
        raise MonthHasBegun
    partners = list(partners_of(rows, (first_month, second_month)).values())
    if not all(takes_duty(partner) for partner in partners):
        raise SwapImpossible(_("One of the months has no partner."))
    if len({partner.pk for partner in partners}) == 1:
        raise SwapImpossible(_("Both months belong to the same partner."))


def _open_swap(first_month: date, second_month: date) -> Swap | None:
    """Return the open request for this trade, whoever of the two asked; call it with months locked."""
    both = (first_month, second_month)
    return (
        Swap.objects.select_for_update(of=("self",))
        .open()
        .filter(first_month__in=both, second_month__in=both)
        .select_related("first_partner", "second_partner", "asked_by")
        .first()
    )


def _swap_of(first_month, second_month, rows, user, now) -> Swap:
    return Swap(
        first_month=first_month,
        first_partner=rows[first_month].partner,
        second_month=second_month,
        second_partner=rows[second_month].partner,
        asked_by=user,
        asked_at=now,
    )


def _locked(swap_id: int) -> tuple[Swap, dict[date, DutyMonth]]:
    """Lock the months first, as everybody does, then the request: nobody waits in a circle."""
    months = Swap.objects.values_list("first_month", "second_month").get(pk=swap_id)
    rows = locked_months(months)
    swap = (
        Swap.objects.select_for_update(of=("self",))
        .select_related("first_partner", "second_partner", "asked_by")
        .get(pk=swap_id)
    )
    return swap, rows


def _require_open(swap: Swap) -> None:
    if swap.state != SwapState.ASKED:
        raise AlreadyAnswered


def _settle(swap: Swap, state: str, user: User | None, now: datetime) -> None:
    swap.state, swap.answered_by, swap.answered_at = state, user, now
    swap.save()


def _close(swap: Swap, obstacle: str, now: datetime) -> None:
    _settle(swap, SwapState.IMPOSSIBLE, None, now)
    tell(
        asker_of(swap, swap.first_partner),
        "duty_swap_impossible",
        now,
        is_own=True,
        swap=swap,
        obstacle=obstacle,
    )


def _trade(swap: Swap, rows: dict[date, DutyMonth], user: User, now: datetime) -> None:
    moves = [
        Move(swap.first_month, swap.first_partner, swap.second_partner),
        Move(swap.second_month, swap.second_partner, swap.first_partner),
    ]
    moves.sort(key=lambda move: move.month)
    carry_out(moves, rows, why=ChangeReason.SWAP, user=user, now=now)
    tell_of_moves(moves, user, now)
