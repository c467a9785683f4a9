"""Three partners with a month each after this one, and everybody who may want to change that."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from duty.models import DutyMonth, RosterChange
from duty.roster import LJUBLJANA
from duty.services import set_duty
from network.models import Organisation, Role
from tests.accounts.factories import UserFactory
from tests.network.factories import OrganisationFactory, member_of

# A Tuesday, far from both ends of its month.
NOON = datetime(2026, 11, 10, 12, tzinfo=LJUBLJANA)
NOVEMBER, DECEMBER, JANUARY, FEBRUARY, MARCH = (
    date(2026, 11, 1),
    date(2026, 12, 1),
    date(2027, 1, 1),
    date(2027, 2, 1),
    date(2027, 3, 1),
)


@dataclass
class Cast:
    """``north`` has November, ``south`` December, ``east`` January; each has a lead and a member."""

    north: Organisation
    south: Organisation
    east: Organisation
    youth: Organisation
    north_lead: User
    north_member: User
    south_lead: User
    south_member: User
    east_lead: User
    east_member: User
    youth_lead: User
    coordinator: User
    root: User


def set_cast() -> Cast:
    partners = {
        name: OrganisationFactory(name=f"Partner {name}", slug=name, partner=True)
        for name in ("north", "south", "east")
    }
    for month, partner in zip((NOVEMBER, DECEMBER, JANUARY), partners.values(), strict=True):
        set_duty(month=month, partner=partner)
    youth = OrganisationFactory(name="Klub", slug="klub")
    people = {}
    for name, organisation in {**partners, "youth": youth}.items():
        people[f"{name}_lead"] = member_of(organisation, role=Role.LEAD, username=f"{name}_lead")
    for name, partner in partners.items():
        people[f"{name}_member"] = member_of(partner, username=f"{name}_member")
    return Cast(
        **partners,
        youth=youth,
        **people,
        coordinator=UserFactory(username="coordinator", coordinator=True),
        root=UserFactory(username="root", is_superuser=True),
    )


def plan() -> dict:
    """The whole roster as it is stored: month → the slug of its partner."""
    return dict(DutyMonth.objects.values_list("month", "partner__slug"))


def changes() -> list[tuple]:
    """What the history says, the oldest first."""
    return [
        (
            change.month,
            change.before and change.before.slug,
            change.after and change.after.slug,
            change.why,
            change.by and change.by.username,
        )
        for change in RosterChange.objects.order_by("pk").select_related("before", "after", "by")
    ]


def leaves(organisation):
    """A partner leaves the network."""
    organisation.is_active = False
    organisation.save()
