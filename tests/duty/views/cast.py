"""Who keeps the roster in the tests of its screens: three partners in turn, at noon in November."""

from dataclasses import dataclass

from accounts.models import User
from duty.roster import month_after
from duty.services import set_duty
from network.models import Organisation, Role
from tests.accounts.factories import UserFactory
from tests.conftest import NOVEMBER
from tests.network.factories import OrganisationFactory, member_of

DECEMBER, JANUARY, FEBRUARY, MARCH = (month_after(NOVEMBER, number) for number in (1, 2, 3, 4))


@dataclass
class Cast:
    """``dom`` has November and February, ``klub`` December and March, ``center`` January.

    Each has a lead of its name; ``helper`` is a member of ``dom``, ``guest`` of an organisation that
    uses the CMS and takes no duty.
    """

    dom: Organisation
    klub: Organisation
    center: Organisation
    dom_lead: User
    klub_lead: User
    center_lead: User
    helper: User
    guest: User
    coordinator: User


def set_cast() -> Cast:
    dom, klub, center = (
        OrganisationFactory(name=name, slug=name.lower(), partner=True)
        for name in ("Dom", "Klub", "Center")
    )
    for month, partner in (
        (NOVEMBER, dom),
        (DECEMBER, klub),
        (JANUARY, center),
        (FEBRUARY, dom),
        (MARCH, klub),
    ):
        set_duty(month=month, partner=partner)
    return Cast(
        dom=dom,
        klub=klub,
        center=center,
        dom_lead=member_of(dom, Role.LEAD, username="dom"),
        klub_lead=member_of(klub, Role.LEAD, username="klub"),
        center_lead=member_of(center, Role.LEAD, username="center"),
        helper=member_of(dom, username="pomoc"),
        guest=member_of(OrganisationFactory(is_cms_open=True), Role.LEAD, username="gost"),
        coordinator=UserFactory(username="koordinatorka", coordinator=True),
    )
