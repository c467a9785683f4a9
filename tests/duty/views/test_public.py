"""The roster as readers see it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duty.roster import month_after
from duty.services import set_duty
from tests.conftest import DECEMBER, NOVEMBER
from tests.duty.rows import stands_in
from tests.moderation.scene import NOON
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def partners():
    """The partners of November and December."""
    found = [
        OrganisationFactory(
            name="Kulturni dom", slug="kulturni-dom", partner=True, email="dom@example.org"
        ),
        OrganisationFactory(name="Klub", slug="klub-d", partner=True, phone="02 123 45 67"),
    ]
    for month, partner in zip((NOVEMBER, DECEMBER), found, strict=True):
        set_duty(month=month, partner=partner)
    return found


def _months(answer):
    return [(item.month, item.partner) for item in answer.context["months"]]


def test_the_page_says_who_edits_how_to_reach_them_and_who_is_next(client, partners):
    now, following = partners

    answer = client.get("/dezurstvo/")

    page = answer.content.decode()
    assert answer.context["duty"].partner == now
    assert [
        link in page for link in ('href="/organizacije/kulturni-dom/"', "mailto:dom@example.org")
    ] == [True, True]
    assert _months(answer) == [
        (DECEMBER, following),
        *((month_after(DECEMBER, number), None) for number in range(1, 12)),
    ]


def test_the_page_names_the_phone_of_whoever_has_one(client, partners, clock):
    clock.move_to(NOON.replace(month=12))

    assert 'href="tel:021234567"' in client.get("/dezurstvo/").content.decode()


def test_the_page_names_who_stands_in_for_whom_and_until_when(client, partners):
    month_partner, stand_in = partners
    stands_in(stand_in, NOON.date(), NOON.date() + timedelta(days=2))

    answer = client.get("/dezurstvo/")

    duty, page = answer.context["duty"], answer.content.decode()
    box = page.partition('class="facts_box')[2].partition("</section>")[0]
    assert (duty.partner, duty.month_partner, duty.stand_in) == (stand_in, month_partner, True)
    assert [part in box for part in ("tel:021234567", "Kulturni dom", "12")] == [True] * 3


def test_the_page_works_where_nobody_is_in_the_roster(client):
    answer = client.get("/dezurstvo/")

    assert (answer.status_code, answer.context["duty"].partner) == (200, None)
    assert 'href="/sporoci-napako/"' in answer.content.decode()
    assert _months(answer) == [(month_after(DECEMBER, number), None) for number in range(12)]


@pytest.mark.parametrize(
    "facts", [{"is_active": False}, {"is_partner": False}], ids=["left", "no partner"]
)
def test_the_page_names_nobody_who_takes_no_duty(client, partners, facts):
    for partner in partners:
        for name, value in facts.items():
            setattr(partner, name, value)
        partner.save()

    answer = client.get("/dezurstvo/")

    assert (answer.context["duty"].partner, {partner for _month, partner in _months(answer)}) == (
        None,
        {None},
    )


@pytest.mark.parametrize("address", ["/en/dezurstvo/", "/de/dezurstvo/"])
def test_the_page_stands_in_every_language_and_leads_to_organisations_in_it(
    client, partners, address
):
    answer = client.get(address)

    language = address.split("/")[1]
    assert (answer.status_code, f'<html lang="{language}">' in answer.content.decode()) == (
        200,
        True,
    )
    assert f'href="/{language}/organizacije/kulturni-dom/"' in answer.content.decode()


def test_the_page_only_shows(client, partners):
    assert [
        client.generic(method, "/dezurstvo/").status_code for method in ("POST", "PUT", "DELETE")
    ] == [405] * 3


def test_the_page_costs_the_same_for_one_month_and_for_twelve(
    client, partners, django_assert_num_queries
):
    client.get("/dezurstvo/")
    with CaptureQueriesContext(connection) as for_two:
        client.get("/dezurstvo/")
    for number in range(2, 13):
        set_duty(
            month=month_after(date(2026, 11, 1), number), partner=OrganisationFactory(partner=True)
        )

    with django_assert_num_queries(len(for_two)):
        client.get("/dezurstvo/")


def test_every_page_names_the_partner_on_duty_and_leads_to_the_roster(client, partners):
    page = client.get("/iskanje/").content.decode()

    footer = page[page.index("<footer") :]
    assert [part in footer for part in ("/organizacije/kulturni-dom/", 'href="/dezurstvo/"')] == [
        True,
        True,
    ]
