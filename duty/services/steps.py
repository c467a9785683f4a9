"""What the services of the roster share. Who locks several rows locks months first, in their order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from duty.errors import NoPartner, NotAllowed, PlanHasChanged
from duty.letters import tell
from duty.models import DutyMonth, RosterChange
from duty.people import people_of
from network.models import Organisation
from network.people import coordinators, leads_of


@dataclass(frozen=True)
class Move:
    """A month goes from one partner to another; ``None`` is the coordinators."""

    month: date
    before: Organisation | None
    after: Organisation | None


def require(is_allowed: bool) -> None:
    if not is_allowed:
        raise NotAllowed


def takes_duty(organisation: Organisation | None) -> bool:
    return organisation is not None and organisation.is_active and organisation.is_partner


def locked_months(months: Iterable[date]) -> dict[date, DutyMonth]:
    """Lock those of the months that stand in the roster, with their partners."""
    rows = (
        DutyMonth.objects.select_for_update(of=("self",))
        .filter(month__in=list(months))
        .select_related("partner")
        .order_by("month")
    )
    return {row.month: row for row in rows}


def locked_partner(organisation: Organisation) -> Organisation:
    """Lock a partner, so that its people are not put on duty twice.

    :raises NoPartner: when it has left the network or takes no duty
    """
    partner = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not takes_duty(partner):
        raise NoPartner
    return partner


def plan_of(rows: Mapping[date, DutyMonth]) -> dict[date, int]:
    """Return month → partner for those whose partner is in the network."""
    return {month: row.partner_id for month, row in rows.items() if takes_duty(row.partner)}


def partners_of(
    rows: Mapping[date, DutyMonth], months: Iterable[date]
) -> dict[date, Organisation | None]:
    """Return month → partner as it is stored, also of one that has left."""
    return {month: rows[month].partner if month in rows else None for month in months}


def require_as_seen(
    stored: Mapping[date, Organisation | None], seen: Mapping[date, int | None]
) -> None:
    """Refuse what was chosen before another plan; ``seen`` holds the partners' ids on the screen."""
    changed = [
        month
        for month, partner in stored.items()
        if month in seen and seen[month] != (partner.pk if partner else None)
    ]
    if changed:
        raise PlanHasChanged(changed)


def carry_out(
    moves: list[Move], rows: Mapping[date, DutyMonth], *, why: str, user: User | None, now: datetime
) -> list[RosterChange]:
    """Give locked months to their new partners and keep what happened."""
    for move in moves:
        rows[move.month].partner = move.after
        rows[move.month].save(update_fields=["partner"])
    return RosterChange.objects.bulk_create(
        RosterChange(
            month=move.month, before=move.before, after=move.after, why=why, by=user, at=now
        )
        for move in moves
    )


def tell_of_moves(moves: list[Move], user: User | None, now: datetime) -> None:
    """Write to the people of the partners concerned, one letter each; whoever did it knows."""
    partners = {
        partner.pk for move in moves for partner in (move.before, move.after) if takes_duty(partner)
    }
    people = people_of(partners)
    people.pop(user, None)

    def moves_of(person):
        theirs = people[person]
        return {
            "gained": [move for move in moves if move.after and move.after.pk in theirs],
            "lost": [move for move in moves if move.before and move.before.pk in theirs],
        }

    tell(people, "duty_moved", now, is_urgent=True, user=user, facts_for=moves_of)


def leads_or_coordinators(partner: Organisation) -> list[User]:
    """Return who speaks for a partner; nobody's letter is left unread."""
    return leads_of(partner) or coordinators()


def asker_of(request, partner: Organisation | None) -> list[User]:
    """Return who waits for the answer: whoever asked, or who speaks for their partner by now."""
    if request.asked_by and request.asked_by.is_active:
        return [request.asked_by]
    return leads_or_coordinators(partner) if partner else coordinators()
