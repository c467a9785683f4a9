"""Who may do what with the roster; ``docs/roles.md`` is this module as a table.

The coordinators keep the plan. A partner speaks through its leads: they trade its months, find
somebody to stand in for it, and step in themselves when the portal needs somebody now. Superusers
may what coordinators may.
"""

from collections.abc import Collection

from network.rights import Person


def keeps_the_roster(person: Person) -> bool:
    return person.is_coordinator or person.is_superuser


def may_plan(person: Person) -> bool:
    """Tell whether the person may give months to partners."""
    return keeps_the_roster(person)


def may_mark_impossible(person: Person, partner: int) -> bool:
    """Tell whether the person may say which months the partner cannot take."""
    return keeps_the_roster(person) or partner in person.leads


def may_ask_swap(person: Person, first_partner: int | None) -> bool:
    """Tell whether the person may offer a month of ``first_partner`` for another."""
    return first_partner in person.leads


def may_answer_swap(person: Person, second_partner: int) -> bool:
    return second_partner in person.leads


def may_withdraw_swap(person: Person, first_partner: int) -> bool:
    return keeps_the_roster(person) or first_partner in person.leads


def may_arrange(person: Person) -> bool:
    """Tell whether the person may settle a swap or a stand-in for everybody concerned."""
    return keeps_the_roster(person)


def may_ask_stand_in(person: Person, month_partners: Collection[int | None]) -> bool:
    """Tell whether the person may ask for somebody on days in the months of these partners."""
    if keeps_the_roster(person):
        return True
    return bool(month_partners) and set(month_partners) <= person.leads


def may_answer_stand_in(person: Person, partner: int) -> bool:
    return partner in person.leads


def may_withdraw_stand_in(person: Person, instead_of: int | None) -> bool:
    """Tell whether the person may take back a request that the leads of ``instead_of`` made."""
    return keeps_the_roster(person) or instead_of in person.leads


def may_take_over_now(person: Person, partner: int) -> bool:
    """Tell whether the person may put its partner on duty at once."""
    return partner in person.leads


def may_end_stand_in(person: Person, partner: int, month_partners: Collection[int | None]) -> bool:
    """Tell whether the person may end what was agreed upon, in the months of these partners."""
    return keeps_the_roster(person) or bool(person.leads & {partner, *month_partners})


def may_have_calendar(person: Person, partners: Collection[int]) -> bool:
    """Tell whether the person may subscribe to the roster; ``partners`` are those of the network."""
    return keeps_the_roster(person) or bool(person.member_of & set(partners))
