"""Whom a step concerns."""

from datetime import datetime

from accounts.models import User
from duty.answers import duty_answer
from duty.people import people_around
from network import rights
from network.models import Contribution
from network.rights import Case, Duty, Person


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
    return deciders_among(people_around(duty), contribution.as_case(), duty)


def deciders_among(people: list[tuple[User, Person]], case: Case, duty: Duty) -> list[User]:
    """Do the same of ``duty.people.people_around``, for those who ask about many texts."""
    deciders = [user for user, person in people if rights.may_decide(person, case, duty)]
    return deciders or [
        user for user, person in people if person.is_coordinator and person.id not in case.authors
    ]
