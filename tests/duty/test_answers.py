from datetime import date, datetime, timedelta

import pytest

from duty.answers import DutyNow, duty_answer, duty_now
from duty.models import DutyMonth, StandIn
from duty.roster import LJUBLJANA, period_of, starts_at
from duty.services import set_duty
from network.duty_answer import duty_at
from network.rights import Duty, Person, is_on_duty
from tests.conftest import DECEMBER, NOVEMBER
from tests.duty.rows import stands_in
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 18, 10, tzinfo=LJUBLJANA)
MICROSECOND = timedelta(microseconds=1)
OCTOBER, JANUARY = date(2026, 10, 1), date(2027, 1, 1)


def _noon(year, month, day):
    return datetime(year, month, day, 12, tzinfo=LJUBLJANA)


@pytest.fixture
def partners():
    """One for each month from October to January."""
    partners = [OrganisationFactory(partner=True) for _ in range(4)]
    for month, partner in zip((OCTOBER, NOVEMBER, DECEMBER, JANUARY), partners, strict=True):
        set_duty(month=month, partner=partner)
    return partners


def now_is(partner, following, **facts) -> DutyNow:
    """November's answer; without more facts, its partner keeps all of it."""
    usual = {
        "month_partner": partner,
        "stand_in": False,
        "since": starts_at(NOVEMBER),
        "until": starts_at(DECEMBER),
    }
    return DutyNow(month=NOVEMBER, partner=partner, next_partner=following, **{**usual, **facts})


def test_the_answer_names_this_months_partner_and_the_next_months(partners):
    _last, november, december, _later = partners

    assert duty_answer(NOW) == Duty(partner=november.pk, next_partner=december.pk)
    assert duty_now(NOW) == now_is(november, december)


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
    assert duty_now(NOW) == now_is(None, december)
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
    assert duty_now(NOW) == now_is(None, None, since=starts_at(OCTOBER), until=starts_at(JANUARY))
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


# --- stand-ins ------------------------------------------------------------------------------


@pytest.fixture
def helper(partners):
    return partners[3]


def test_who_stands_in_is_on_duty_for_its_days_alone(partners, helper):
    _october, november, december, _january = partners
    stands_in(helper, date(2026, 11, 18), date(2026, 11, 19))
    begins, ends = period_of(date(2026, 11, 18), date(2026, 11, 19))

    assert [duty_answer(at) for at in (begins - MICROSECOND, begins, ends - MICROSECOND, ends)] == [
        Duty(november.pk, december.pk),
        Duty(helper.pk, december.pk),
        Duty(helper.pk, december.pk),
        Duty(november.pk, december.pk),
    ]


def test_the_page_of_now_names_who_stands_in_and_whose_month_it_is(partners, helper):
    _october, november, december, _january = partners
    stands_in(helper, date(2026, 11, 18), date(2026, 11, 19))
    begins, ends = period_of(date(2026, 11, 18), date(2026, 11, 19))

    assert duty_now(NOW) == now_is(
        helper, december, month_partner=november, stand_in=True, since=begins, until=ends
    )


def test_a_month_without_a_partner_is_kept_by_who_stands_in(partners, helper):
    set_duty(month=NOVEMBER, partner=None)
    stands_in(helper, date(2026, 11, 18), date(2026, 11, 18))

    assert duty_answer(NOW).partner == helper.pk


def test_a_stand_in_goes_over_the_months_end(partners, helper):
    stands_in(helper, date(2026, 11, 30), date(2026, 12, 2))

    assert [duty_answer(starts_at(DECEMBER)), duty_answer(_noon(2026, 12, 3))] == [
        Duty(helper.pk, helper.pk),
        Duty(partners[2].pk, helper.pk),
    ]


@pytest.mark.parametrize(
    "state", ["asked", "declined", "withdrawn", "impossible"], ids=lambda state: state
)
def test_what_was_not_agreed_upon_changes_nothing(partners, helper, state):
    row = stands_in(helper, date(2026, 11, 18), date(2026, 11, 19))
    answered_at = None if state == "asked" else row.answered_at
    StandIn.objects.update(state=state, answered_at=answered_at)

    assert duty_answer(NOW).partner == partners[1].pk


def test_what_ended_early_counts_until_it_ended(partners, helper):
    ended = NOW - timedelta(minutes=5)
    stands_in(helper, date(2026, 11, 18), date(2026, 11, 19), state="ended", ended_at=ended)

    assert [duty_answer(at).partner for at in (ended - MICROSECOND, ended, NOW)] == [
        helper.pk,
        partners[1].pk,
        partners[1].pk,
    ]


def test_what_ended_before_it_began_never_counts(partners, helper):
    ended = _noon(2026, 11, 17)
    stands_in(helper, date(2026, 11, 18), date(2026, 11, 19), state="ended", ended_at=ended)

    assert duty_answer(NOW).partner == partners[1].pk
    assert duty_now(NOW) == now_is(partners[1], partners[2])


@pytest.mark.parametrize("facts", [{"is_active": False}, {"is_partner": False}], ids=str)
def test_a_partner_that_left_stands_in_for_nobody(partners, helper, facts):
    stands_in(helper, date(2026, 11, 18), date(2026, 11, 19))
    for name, value in facts.items():
        setattr(helper, name, value)
    helper.save()

    assert duty_answer(NOW).partner == partners[1].pk
    assert duty_now(NOW) == now_is(partners[1], partners[2])


def test_the_people_who_stand_in_are_on_duty_and_those_of_the_month_are_not(partners, helper):
    stands_in(helper, date(2026, 11, 18), date(2026, 11, 19))
    answer = duty_at(NOW)

    assert [
        is_on_duty(Person(1, member_of=frozenset({partner.pk})), answer)
        for partner in (helper, partners[1])
    ] == [True, False]


def test_the_answer_costs_one_query_whoever_stands_in(partners, helper, django_assert_num_queries):
    for partner in partners:
        stands_in(partner, date(2026, 11, 18), date(2026, 11, 19))

    with django_assert_num_queries(1):
        duty_answer(NOW)
    with django_assert_num_queries(1):
        assert duty_now(NOW).partner.name == helper.name


def test_set_duty_keeps_one_row_for_a_month_whatever_day_is_named():
    first, second = OrganisationFactory(partner=True), OrganisationFactory(partner=True)
    set_duty(month=date(2026, 11, 17), partner=first)

    set_duty(month=NOVEMBER, partner=second)

    assert list(DutyMonth.objects.values_list("month", "partner")) == [(NOVEMBER, second.pk)]


def test_set_duty_gives_a_month_back_to_the_coordinators():
    set_duty(month=NOVEMBER, partner=OrganisationFactory(partner=True))

    set_duty(month=NOVEMBER, partner=None)

    assert list(DutyMonth.objects.values_list("month", "partner")) == [(NOVEMBER, None)]
