"""The people who answer for the portal's content."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from duty.answers import duty_answer
from network import rights
from network.models import Membership
from network.people import coordinators
from network.rights import Duty, Person


def people_on_duty(now: datetime) -> list[User]:
    """Return the people of the partner on duty at ``now``, or the coordinators."""
    duty = duty_answer(now)
    return [user for user, person in people_around(duty) if rights.is_on_duty(person, duty)]


def people_of(partners: Iterable[int]) -> dict[User, set[int]]:
    """Return the active people of several partners, each with those of them they act for."""
    people = defaultdict(set)
    for membership in (
        Membership.objects.active()
        .filter(organisation__in=list(partners))
        .select_related("user")
        .order_by("user")
    ):
        people[membership.user].add(membership.organisation_id)
    return dict(people)


def people_around(duty: Duty) -> list[tuple[User, Person]]:
    """Return the people of both partners and the coordinators, each with what rights need to know.

    Superusers are not asked to work: their right to decide stays, mail about it does not come.
    """
    member_of = people_of(pk for pk in (duty.partner, duty.next_partner) if pk)
    users = {user.pk: user for user in member_of}
    member_ids = {user.pk: ids for user, ids in member_of.items()}
    coordinator_ids = set()
    for user in coordinators():
        users[user.pk] = user
        coordinator_ids.add(user.pk)
    return [
        (
            user,
            Person(
                id=pk,
                member_of=frozenset(member_ids.get(pk, ())),
                is_coordinator=pk in coordinator_ids,
            ),
        )
        for pk, user in sorted(users.items())
    ]
