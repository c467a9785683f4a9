from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duty.models import DutyMonth
from duty.services import set_duty
from tests.accounts.factories import UserFactory
from tests.conftest import DECEMBER, NOVEMBER
from tests.network.factories import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_duty_dutymonth:add"
EDIT = "wagtailsnippets_duty_dutymonth:edit"
DELETE = "wagtailsnippets_duty_dutymonth:delete"
LIST = "wagtailsnippets_duty_dutymonth:list"


@pytest.fixture
def partner():
    return OrganisationFactory(partner=True)


@pytest.fixture
def november(partner):
    return set_duty(month=NOVEMBER, partner=partner)


def _roster():
    return list(DutyMonth.objects.values_list("month", "partner"))


def _try_everything(client, month, partner):
    """Add December, move the month to the coordinators, delete it."""
    client.post(reverse(ADD), {"month": f"{DECEMBER}", "partner": partner.pk})
    client.post(reverse(EDIT, args=[month.pk]), {"month": f"{month.month}", "partner": ""})
    client.post(reverse(DELETE, args=[month.pk]))


def test_a_coordinator_plans_a_month(client, partner):
    client.force_login(UserFactory(coordinator=True))

    client.post(reverse(ADD), {"month": "2026-12-01", "partner": partner.pk})

    assert _roster() == [(DECEMBER, partner.pk)]


def test_a_coordinator_gives_a_month_to_another_partner_and_to_nobody(client, november):
    other = OrganisationFactory(partner=True)
    client.force_login(UserFactory(coordinator=True))
    address = reverse(EDIT, args=[november.pk])

    client.post(address, {"month": "2026-11-01", "partner": other.pk})
    given = _roster()
    client.post(address, {"month": "2026-11-01", "partner": ""})

    assert [given, _roster()] == [[(NOVEMBER, other.pk)], [(NOVEMBER, None)]]


def test_a_coordinator_deletes_a_month(client, november):
    client.force_login(UserFactory(coordinator=True))

    client.post(reverse(DELETE, args=[november.pk]))

    assert _roster() == []


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"month": "2026-12-02"}, "__all__"),
        ({"month": "2026-11-01"}, "month"),
        ({"month": "2026-12-01", "partner": "youth"}, "partner"),
        ({"month": ""}, "month"),
    ],
    ids=["not the first day", "a month that is planned", "no partner", "no month"],
)
def test_what_cannot_stand_in_the_roster_is_refused(client, november, entered, field):
    youth = OrganisationFactory()
    entered = {"partner": "", **entered}
    if entered["partner"]:
        entered["partner"] = youth.pk
    before = _roster()
    client.force_login(UserFactory(coordinator=True))

    answer = client.post(reverse(ADD), entered)

    assert (list(answer.context["form"].errors), _roster()) == ([field], before)


@pytest.mark.parametrize("on_duty", [True, False], ids=["on duty", "another partner"])
def test_a_partner_cannot_change_the_roster(client, partner, november, on_duty):
    organisation = partner if on_duty else OrganisationFactory(partner=True)
    client.force_login(member_of(organisation, role="lead"))
    before = _roster()

    _try_everything(client, november, partner)

    assert _roster() == before


def test_a_reader_cannot_change_the_roster(client, partner, november):
    before = _roster()

    _try_everything(client, november, partner)

    assert _roster() == before


@pytest.mark.parametrize("who", ["coordinator", "partner"])
def test_the_menu_leads_coordinators_to_the_roster_and_nobody_else(client, partner, who):
    user = UserFactory(coordinator=True) if who == "coordinator" else member_of(partner)
    client.force_login(user)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (reverse(LIST) in page) is (who == "coordinator")


def test_the_list_costs_the_same_for_one_month_and_for_three(client, django_assert_num_queries):
    client.force_login(UserFactory(coordinator=True))
    set_duty(month=date(2027, 1, 1), partner=OrganisationFactory(partner=True))
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as for_one:
        client.get(reverse(LIST))
    for month in (2, 3):
        set_duty(month=date(2027, month, 1), partner=OrganisationFactory(partner=True))

    with django_assert_num_queries(len(for_one)):
        answer = client.get(reverse(LIST))

    assert len(answer.context["object_list"]) == 3
