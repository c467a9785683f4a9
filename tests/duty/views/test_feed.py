"""The roster under secret addresses, and the screen where they are made."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from icalendar import Calendar

from accounts.tokens import hash_token
from duty import services
from duty.models import DutyCalendar
from duty.roster import month_after
from duty.services import set_duty
from network.services import add_member
from tests.accounts.factories import switch_on
from tests.conftest import DECEMBER, NOVEMBER
from tests.duty.ical_reader import days_of, read_calendar, text_of
from tests.duty.views.cast import FEBRUARY, JANUARY, MARCH
from tests.moderation.scene import NOON
from tests.network.factories import OrganisationFactory

SCREEN = "/cms/dezurstvo/koledar/"
REVOKE = f"{SCREEN}preklici/"
TODAY = NOON.date()


def _address(secret):
    return f"/dezurstva/{secret}.ics"


def _open(user, scope="own"):
    return _address(services.open_calendar(user=user, scope=scope, now=NOON))


def _events(answer):
    """Days (the last one excluded) and summary of everything in a calendar, in its order."""
    calendar = read_calendar(answer.content)
    return [(*days_of(event), text_of(event.values["SUMMARY"])) for event in calendar.parts]


def _month(month, who):
    return (month, month_after(month), _("Duty: %(partner)s") % {"partner": who})


# --- what an address hands out ---------------------------------------------------------------------
def test_the_own_calendar_has_the_months_of_ones_partner(cast, client):
    answer = client.get(_open(cast.helper))

    assert _events(answer) == [_month(NOVEMBER, "Dom"), _month(FEBRUARY, "Dom")]
    assert read_calendar(answer.content).values["X-WR-CALNAME"] == _("My duty")


def test_the_whole_calendar_has_every_month_until_the_plan_ends_and_names_gaps(cast, client):
    set_duty(month=JANUARY, partner=None)

    assert _events(client.get(_open(cast.helper, "whole"))) == [
        _month(NOVEMBER, "Dom"),
        _month(DECEMBER, "Klub"),
        _month(JANUARY, _("the coordinators")),
        _month(FEBRUARY, "Dom"),
        _month(MARCH, "Klub"),
    ]


def test_the_calendar_reaches_from_this_month_24_months_ahead(cast, client):
    for number in range(-2, 30):
        set_duty(month=month_after(NOVEMBER, number), partner=cast.dom)

    found = _events(client.get(_open(cast.helper)))

    assert [first for first, _after, _summary in found] == [
        month_after(NOVEMBER, number) for number in range(25)
    ]


def test_a_coordinators_own_months_are_those_without_a_partner(cast, client):
    set_duty(month=JANUARY, partner=None)

    assert _events(client.get(_open(cast.coordinator))) == [_month(JANUARY, _("the coordinators"))]


def test_a_stand_in_stands_in_the_calendar_of_both(cast, client):
    services.arrange_stand_in(
        partner=cast.klub,
        first_day=date(2026, 11, 12),
        last_day=date(2026, 11, 14),
        user=cast.coordinator,
        now=NOON,
        reason="Dopust; vsi, res.",
    )
    stood = (
        date(2026, 11, 12),
        date(2026, 11, 15),
        _("Stands in: %(partner)s") % {"partner": "Klub"},
    )

    of_klub = client.get(_open(cast.klub_lead))
    of_dom = client.get(_open(cast.dom_lead))

    assert _events(of_klub) == [_month(DECEMBER, "Klub"), _month(MARCH, "Klub"), stood]
    described = [
        text_of(event.values.get("DESCRIPTION", ""))
        for event in read_calendar(of_dom.content).parts
    ]
    assert [("Klub" in text, "12. 11." in text) for text in described] == [
        (True, True),
        (False, False),
    ]


def test_what_was_only_asked_for_stands_in_no_calendar(cast, client):
    services.ask_stand_in(
        partner=cast.klub, first_day=TODAY, last_day=TODAY, user=cast.dom_lead, now=NOON
    )

    assert _events(client.get(_open(cast.klub_lead))) == [
        _month(DECEMBER, "Klub"),
        _month(MARCH, "Klub"),
    ]


def test_a_calendar_says_the_same_twice_and_need_not_be_fetched_again(cast, client):
    address = _open(cast.helper, "whole")
    first = client.get(address)
    kept = {"HTTP_IF_NONE_MATCH": first["ETag"]}

    unchanged = client.get(address, **kept)
    services.plan_months(months={MARCH: cast.dom}, user=cast.coordinator, now=NOON)
    changed = client.get(address, **kept)

    assert (unchanged.status_code, unchanged.content, changed.status_code) == (304, b"", 200)
    assert [read_calendar(changed.content).parts[-1].values["UID"]] == [
        read_calendar(first.content).parts[-1].values["UID"]
    ]


def test_a_parser_that_is_not_ours_reads_a_calendar_without_complaint(cast, client):
    services.plan_months(months={JANUARY: cast.dom}, user=cast.coordinator, now=NOON)

    calendar = Calendar.from_ical(client.get(_open(cast.helper)).content)

    assert calendar.errors == []
    assert [
        (event.start, event.end, str(event["TRANSP"]), event.errors) for event in calendar.events
    ] == [(month, month_after(month), "TRANSPARENT", []) for month in (NOVEMBER, JANUARY, FEBRUARY)]


def test_nobody_on_the_way_keeps_a_calendar_or_learns_its_address(cast, client):
    answer = client.get(_open(cast.helper))

    names = ("Content-Type", "Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    assert {name: answer[name] for name in names} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "no-store, private",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "strict-origin",
    }
    assert not answer.cookies


def test_a_calendar_costs_the_same_for_few_months_and_for_many(
    cast, client, django_assert_num_queries
):
    address = _open(cast.helper, "whole")
    client.get(address)
    with CaptureQueriesContext(connection) as for_few:
        client.get(address)
    for number in range(5, 20):
        set_duty(month=month_after(NOVEMBER, number), partner=OrganisationFactory(partner=True))
        services.arrange_stand_in(
            partner=OrganisationFactory(partner=True),
            first_day=TODAY + timedelta(days=number),
            last_day=TODAY + timedelta(days=number),
            user=cast.coordinator,
            now=NOON,
        )

    with django_assert_num_queries(len(for_few)):
        client.get(address)


# --- secrets -----------------------------------------------------------------------------------------
def _leave(user):
    user.memberships.all().delete()


def _switch_off(user):
    user.is_active = False
    user.save()


def _revoke(user):
    services.revoke_calendar(user=user, scope="own", now=NOON)


def _make_another(user):
    services.open_calendar(user=user, scope="own", now=NOON)


@pytest.mark.parametrize(
    "end",
    [_revoke, _make_another, _switch_off, _leave],
    ids=["revoked", "replaced", "account switched off", "left the partner"],
)
def test_an_address_that_ended_is_not_found(cast, client, end):
    address = _open(cast.helper)

    end(cast.helper)

    assert client.get(address).status_code == 404


def test_an_address_of_a_partner_that_left_the_network_is_not_found(cast, client):
    address = _open(cast.helper)
    cast.dom.is_active = False
    cast.dom.save()

    assert client.get(address).status_code == 404


def test_a_revoked_address_does_not_come_back_with_the_account(cast, client):
    address = _open(cast.helper)
    _revoke(cast.helper)
    _switch_off(cast.helper)

    switch_on(cast.helper)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "secret", ["x", "%00", "%ff%fe", "..%2f..", "a" * 3000, "'--", "č", "null", "None"]
)
def test_a_guess_is_not_found(cast, client, secret):
    _open(cast.helper)

    assert client.get(_address(secret)).status_code == 404


def test_the_hash_of_a_secret_opens_nothing(cast, client):
    secret = services.open_calendar(user=cast.helper, scope="own", now=NOON)

    assert client.get(_address(hash_token(secret))).status_code == 404
    assert not DutyCalendar.objects.filter(secret_hash__contains=secret).exists()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_calendar_is_only_read(cast, client, method):
    assert client.generic(method, _open(cast.helper)).status_code == 405


def test_guesses_are_throttled_by_address_and_people_with_a_right_one_are_not(cast, client):
    address = _open(cast.helper)
    fetched = {client.get(address).status_code for _number in range(40)}

    guessed = [client.get(_address(f"ugibam-{number}")).status_code for number in range(40)]

    assert fetched == {200}
    assert (guessed.count(404), guessed.count(429)) == (30, 10)
    # Whoever guessed is not told either when a guess is right.
    assert client.get(address).status_code == 429
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code == 200


# --- the screen ------------------------------------------------------------------------------------
def _shown(answer):
    found = re.search(r"http://testserver(/dezurstva/[^<]+\.ics)", answer.content.decode())
    return found and found[1]


@pytest.mark.parametrize("scope", ["own", "whole"])
def test_a_new_address_is_shown_once_and_works(cast, as_, client, scope):
    browser = as_(cast.helper)

    made = browser.post(SCREEN, {"scope": scope})
    again = browser.get(SCREEN)

    address = _shown(made)
    assert (made.status_code, made["Referrer-Policy"], _shown(again)) == (201, "no-referrer", None)
    assert "no-store" in made["Cache-Control"]
    assert _events(client.get(address))
    assert [row.scope for row in again.context["calendars"]] == [scope]


def test_a_new_address_ends_the_old_one_of_the_same_choice(cast, as_):
    browser = as_(cast.helper)
    addresses = [
        _shown(browser.post(SCREEN, {"scope": scope})) for scope in ("own", "whole", "own")
    ]

    assert [browser.get(address).status_code for address in addresses] == [404, 200, 200]


def test_an_address_is_revoked_by_its_owner(cast, as_):
    address = _open(cast.helper)
    browser = as_(cast.helper)

    answer = browser.post(REVOKE, {"scope": "own"})

    assert (answer["Location"], browser.get(address).status_code) == (SCREEN, 404)


def test_nobody_sees_or_revokes_the_address_of_somebody_else(cast, as_):
    address = _open(cast.helper)
    browser = as_(cast.dom_lead)

    shown = list(browser.get(SCREEN).context["calendars"])
    browser.post(REVOKE, {"scope": "own", "user": cast.helper.pk})

    assert (shown, browser.get(address).status_code) == ([], 200)


@pytest.mark.parametrize("scope", ["", "all", "own\x00", None])
def test_a_choice_that_does_not_exist_makes_and_ends_nothing(cast, as_, scope):
    address = _open(cast.helper)
    browser = as_(cast.helper)
    sent = {} if scope is None else {"scope": scope}

    made, ended = browser.post(SCREEN, sent), browser.post(REVOKE, sent)

    assert (made.status_code, ended.status_code, _shown(made)) == (422, 302, None)
    assert (DutyCalendar.objects.count(), browser.get(address).status_code) == (1, 200)


def test_revoking_twice_says_that_there_is_nothing(cast, as_):
    _open(cast.helper)
    browser = as_(cast.helper)
    browser.post(REVOKE, {"scope": "own"})

    page = browser.post(REVOKE, {"scope": "own"}, follow=True)

    assert [message.level_tag for message in page.context["messages"]][-1] == "info"


@pytest.mark.parametrize(("address", "method"), [(SCREEN, "PUT"), (REVOKE, "GET"), (REVOKE, "PUT")])
def test_other_methods_are_refused(cast, as_, address, method):
    assert as_(cast.helper).generic(method, address).status_code == 405


def test_who_keeps_no_duty_makes_no_address(cast, as_):
    browser = as_(cast.guest)

    answers = [browser.get(SCREEN), browser.post(SCREEN, {"scope": "whole"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not DutyCalendar.objects.exists()


def test_own_follows_the_person_to_another_partner(cast, client):
    address = _open(cast.helper)
    _leave(cast.helper)
    add_member(organisation=cast.klub, user=cast.helper)

    assert _events(client.get(address)) == [_month(DECEMBER, "Klub"), _month(MARCH, "Klub")]
