"""A partner takes over for some days: asked and agreed, arranged by a coordinator, or at once."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from duty import rights
from duty.errors import (
    AlreadyAnswered,
    AlreadyAsked,
    AlreadyOnDuty,
    AskFirst,
    StandInImpossible,
    WrongDays,
)
from duty.letters import tell
from duty.models import DutyMonth, StandIn, StandInState
from duty.people import people_of
from duty.roster import LJUBLJANA, Plan, month_of, months_touched, period_of, stretches
from duty.services.steps import (
    asker_of,
    leads_or_coordinators,
    locked_months,
    locked_partner,
    plan_of,
    require,
    takes_duty,
)
from network.models import Organisation
from network.people import coordinators, person_for

MOST_DAYS = 62
MOST_DAYS_TAKEN_OVER = 7
TAKEN_OVER_AGAIN_AFTER = timedelta(days=30)
# Nobody plans further, and a year 9999 would have no day after.
YEARS_AHEAD = 2


@transaction.atomic
def ask_stand_in(
    *,
    partner: Organisation,
    first_day: date,
    last_day: date,
    user: User,
    now: datetime,
    reason: str = "",
) -> StandIn:
    """Ask a partner to be on duty from the first day to the last, both included.

    :raises WrongDays: when they are over, or too many
    :raises NoPartner: when the organisation takes no duty
    :raises AlreadyOnDuty: when these days are the partner's anyway
    :raises AlreadyAsked: when it has been asked for one of these days and has not answered
    """
    begins, ends = _period(first_day, last_day, now)
    rows = locked_months(months_touched(begins, ends))
    month_partners = _partners_of(begins, ends, plan_of(rows))
    require(rights.may_ask_stand_in(person_for(user), month_partners))
    stand_in = _new(
        partner=partner,
        period=(begins, ends),
        plan=plan_of(rows),
        reason=reason,
        user=user,
        now=now,
    )
    if set(month_partners) <= person_for(user).leads and len(month_partners) == 1:
        stand_in.instead_of_id = month_partners.pop()
    same_days = StandIn.objects.open().filter(starts_at__lt=ends, ends_at__gt=begins)
    if same_days.filter(partner=partner).exists():
        raise AlreadyAsked
    stand_in.save(force_insert=True)
    tell(leads_or_coordinators(partner), "duty_stand_in_asked", now, is_own=True, stand_in=stand_in)
    return stand_in


def accept_stand_in(*, stand_in_id: int, user: User, now: datetime) -> StandIn:
    """Agree to stand in, from now on at the earliest.

    A request that cannot be granted any more is closed, whatever is raised.

    :raises AlreadyAnswered: when it is settled
    :raises StandInImpossible: when the days are over or belong to somebody else by now
    """
    with transaction.atomic():
        stand_in, rows = _locked(stand_in_id)
        require(rights.may_answer_stand_in(person_for(user), stand_in.partner_id))
        _require(stand_in, StandInState.ASKED)
        obstacle = obstacle_to_stand_in(stand_in, plan_of(rows), now)
        if obstacle:
            _close(stand_in, obstacle, now)
        else:
            # What was decided until now was decided by whoever was on duty.
            stand_in.starts_at = max(stand_in.starts_at, now)
            _settle(stand_in, StandInState.AGREED, user, now)
            _tell_everybody("duty_stand_in", stand_in, rows, user, now)
    # Outside: raising inside would also take back that it is closed.
    if obstacle:
        raise StandInImpossible(obstacle)
    return stand_in


@transaction.atomic
def decline_stand_in(*, stand_in_id: int, user: User, now: datetime) -> StandIn:
    stand_in, _rows = _locked(stand_in_id)
    require(rights.may_answer_stand_in(person_for(user), stand_in.partner_id))
    _require(stand_in, StandInState.ASKED)
    _settle(stand_in, StandInState.DECLINED, user, now)
    tell(
        asker_of(stand_in, stand_in.instead_of),
        "duty_stand_in_declined",
        now,
        is_own=True,
        stand_in=stand_in,
    )
    return stand_in


@transaction.atomic
def withdraw_stand_in(*, stand_in_id: int, user: User, now: datetime) -> StandIn:
    """Take a request back before it is answered; those who were asked are told."""
    stand_in, _rows = _locked(stand_in_id)
    require(rights.may_withdraw_stand_in(person_for(user), stand_in.instead_of_id))
    _require(stand_in, StandInState.ASKED)
    _settle(stand_in, StandInState.WITHDRAWN, user, now)
    tell(
        leads_or_coordinators(stand_in.partner),
        "duty_stand_in_withdrawn",
        now,
        is_own=True,
        stand_in=stand_in,
    )
    return stand_in


@transaction.atomic
def arrange_stand_in(
    *,
    partner: Organisation,
    first_day: date,
    last_day: date,
    user: User,
    now: datetime,
    reason: str = "",
) -> StandIn:
    """Put a partner on duty for some days, agreed upon at once; everybody concerned is told.

    :raises WrongDays: when they are over, or too many
    :raises NoPartner: when the organisation takes no duty
    :raises AlreadyOnDuty: when the partner is on duty on all of them anyway
    """
    require(rights.may_arrange(person_for(user)))
    period = _period(first_day, last_day, now)
    rows = locked_months(months_touched(*period))
    stand_in = _new(
        partner=partner,
        period=period,
        plan=plan_of(rows),
        reason=reason,
        user=user,
        now=now,
    )
    stand_in.is_arranged = True
    _settle(stand_in, StandInState.AGREED, user, now)
    _tell_everybody("duty_stand_in", stand_in, rows, user, now)
    return stand_in


@transaction.atomic
def take_over_duty_now(
    *, partner: Organisation, until_day: date, user: User, now: datetime, reason: str = ""
) -> StandIn:
    """Put a partner on duty from this instant to the end of a day, at most seven days with today.

    Whoever was on duty is told, and the coordinators. Once in thirty days, but for the partner that
    takes its own month back.

    :raises WrongDays: when the day is over or too far
    :raises NoPartner: when the organisation takes no duty
    :raises AlreadyOnDuty: when the partner is on duty all that time anyway
    :raises AskFirst: when it took over within the last thirty days
    """
    require(rights.may_take_over_now(person_for(user), partner.pk))
    today = now.astimezone(LJUBLJANA).date()
    begins, ends = _period(today, until_day, now, most_days=MOST_DAYS_TAKEN_OVER)
    rows = locked_months(months_touched(begins, ends))
    plan = plan_of(rows)
    stand_in = _new(
        partner=partner,
        period=(begins, ends),
        plan=plan,
        reason=reason,
        user=user,
        now=now,
    )
    is_own = plan.get(month_of(now)) == partner.pk
    before = StandIn.objects.taken_over_by(partner, now - TAKEN_OVER_AGAIN_AFTER)
    if not is_own and before.exclude(pk=stand_in.pk).exists():
        raise AskFirst
    _settle(stand_in, StandInState.AGREED, user, now)
    _tell_everybody("duty_taken_over", stand_in, rows, user, now, *coordinators())
    return stand_in


@transaction.atomic
def end_stand_in(*, stand_in_id: int, user: User, now: datetime) -> StandIn:
    """End what was agreed upon, before it begins or under way; everybody concerned is told.

    :raises AlreadyAnswered: when it is over, or was never agreed upon
    """
    stand_in, rows = _locked(stand_in_id)
    ahead = max(stand_in.starts_at, min(now, stand_in.ends_at - timedelta(microseconds=1)))
    month_partners = _partners_of(ahead, stand_in.ends_at, plan_of(rows))
    require(rights.may_end_stand_in(person_for(user), stand_in.partner_id, month_partners))
    _require(stand_in, StandInState.AGREED)
    if stand_in.ends_at <= now:
        raise AlreadyAnswered
    stand_in.state = StandInState.ENDED
    stand_in.ended_by, stand_in.ended_at = user, now
    stand_in.save()
    _tell_everybody("duty_stand_in_ended", stand_in, rows, user, now)
    return stand_in


def close_impossible_stand_ins(*, now: datetime) -> list[StandIn]:
    """Close requests that cannot be granted any more, and tell those who asked."""
    closed = []
    for stand_in_id in StandIn.objects.open().order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            stand_in, rows = _locked(stand_in_id)
            obstacle = obstacle_to_stand_in(stand_in, plan_of(rows), now)
            if stand_in.state == StandInState.ASKED and obstacle:
                _close(stand_in, obstacle, now)
                closed.append(stand_in)
    return closed


def obstacle_to_stand_in(stand_in: StandIn, plan: Plan, now: datetime) -> str:
    """Return what stands in the way of a request, in words, or nothing."""
    if stand_in.ends_at <= now:
        return _("The days are over.")
    if not takes_duty(stand_in.partner):
        return _("The partner that was asked does not take duty any more.")
    if stand_in.instead_of_id and any(
        plan.get(month) != stand_in.instead_of_id for month in stand_in.months
    ):
        return _("The roster has changed since: the days belong to somebody else.")
    return ""


def _period(
    first_day: date, last_day: date, now: datetime, most_days: int = MOST_DAYS
) -> tuple[datetime, datetime]:
    """Return when the days begin and end, what is over of them left out."""
    today = now.astimezone(LJUBLJANA).date()
    if last_day < first_day or last_day < today:
        raise WrongDays
    first_day = max(first_day, today)
    if (last_day - first_day).days >= most_days:
        raise WrongDays(_("These are too many days: at most %(days)s.") % {"days": most_days})
    if last_day.year > today.year + YEARS_AHEAD:
        raise WrongDays(_("Nobody plans so far ahead."))
    begins, ends = period_of(first_day, last_day)
    return max(begins, now), ends


def _partners_of(begins: datetime, ends: datetime, plan: Plan) -> set[int | None]:
    return {plan.get(month) for month in months_touched(begins, ends)}


def _new(
    *,
    partner: Organisation,
    period: tuple[datetime, datetime],
    plan: Plan,
    reason: str,
    user: User,
    now: datetime,
) -> StandIn:
    partner = locked_partner(partner)
    others = StandIn.objects.between(*period).as_stand_ins()
    if {one.partner for one in stretches(plan, *period, others)} == {partner.pk}:
        raise AlreadyOnDuty
    begins, ends = period
    return StandIn(
        partner=partner,
        starts_at=begins,
        ends_at=ends,
        reason=reason.strip()[:300],
        asked_by=user,
        asked_at=now,
    )


def _locked(stand_in_id: int) -> tuple[StandIn, dict[date, DutyMonth]]:
    """Lock the months first, as everybody does, then the request: nobody waits in a circle."""
    rows = locked_months(StandIn.objects.get(pk=stand_in_id).months)
    stand_in = (
        StandIn.objects.select_for_update(of=("self",))
        .select_related("partner", "instead_of", "asked_by")
        .get(pk=stand_in_id)
    )
    return stand_in, rows


def _require(stand_in: StandIn, state: str) -> None:
    if stand_in.state != state:
        raise AlreadyAnswered


def _settle(stand_in: StandIn, state: str, user: User | None, now: datetime) -> None:
    stand_in.state, stand_in.answered_by, stand_in.answered_at = state, user, now
    stand_in.save()


def _close(stand_in: StandIn, obstacle: str, now: datetime) -> None:
    _settle(stand_in, StandInState.IMPOSSIBLE, None, now)
    tell(
        asker_of(stand_in, stand_in.instead_of),
        "duty_stand_in_impossible",
        now,
        is_own=True,
        stand_in=stand_in,
        obstacle=obstacle,
    )


def _tell_everybody(
    letter: str,
    stand_in: StandIn,
    rows: Mapping[date, DutyMonth],
    user: User,
    now: datetime,
    *also: User,
) -> None:
    """Write to both partners' people, and to the coordinators where a month is theirs."""
    partners = _partners_of(stand_in.starts_at, stand_in.ends_at, plan_of(rows))
    people = list(people_of({stand_in.partner_id, *partners} - {None}))
    if None in partners:
        people += coordinators()
    people += also
    people = [person for person in people if person != user]
    tell(people, letter, now, is_urgent=True, stand_in=stand_in, user=user)
