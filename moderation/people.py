"""Whom a step concerns."""

from collections import defaultdict
from datetime import datetime

from accounts.models import COORDINATORS, User
from duty.answers import duty_answer
from network import rights
from network.models import Contribution, Membership
from network.rights import Duty, Person


def authors_of(contribution: Contribution) -> list[User]:
    """Return the active people who handed the proposal in or wrote part of it."""
    people = set(contribution.authors.all())
    if contribution.submitted_by:
        people.add(contribution.submitted_by)
    elif not people and contribution.page.owner:
        people.add(contribution.page.owner)
    return sorted((user for user in people if user.is_active), key=lambda user: user.pk)


def deciders_of(contribution: Contribution, now: datetime) -> list[User]:
    """Return everybody who may decide a submission at ``now`` without taking it over.

    Where the only people on duty are the text's own authors, the coordinators are told.
    """
    duty = duty_answer(now)
    case = contribution.as_case()
    people = _people_of(duty)
    deciders = [user for user, person in people if rights.may_decide(person, case, duty)]
    return deciders or [
        user for user, person in people if person.is_coordinator and person.id not in case.authors
    ]


def people_on_duty(now: datetime) -> list[User]:
    """Return the people of the partner on duty at ``now``, or the coordinators."""
    duty = duty_answer(now)
    return [user for user, person in _people_of(duty) if rights.is_on_duty(person, duty)]


def coordinators() -> list[User]:
    return list(User.objects.filter(is_active=True, groups__name=COORDINATORS).order_by("pk"))


def leads_of(organisation) -> list[User]:
    return [
        membership.user
        for membership in organisation.memberships.active()
        .filter(role="lead")
        .select_related("user")
        .order_by("user")
    ]


def _people_of(duty: Duty) -> list[tuple[User, Person]]:
    """The people of both partners and the coordinators, each with what rights need to know.

    Superusers are not asked to work: their right to decide stays, mail about it does not come.
    """
    partners = [pk for pk in (duty.partner, duty.next_partner) if pk]
    member_of = defaultdict(set)
    users = {}
    for membership in (
        Membership.objects.active().filter(organisation__in=partners).select_related("user")
    ):
        users[membership.user_id] = membership.user
        member_of[membership.user_id].add(membership.organisation_id)
    coordinator_ids = set()
    for user in coordinators():
        users[user.pk] = user
        coordinator_ids.add(user.pk)
    return [
        (
            user,
            Person(
                id=pk,
                member_of=frozenset(member_of[pk]),
                is_coordinator=pk in coordinator_ids,
            ),
        )
        for pk, user in sorted(users.items())
    ]
