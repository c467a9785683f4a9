"""From Django's user to the plain person that ``rights`` judges, and who acts for whom."""

from accounts.models import COORDINATORS, User
from network.models import Membership, Role
from network.rights import Person

NOBODY = Person(id=0)


def person_for(user) -> Person:
    """Return what rights need to know of a user, read once per request (once per user object).

    Anonymous and deactivated users are nobody.
    """
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    if not hasattr(user, "_network_person"):
        roles = dict(Membership.objects.filter(user=user).values_list("organisation_id", "role"))
        user._network_person = Person(
            id=user.pk,
            member_of=frozenset(roles),
            leads=frozenset(pk for pk, role in roles.items() if role == Role.LEAD),
            is_coordinator=user.is_coordinator,
            is_superuser=user.is_superuser,
        )
    return user._network_person


def coordinators() -> list[User]:
    return list(User.objects.filter(is_active=True, groups__name=COORDINATORS).order_by("pk"))


def members_of(organisation, role: str | None = None) -> list[User]:
    """Return the active people who act for an organisation, all or those with a role."""
    memberships = organisation.memberships.active()
    if role:
        memberships = memberships.filter(role=role)
    return [row.user for row in memberships.select_related("user").order_by("user")]


def leads_of(organisation) -> list[User]:
    return members_of(organisation, Role.LEAD)
