"""Who may do what with a text: the one place where it is decided.

The partner on duty *this month* decides what was handed in. Nobody decides their own text: whoever
created it, handed it in or wrote a part of it is out, for good or ill. A text of the partner on
duty is decided by another of its people, by the next month's partner, or by a coordinator.
Coordinators see everything and decide after taking an item over; where no partner is on duty, they
are. What is public is translated by its organisation or a coordinator, and goes the same way as every
text. An organisation that is trusted for events publishes its events itself, and duty is shown them
afterwards. Whoever is on duty and the coordinators enter texts for other organisations; somebody else
decides. What superusers do is listed for the coordinators. ``docs/roles.md`` is this module as a table.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Action(StrEnum):
    SEE = "see"
    EDIT = "edit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    MEND = "mend"
    SCHEDULE = "schedule"
    CALL_BACK = "call_back"
    TAKE_OVER = "take_over"
    TAKE_DOWN = "take_down"
    DELETE = "delete"
    CHANGE_STATUS = "change_status"
    TRANSLATE = "translate"


class Proposal(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"


class Public(StrEnum):
    NEVER = "never"
    SCHEDULED = "scheduled"
    LIVE = "live"
    TAKEN_DOWN = "taken_down"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Person:
    """Somebody with an account; organisations are named by their ids."""

    id: int
    member_of: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()
    is_coordinator: bool = False
    is_superuser: bool = False


@dataclass(frozen=True)
class Duty:
    """The partner on duty now and the next month's; ``None`` means the coordinators."""

    partner: int | None = None
    next_partner: int | None = None


@dataclass(frozen=True)
class Case:
    """What is known of a text; ``authors`` made, handed in or wrote part of its proposal.

    ``is_scheduled``: an approved version waits for its date, also where an earlier one is public.
    ``is_translation``: the text was written in another language first.
    ``is_trusted``: texts of this kind are published by this organisation itself.
    ``entered_by`` began it for an organisation for which they do not act.
    """

    organisation: int
    public: Public
    proposal: Proposal
    authors: frozenset[int] = field(default_factory=frozenset)
    taken_over_by: int | None = None
    organisation_is_active: bool = True
    is_scheduled: bool = False
    is_translation: bool = False
    is_trusted: bool = False
    entered_by: int | None = None


def is_on_duty(person: Person, duty: Duty) -> bool:
    """Tell whether the person answers for the portal's content at the moment ``duty`` speaks of."""
    if duty.partner is None:
        return person.is_coordinator
    return duty.partner in person.member_of


def keeps_watch(person: Person, duty: Duty) -> bool:
    """Tell whether the person answers for all that is public: on duty, or for the portal itself."""
    return person.is_coordinator or person.is_superuser or is_on_duty(person, duty)


def may_decide(person: Person, case: Case, duty: Duty) -> bool:
    """Tell whether the person may approve, mend or send back what was handed in."""
    if case.proposal != Proposal.SUBMITTED:
        return False
    if person.is_superuser:
        return True
    if person.id in case.authors:
        return False
    if is_on_duty(person, duty):
        return True
    if duty.partner is not None and case.organisation == duty.partner:
        return person.is_coordinator or duty.next_partner in person.member_of
    return person.is_coordinator and case.taken_over_by == person.id


def may_begin(person: Person, organisation: int, duty: Duty, *, is_active: bool = True) -> bool:
    """Tell whether the person may begin a text that belongs to the organisation."""
    if person.is_superuser:
        return True
    return is_active and (organisation in person.member_of or may_enter_for_others(person, duty))


def may_enter_for_others(person: Person, duty: Duty) -> bool:
    """Tell whether the person enters what organisations sent by mail; not in the CMS."""
    return person.is_coordinator or is_on_duty(person, duty)


def may_publish_at_once(
    person: Person, case: Case, *, is_by_members: bool, was_refused: bool
) -> bool:
    """Tell whether what the person hands in is published without waiting for duty.

    ``is_by_members``: nobody else wrote a part of the proposal. ``was_refused``: it was sent back or
    called back since something of the text was last approved. What was taken down waits as well, or taking down
    would mean nothing, and so does a change while an approved version waits for its date.
    """
    return (
        case.is_trusted
        and case.organisation_is_active
        and case.organisation in person.member_of
        and case.public in {Public.NEVER, Public.LIVE}
        and not case.is_scheduled
        and is_by_members
        and not was_refused
    )


def _goes_on_with(person: Person, case: Case) -> bool:
    """Tell whether the person entered the text for somebody else, while nobody else has read it."""
    is_somebody = bool(person.member_of) or person.is_coordinator
    return is_somebody and case.entered_by == person.id and case.public == Public.NEVER


def may(action: Action, person: Person, case: Case, duty: Duty) -> bool:
    """Tell whether the person may do ``action`` with the text now.

    A published text is for everybody; ``SEE`` speaks of what is not public: drafts, proposals,
    earlier versions.
    """
    is_own = case.organisation in person.member_of
    keeps_watch = person.is_coordinator or person.is_superuser
    holds_draft = is_own or _goes_on_with(person, case)
    may_write = (
        person.is_superuser
        or (holds_draft and case.organisation_is_active)
        # Few organisations have somebody for every language; whoever translates decides nothing.
        or (case.is_translation and person.is_coordinator)
    )
    is_open = case.proposal in {Proposal.NONE, Proposal.DRAFT, Proposal.SENT_BACK}
    is_scheduled = case.is_scheduled or case.public == Public.SCHEDULED
    # Duty answers for both; what somebody has begun to write since is not theirs to read.
    concerns_duty = case.proposal == Proposal.SUBMITTED or (
        is_scheduled and case.proposal == Proposal.NONE
    )

    match action:
        case Action.SEE:
            return (
                holds_draft
                or keeps_watch
                or may_decide(person, case, duty)
                or (concerns_duty and is_on_duty(person, duty))
            )
        case Action.EDIT:
            return is_open and may_write
        case Action.SUBMIT:
            return case.proposal in {Proposal.DRAFT, Proposal.SENT_BACK} and may_write
        case Action.WITHDRAW:
            return case.proposal == Proposal.SUBMITTED and (holds_draft or person.is_superuser)
        case Action.APPROVE | Action.SEND_BACK | Action.MEND | Action.SCHEDULE:
            return may_decide(person, case, duty)
        case Action.TAKE_OVER:
            return (
                case.proposal == Proposal.SUBMITTED
                and person.is_coordinator
                and person.id not in case.authors
                and not may_decide(person, case, duty)
            )
        case Action.CALL_BACK:
            return is_scheduled and (keeps_watch or is_on_duty(person, duty))
        case Action.TAKE_DOWN:
            return case.public == Public.LIVE and (
                keeps_watch or is_on_duty(person, duty) or case.organisation in person.leads
            )
        case Action.DELETE:
            if case.public == Public.NEVER:
                return is_open and (holds_draft or person.is_superuser)
            return keeps_watch
        case Action.CHANGE_STATUS:
            return case.public == Public.LIVE and (
                is_own or keeps_watch or is_on_duty(person, duty)
            )
        case Action.TRANSLATE:
            return case.public == Public.LIVE and (
                keeps_watch or (is_own and case.organisation_is_active)
            )
