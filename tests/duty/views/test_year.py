"""A year of the roster in the CMS."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from duty.models import DutyMonth, ImpossibleMonth, RosterChange
from duty.roster import month_after
from duty.services import set_duty
from mail.models import OutgoingMail
from tests.accounts.factories import UserFactory
from tests.conftest import DECEMBER, NOVEMBER
from tests.duty.views.cast import FEBRUARY, JANUARY, MARCH
from tests.duty.views.year_posts import year_as_shown
from tests.network.factories import OrganisationFactory

ADDRESS = "/cms/dezurstvo/leto/2027/"
APRIL = month_after(MARCH)


def _plan():
    return dict(DutyMonth.objects.values_list("month", "partner"))


def _post(client, address=ADDRESS, without=(), **changes):
    sent = year_as_shown(2027, DECEMBER, **changes)
    return client.post(address, {name: sent[name] for name in sent if name not in without})


def _rows(answer):
    return {row.month: row for row in answer.context["form"].rows()}


def _chosen(answer):
    return {
        month: next((cell.name for cell in row.cells if cell.is_chosen), None)
        for month, row in _rows(answer).items()
    }


def test_the_grid_shows_who_has_which_month(cast, as_):
    answer = as_(cast.coordinator).get(ADDRESS)

    empty = _("coordinators")
    assert list(_chosen(answer).values()) == ["Center", "Dom", "Klub"] + [empty] * 9
    assert answer.context["form"].heads() == ["Center", "Dom", "Klub", empty]


def test_the_grid_closes_months_that_have_begun_and_says_whose_they_were(cast, as_):
    cast.dom.is_active = False
    cast.dom.save()

    rows = _rows(as_(cast.coordinator).get("/cms/dezurstvo/leto/2026/"))

    assert [month.month for month, row in rows.items() if row.is_open] == [12]
    assert [cell.name for cell in rows[NOVEMBER].cells if cell.is_chosen] == ["Dom"]
    assert {cell.can_be_chosen for cell in rows[NOVEMBER].cells} == {False}
    assert [cell.name for cell in rows[DECEMBER].cells if cell.can_be_chosen] == [
        "Center",
        "Klub",
        _("coordinators"),
    ]


def test_the_grid_marks_what_a_partner_cannot_take(cast, as_):
    ImpossibleMonth.objects.create(partner=cast.klub, month=APRIL)

    rows = _rows(as_(cast.coordinator).get(ADDRESS))

    assert [
        (month, cell.name)
        for month, row in rows.items()
        for cell in row.cells
        if cell.is_impossible
    ] == [(APRIL, "Klub")]


def test_a_coordinator_gives_a_month_and_those_concerned_get_mail(cast, as_):
    answer = _post(as_(cast.coordinator), m01=cast.klub, m04=cast.dom)

    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
    assert (_plan()[JANUARY], _plan()[APRIL]) == (cast.klub.pk, cast.dom.pk)
    assert set(OutgoingMail.objects.values_list("recipient", flat=True)) == {
        user.email for user in (cast.center_lead, cast.klub_lead, cast.dom_lead, cast.helper)
    }


def test_a_coordinator_gives_a_month_back_to_the_coordinators(cast, as_):
    _post(as_(cast.coordinator), m02=None)

    assert _plan()[FEBRUARY] is None


def test_saving_what_is_there_changes_nothing(cast, as_):
    _post(as_(cast.coordinator))

    assert (RosterChange.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_and_what_was_chosen_stays(cast, as_):
    sent = year_as_shown(2027, DECEMBER, m01=cast.klub, m04=cast.dom)
    set_duty(month=JANUARY, partner=cast.dom)

    answer = as_(cast.coordinator).post(ADDRESS, sent)

    rows = _rows(answer)
    assert (answer.status_code, _plan()[JANUARY], APRIL in _plan()) == (409, cast.dom.pk, False)
    assert [month for month, row in rows.items() if row.has_error] == [JANUARY]
    assert (rows[JANUARY].was, rows[APRIL].was) == ("Dom", _("coordinators"))
    assert (_chosen(answer)[JANUARY], _chosen(answer)[APRIL]) == ("Klub", "Dom")
    # What is shown now is what the next attempt has seen.
    assert rows[JANUARY].shown == str(cast.dom.pk)


def test_saving_again_after_a_conflict_carries_out_what_was_chosen(cast, as_):
    set_duty(month=JANUARY, partner=cast.dom)

    _post(as_(cast.coordinator), m01=cast.klub)

    assert _plan()[JANUARY] == cast.klub.pk


def test_the_suggestion_fills_gaps_marks_them_and_saves_nothing(cast, as_):
    before = _plan()

    answer = as_(cast.coordinator).get(ADDRESS, {"predlog": "1"})

    chosen = _chosen(answer)
    assert _("coordinators") not in chosen.values()
    assert {month: chosen[month] for month in (JANUARY, FEBRUARY, MARCH)} == {
        JANUARY: "Center",
        FEBRUARY: "Dom",
        MARCH: "Klub",
    }
    assert [month for month, row in _rows(answer).items() if row.was] == [
        month_after(MARCH, number) for number in range(1, 10)
    ]
    assert (_plan(), answer.context["differing"]) == (before, 9)


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(cast, as_, method):
    before = _plan()

    getattr(as_(cast.coordinator), method)(ADDRESS, {"predlog": "1", "mesec-2027-04": cast.dom.pk})

    assert _plan() == before


def test_partners_read_the_year_and_cannot_change_it(cast, as_):
    client = as_(cast.dom_lead)

    page = client.get(ADDRESS, {"predlog": "1"})
    refused = _post(client, m01=cast.dom)

    main = page.content.decode().partition("<main")[2].partition("</main")[0]
    assert (page.status_code, "<form class=" in main) == (
        200,
        False,
    )
    assert _chosen(page)[month_after(MARCH)] == _("coordinators")
    assert (refused["Location"], _plan()[JANUARY]) == ("/cms/", cast.center.pk)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"mesec-2027-01": ""}, 422),
        ({"mesec-2027-01": "999999"}, 422),
        ({"mesec-2027-01": "-1"}, 422),
        ({"mesec-2027-01": "youth"}, 422),
        ({"mesec-2027-01": "guest"}, 422),
        ({"videno-2027-01": ""}, 422),
        ({"videno-2027-01": "-4"}, 422),
        ({"videno-2027-01": "9" * 40}, 422),
        ({"videno-2027-01": "123456"}, 409),
        ({"videno-2027-01": "x\x00"}, 422),
    ],
    ids=[
        "nobody",
        "no organisation",
        "below nought",
        "a youth organisation",
        "who left the network",
        "nothing seen",
        "seen below nought",
        "seen too much",
        "somebody else seen",
        "no number",
    ],
)
def test_what_cannot_stand_in_the_roster_is_refused(cast, as_, changed, status):
    gone = OrganisationFactory(partner=True, is_active=False)
    numbers = {"youth": str(OrganisationFactory().pk), "guest": str(gone.pk)}
    before = _plan()
    sent = year_as_shown(2027, DECEMBER, m04=cast.dom)
    sent |= {name: numbers.get(value, value) for name, value in changed.items()}

    answer = as_(cast.coordinator).post(ADDRESS, sent)

    assert (answer.status_code, _plan()) == (status, before)
    # What was chosen elsewhere on the form still stands in it.
    assert _chosen(answer)[APRIL] == "Dom"


@pytest.mark.parametrize("missing", ["mesec-2027-01", "videno-2027-01"])
def test_half_a_form_does_not_empty_half_a_year(cast, as_, missing):
    before = _plan()

    answer = _post(as_(cast.coordinator), without=(missing,), m04=cast.dom)

    assert (answer.status_code, _plan()) == (422, before)


def test_a_month_that_has_begun_is_not_changed_by_a_form_that_names_it(cast, as_):
    sent = year_as_shown(2026, DECEMBER)
    sent |= {"mesec-2026-11": str(cast.klub.pk), "videno-2026-11": str(cast.dom.pk)}

    as_(cast.coordinator).post("/cms/dezurstvo/leto/2026/", sent)

    assert _plan()[NOVEMBER] == cast.dom.pk


@pytest.mark.parametrize("year", [0, 1, 2020, 2029, 9999, 10**12, "abc", -1, "9" * 30])
def test_only_years_near_by_have_a_page(cast, as_, year):
    client = as_(cast.coordinator)
    address = f"/cms/dezurstvo/leto/{year}/"

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(cast, as_, method):
    assert as_(cast.coordinator).generic(method, ADDRESS).status_code == 405


def test_superusers_plan_as_well(cast, as_):
    _post(as_(UserFactory(is_superuser=True)), m04=cast.dom)

    assert _plan()[APRIL] == cast.dom.pk


def test_whoever_was_signed_out_changes_nothing(cast, client):
    before = _plan()

    answer = _post(client, m04=cast.dom)

    assert (answer.status_code, _plan()) == (403, before)


def test_the_grid_costs_the_same_for_few_months_and_partners_and_for_many(
    cast, as_, django_assert_num_queries
):
    client = as_(cast.coordinator)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as for_few:
        client.get(ADDRESS, {"predlog": "1"})
    for month in range(4, 13):
        partner = OrganisationFactory(partner=True)
        set_duty(month=date(2027, month, 1), partner=partner)
        ImpossibleMonth.objects.create(partner=partner, month=APRIL)

    with django_assert_num_queries(len(for_few)):
        client.get(ADDRESS, {"predlog": "1"})
