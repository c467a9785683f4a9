from datetime import date, datetime, timedelta

import pytest

from duty.answers import DutyNow, duty_answer, duty_now
from duty.models import DutyMonth
from duty.roster import LJUBLJANA, starts_at
from duty.services import set_duty
from network.duty_answer import duty_at
from network.rights import Duty, Person, is_on_duty
from tests.conftest import DECEMBER, NOVEMBER
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 18, 10, tzinfo=LJUBLJANA)
OCTOBER, JANUARY = date(2026, 10, 1), date(2027, 1, 1)


@pytest.fixture
def partners():
    """One for each month from October to January."""
    partners = [OrganisationFactory(partner=True) for _ in range(4)]
    for month, partner in zip((OCTOBER, NOVEMBER, DECEMBER, JANUARY), partners, strict=True):
        set_duty(month=month, partner=partner)
    return partners


def test_the_answer_names_this_months_partner_and_the_next_months(partners):
    _last, november, december, _later = partners

    assert duty_answer(NOW) == Duty(partner=november.pk, next_partner=december.pk)
    assert duty_now(NOW) == DutyNow(month=NOVEMBER, partner=november, next_partner=december)


def test_the_answer_changes_at_midnight_and_nothing_waits_for_a_job(partners):
    october, november, december, _later = partners
    midnight = starts_at(NOVEMBER)

    assert [duty_answer(midnight - timedelta(microseconds=1)), duty_answer(midnight)] == [
        Duty(october.pk, november.pk),
        Duty(november.pk, december.pk),
    ]


def test_the_answer_goes_over_the_years_end(partners):
    _october, _november, december, january = partners

    assert duty_answer(datetime(2026, 12, 31, 23, 59, tzinfo=LJUBLJANA)) == Duty(
        december.pk, january.pk
    )


@pytest.mark.parametrize(
    "facts",
    [{"is_active": False}, {"is_partner": False}],
    ids=["has left the network", "takes duty no more"],
)
def test_a_partner_that_cannot_keep_its_month_leaves_it_to_the_coordinators(partners, facts):
    _october, november, december, _january = partners
    for name, value in facts.items():
        setattr(november, name, value)
    november.save()

    answer = duty_answer(NOW)

    assert answer == Duty(partner=None, next_partner=december.pk)
    assert duty_now(NOW) == DutyNow(month=NOVEMBER, partner=None, next_partner=december)
    assert is_on_duty(Person(1, is_coordinator=True), answer)
    assert not is_on_duty(Person(2, member_of=frozenset({november.pk})), answer)


@pytest.mark.parametrize(
    "facts",
    [{"is_active": False}, {"is_partner": False}],
    ids=["has left the network", "takes duty no more"],
)
def test_a_partner_that_cannot_keep_the_next_month_is_not_named(partners, facts):
    _october, november, december, _january = partners
    for name, value in facts.items():
        setattr(december, name, value)
    december.save()

    assert duty_answer(NOW) == Duty(partner=november.pk, next_partner=None)


@pytest.mark.parametrize("given_to_coordinators", [True, False])
def test_a_month_without_a_partner_falls_to_the_coordinators(given_to_coordinators):
    if given_to_coordinators:
        set_duty(month=NOVEMBER, partner=None)

    answer = duty_answer(NOW)

    assert answer == Duty(None, None)
    assert duty_now(NOW) == DutyNow(month=NOVEMBER, partner=None, next_partner=None)
    assert is_on_duty(Person(1, is_coordinator=True), answer)


def test_rights_and_listings_get_the_rosters_answer(partners):
    _october, november, december, january = partners

    assert [duty_at(NOW), duty_at(starts_at(DECEMBER))] == [
        Duty(november.pk, december.pk),
        Duty(december.pk, january.pk),
    ]


def test_the_answer_costs_one_query(partners, django_assert_num_queries):
    with django_assert_num_queries(1):
        duty_answer(NOW)
    with django_assert_num_queries(1):
        now = duty_now(NOW)
        assert {now.partner.name, now.next_partner.name} == {
            partner.name for partner in partners[1:3]
        }


def test_set_duty_keeps_one_row_for_a_month_whatever_day_is_named():
    first, second = OrganisationFactory(partner=True), OrganisationFactory(partner=True)
    set_duty(month=date(2026, 11, 17), partner=first)

    set_duty(month=NOVEMBER, partner=second)

    assert list(DutyMonth.objects.values_list("month", "partner")) == [(NOVEMBER, second.pk)]


def test_set_duty_gives_a_month_back_to_the_coordinators():
    set_duty(month=NOVEMBER, partner=OrganisationFactory(partner=True))

    set_duty(month=NOVEMBER, partner=None)

    assert list(DutyMonth.objects.values_list("month", "partner")) == [(NOVEMBER, None)]
