"""From Django's user to the plain person that ``rights`` judges."""

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
