"""Who of those in the CMS meets the screens that tell about everybody's work."""

from network.models import Organisation
from network.rights import Person


def keeps_portal(person: Person) -> bool:
    """Tell whether the person answers for the whole portal, in every month."""
    return person.is_coordinator or person.is_superuser


def partners_of(person: Person) -> list[Organisation]:
    """Return the partners in the network for which the person acts; one query, none for strangers."""
    if not person.member_of:
        return []
    own = Organisation.objects.filter(pk__in=person.member_of, is_active=True, is_partner=True)
    return list(own.order_by("pk"))


def takes_duty(person: Person) -> bool:
    """Tell whether the person keeps the portal or acts for one of the partners that do in turn."""
    return keeps_portal(person) or bool(partners_of(person))
