"""The plan: which partner has which month."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from duty import rights
from duty.errors import MonthHasBegun, NoPartner
from duty.letters import tell
from duty.models import ChangeReason, DutyMonth, ImpossibleMonth, RosterChange
from duty.roster import month_of
from duty.services.steps import (
    Move,
    carry_out,
    locked_months,
    partners_of,
    require,
    require_as_seen,
    takes_duty,
    tell_of_moves,
)
from network.models import Organisation
from network.people import coordinators, person_for


@transaction.atomic
def set_duty(*, month: date, partner: Organisation | None) -> DutyMonth:
    """Give a month to a partner, or to the coordinators with ``None``, without telling anybody.

    For setting up and demonstrations; people use ``plan_months``.
    """
    duty_month, _created = DutyMonth.objects.update_or_create(
        month=month.replace(day=1), defaults={"partner": partner}
    )
    return duty_month


@transaction.atomic
def plan_months(
    *,
    months: Mapping[date, Organisation | None],
    user: User,
    now: datetime,
    seen: Mapping[date, int | None] | None = None,
) -> list[RosterChange]:
    """Give months to partners, or to the coordinators with ``None``; tell the partners concerned.

    Months that already are as wished are left alone, begun or not.

    :param seen: the partners' ids as they stood on the screen from which the wish comes
    :raises PlanHasChanged: when a month is not what was seen
    :raises MonthHasBegun: when a month would change that has begun
    :raises NoPartner: when an organisation takes no duty
    """
    require(rights.may_plan(person_for(user)))
    months = {month.replace(day=1): partner for month, partner in sorted(months.items())}
    # A row to lock for every month that is given away, also of two coordinators at once.
    DutyMonth.objects.bulk_create(
        [DutyMonth(month=month) for month, partner in months.items() if partner],
        ignore_conflicts=True,
    )
    rows = locked_months(months)
    before = partners_of(rows, months)
    if seen is not None:
        require_as_seen(before, seen)
    moves = [Move(month, before[month], months[month]) for month in months]
    moves = [move for move in moves if move.before != move.after]
    if any(move.month <= month_of(now) for move in moves):
        raise MonthHasBegun
    if any(move.after and not takes_duty(move.after) for move in moves):
        raise NoPartner
    changes = carry_out(moves, rows, why=ChangeReason.PLAN, user=user, now=now)
    tell_of_moves(moves, user, now)
    return changes


@transaction.atomic
def mark_impossible(*, partner: Organisation, month: date, user: User, now: datetime) -> None:
    """Note that a partner cannot take a month; a month already given to it stays its own."""
    require(rights.may_mark_impossible(person_for(user), partner.pk))
    if not takes_duty(partner):
        raise NoPartner
    if month.replace(day=1) <= month_of(now):
        raise MonthHasBegun
    ImpossibleMonth.objects.get_or_create(partner=partner, month=month.replace(day=1))


@transaction.atomic
def unmark_impossible(*, partner: Organisation, month: date, user: User) -> None:
    require(rights.may_mark_impossible(person_for(user), partner.pk))
    ImpossibleMonth.objects.filter(partner=partner, month=month.replace(day=1)).delete()


@transaction.atomic
def note_departures(*, now: datetime) -> list[RosterChange]:
    """Free the coming months of partners that have left the network, and tell the coordinators.

    The answer has not waited for it: such a month falls to the coordinators at once. But it should
    not return to a partner that comes back months later, when somebody else counts on it.
    """
    left = DutyMonth.objects.filter(month__gt=month_of(now)).filter(
        Q(partner__is_active=False) | Q(partner__is_partner=False)
    )
    rows = {
        month: row
        for month, row in locked_months(left.values_list("month", flat=True)).items()
        if row.partner and not takes_duty(row.partner)
    }
    moves = [Move(month, row.partner, None) for month, row in rows.items()]
    if not moves:
        return []
    changes = carry_out(moves, rows, why=ChangeReason.LEFT, user=None, now=now)
    tell(coordinators(), "duty_left", now, moves=moves)
    return changes
