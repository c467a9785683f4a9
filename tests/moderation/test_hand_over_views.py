from datetime import date, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from duty.roster import LJUBLJANA
from duty.services import set_duty
from moderation import services
from moderation.errors import NotAllowed, TooLate
from moderation.models import HandOver
from tests.accounts.factories import UserFactory
from tests.moderation.scene import LATER, NOON, as_read, submitted_by
from tests.network.factories import OrganisationFactory, member_of

INDEX = "/cms/pregled/predaja/"
DECEMBER = date(2026, 12, 1)
LAST_DAYS = datetime(2026, 11, 28, 9, tzinfo=LJUBLJANA)
BEGINS = datetime(2026, 12, 1, tzinfo=LJUBLJANA)
WORDS = "Kino ima napačno uro."


@pytest.fixture
def third(scene):
    """Somebody of a partner that has neither this month nor the next."""
    return member_of(OrganisationFactory(partner=True), username="tretja")


def address(name="hand_over", year=2026, month=12):
    return reverse(f"moderation:{name}", args=[year, month])


def typed(**facts):
    return {"text": WORDS, "version": 0, **facts}


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def sign_in(client, user, clock, now):
    clock.move_to(now)
    client.force_login(user)
    return client


# --- who reads -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("decider", 200),
        ("follower", 200),
        ("coordinator", 200),
        ("root", 200),
        ("author", 302),
    ],
)
def test_the_coming_hand_over_is_for_both_partners_and_the_coordinators(
    scene, client, clock, who, status
):
    sign_in(client, getattr(scene, who), clock, LAST_DAYS)

    assert client.get(address()).status_code == status


def test_the_coming_hand_over_is_not_for_a_third_partner(scene, client, clock, third):
    sign_in(client, third, clock, LAST_DAYS)

    assert client.get(address()).status_code == 404
    shown = client.get(INDEX).context["hand_over"]
    assert shown.month == date(2026, 11, 1)


def test_an_organisation_to_which_the_cms_is_open_reads_no_hand_over(scene, client, clock):
    open_to = member_of(OrganisationFactory(is_cms_open=True))
    sign_in(client, open_to, clock, BEGINS)

    for path in (INDEX, address()):
        assert client.get(path).status_code == 404
    for name in ("hand_over_notes", "confirm_hand_over"):
        assert client.post(address(name), typed()).status_code == 404


def test_whoever_is_signed_out_is_led_to_the_sign_in(scene, client, clock):
    clock.move_to(LAST_DAYS)

    for path in (INDEX, address()):
        answer = client.get(path)
        assert (answer.status_code, "/prijava/" in answer.url or "login" in answer.url) == (
            302,
            True,
        )


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (datetime(2026, 11, 27, 23, 59, 59, tzinfo=LJUBLJANA), date(2026, 11, 1)),
        (datetime(2026, 11, 28, tzinfo=LJUBLJANA), DECEMBER),
        (BEGINS, DECEMBER),
    ],
)
def test_the_newest_hand_over_stands_first(scene, client, clock, now, month):
    sign_in(client, scene.decider, clock, now)

    assert client.get(INDEX).context["hand_over"].month == month


@pytest.mark.parametrize(
    ("year", "month"),
    [(2026, 13), (2026, 0), (0, 1), (10000, 1), (10**30, 12), (2026, 10**30), (2027, 1), (2025, 1)],
)
@pytest.mark.parametrize("who", ["coordinator", "decider"])
def test_there_is_no_hand_over_of_impossible_and_unknown_months(
    scene, client, clock, who, year, month
):
    sign_in(client, getattr(scene, who), clock, LAST_DAYS)

    assert client.get(address(year=year, month=month)).status_code == 404
    for name in ("hand_over_notes", "confirm_hand_over"):
        answer = client.post(address(name, year, month), typed())
        assert answer.status_code == 404
    assert HandOver.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["/cms/pregled/predaja/-1/1/", "/cms/pregled/predaja/a/b/", "/cms/pregled/predaja/1/"]
)
def test_addresses_that_are_none_are_not_found(scene, client, clock, path):
    sign_in(client, scene.coordinator, clock, LAST_DAYS)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "2\x00", ""])
def test_the_list_of_hand_overs_takes_any_page_number(scene, client, clock, page):
    sign_in(client, scene.coordinator, clock, BEGINS)

    assert client.get(INDEX, {"page": page}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_takes_no_other_method(scene, client, clock, method):
    sign_in(client, scene.coordinator, clock, BEGINS)

    for path in (INDEX, address()):
        assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "head"])
def test_writing_takes_no_other_method(scene, client, clock, method):
    sign_in(client, scene.coordinator, clock, LAST_DAYS)

    for name in ("hand_over_notes", "confirm_hand_over"):
        assert getattr(client, method)(address(name)).status_code == 405
    assert HandOver.objects.count() == 0


# --- whose words ---------------------------------------------------------------------------------
def test_nobody_meets_foreign_words_before_they_may_and_after(scene, client, clock, third):
    """The next partner reads titles from 00:00; who has duty later reads those that are public."""
    waiting = submitted_by(scene.author, scene.youth, title="Skrito čakajoče")
    returned = submitted_by(scene.author, scene.youth, title="Skrito vrnjeno")
    services.send_back(
        page_id=returned.pk, user=scene.decider, now=LATER, comment="Ura?", **as_read(returned)
    )

    def words(user, now):
        body = sign_in(client, user, clock, now).get(address()).content.decode()
        return [title for title in ("Skrito čakajoče", "Skrito vrnjeno") if title in body]

    assert words(scene.decider, LAST_DAYS) == ["Skrito čakajoče"]
    assert words(scene.follower, BEGINS - timedelta(seconds=1)) == []
    assert words(scene.coordinator, LAST_DAYS) == ["Skrito čakajoče", "Skrito vrnjeno"]
    services.begin_month(BEGINS)
    assert words(scene.follower, BEGINS) == ["Skrito čakajoče"]
    assert words(scene.decider, BEGINS) == []
    assert words(third, BEGINS) == []
    clock.move_to(BEGINS)
    services.approve(page_id=waiting.pk, user=scene.follower, now=BEGINS, **as_read(waiting))
    assert words(third, BEGINS + timedelta(days=40)) == ["Skrito čakajoče"]


def test_the_organisation_and_the_age_are_told_to_both_partners(scene, client, clock):
    submitted_by(scene.author, scene.youth)
    sign_in(client, scene.follower, clock, LAST_DAYS)

    body = client.get(address()).content.decode()

    assert ("Mladinski klub" in body, "13. 11. 2026" in body) == (True, True)


def test_markup_in_notes_and_titles_is_shown_as_words(scene, client, clock):
    submitted_by(scene.author, scene.youth, title="<script>alert(1)</script>")
    sign_in(client, scene.decider, clock, LAST_DAYS)
    client.post(address("hand_over_notes"), typed(text="<img src=x onerror=alert(2)>"))

    body = client.get(address()).content.decode()

    assert ("<script>alert" in body, "<img src=x" in body) == (False, False)
    assert ("&lt;script&gt;alert(1)" in body, "&lt;img src=x" in body) == (True, True)


# --- notes ---------------------------------------------------------------------------------------
def test_notes_are_saved_and_shown(scene, client, clock):
    sign_in(client, scene.decider, clock, LAST_DAYS)

    answer = client.post(address("hand_over_notes"), typed())

    assert (answer.status_code, answer.url) == (302, address())
    assert said(answer) == [gettext("The notes are saved.")]
    assert WORDS in client.get(address()).content.decode()


def test_notes_of_two_at_once_are_both_on_the_screen(scene, client, clock):
    sign_in(client, scene.decider, clock, LAST_DAYS)
    client.post(address("hand_over_notes"), typed(text="Ona je bila hitrejša."))

    answer = client.post(address("hand_over_notes"), typed())

    body = answer.content.decode()
    assert answer.status_code == 409
    assert ("Ona je bila hitrejša." in body, WORDS in body) == (True, True)
    assert HandOver.objects.get().notes == "Ona je bila hitrejša."
    joined = typed(text=f"Oboje. {WORDS}", version=answer.context["notes_form"].initial["version"])
    assert client.post(address("hand_over_notes"), joined).status_code == 302
    assert HandOver.objects.get().notes == f"Oboje. {WORDS}"


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"version": ""}, ["version"]),
        ({"version": "x"}, ["version"]),
        ({"version": "-1"}, ["version"]),
        ({"version": "9" * 30}, ["version"]),
        ({"text": "a" * 4001}, ["text"]),
        ({"text": "a\x00b"}, ["text"]),
    ],
)
def test_notes_that_cannot_be_taken_come_back(scene, client, clock, facts, wrong):
    sign_in(client, scene.decider, clock, LAST_DAYS)

    answer = client.post(address("hand_over_notes"), typed(**facts))

    assert (answer.status_code, list(answer.context["notes_form"].errors)) == (422, wrong)
    assert HandOver.objects.count() == 0


def test_notes_without_anything_are_refused(scene, client, clock):
    sign_in(client, scene.decider, clock, LAST_DAYS)

    assert client.post(address("hand_over_notes")).status_code == 422


def test_notes_take_the_last_of_repeated_values(scene, client, clock):
    sign_in(client, scene.decider, clock, LAST_DAYS)

    client.post(address("hand_over_notes"), {"text": ["prvo", "drugo"], "version": ["7", "0"]})

    assert HandOver.objects.get().notes == "drugo"


def test_whoever_may_not_write_gets_their_words_back(scene, client, clock):
    sign_in(client, scene.follower, clock, LAST_DAYS)

    for facts in (typed(), typed(version="x")):
        answer = client.post(address("hand_over_notes"), facts)
        assert (answer.status_code, WORDS in answer.content.decode()) == (403, True)
    assert HandOver.objects.count() == 0


def test_whoever_was_signed_out_gets_their_words_back(scene, client, clock):
    clock.move_to(LAST_DAYS)

    answer = client.post(address("hand_over_notes"), typed())

    assert (answer.status_code, WORDS in answer.content.decode()) == (403, True)
    assert HandOver.objects.count() == 0


def test_a_form_from_elsewhere_is_refused(scene, client, clock):
    client.handler.enforce_csrf_checks = True
    sign_in(client, scene.decider, clock, LAST_DAYS)

    for name in ("hand_over_notes", "confirm_hand_over"):
        assert client.post(address(name), typed()).status_code == 403
    assert HandOver.objects.count() == 0


# --- taken over ----------------------------------------------------------------------------------
def test_taken_over_with_one_click_and_told_who_did(scene, client, clock):
    services.begin_month(BEGINS)
    sign_in(client, scene.follower, clock, BEGINS)
    assert client.get(INDEX).context["may_confirm"] is True

    first = client.post(address("confirm_hand_over"))
    second = client.post(address("confirm_hand_over"))

    assert (first.status_code, first.url) == (302, address())
    assert (said(first), said(second)[-1]) == (
        [gettext("Thank you. You have taken over.")],
        str(TooLate.message),
    )
    body = client.get(address()).content.decode()
    assert (str(scene.follower) in body, "prevzeto/" in body) == (True, False)


@pytest.mark.parametrize("who", ["decider", "coordinator", "root", "third"])
def test_others_cannot_take_over(scene, client, clock, third, who):
    services.begin_month(BEGINS)
    user = third if who == "third" else getattr(scene, who)
    sign_in(client, user, clock, BEGINS)

    answer = client.post(address("confirm_hand_over"))

    assert (answer.status_code, answer.url, said(answer)) == (
        302,
        address(),
        [str(NotAllowed.message)],
    )
    assert HandOver.objects.get().confirmed_at is None


def test_before_the_month_nobody_takes_over(scene, client, clock):
    sign_in(client, scene.follower, clock, LAST_DAYS)

    assert said(client.post(address("confirm_hand_over"))) == [str(NotAllowed.message)]
    assert HandOver.objects.count() == 0


# --- cost ----------------------------------------------------------------------------------------
def test_the_list_costs_the_same_for_few_and_many(scene, client, clock):
    sign_in(client, scene.coordinator, clock, NOON)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(INDEX).status_code == 200
        return len(queries)

    def past(number):
        HandOver.objects.create(
            month=date(2020 + number // 12, number % 12 + 1, 1),
            from_partner=OrganisationFactory(),
            to_partner=OrganisationFactory(),
            notes_by=UserFactory(),
            frozen_at=NOON,
        )

    past(0)
    submitted_by(scene.author, scene.youth)
    cost()
    few = cost()
    for number in range(1, 8):
        past(number)
        submitted_by(scene.author, scene.youth, title=f"Besedilo {number}")
    assert (cost(), few < 30) == (few, True)


def test_a_month_without_partner_is_the_coordinators_on_the_screen(scene, client, clock):
    set_duty(month=DECEMBER, partner=None)
    sign_in(client, scene.decider, clock, LAST_DAYS)

    assert gettext("coordinators") in client.get(address()).content.decode()


@pytest.mark.parametrize("name", ["hand_over", "hand_over_notes", "confirm_hand_over"])
def test_before_the_first_month_there_is_no_hand_over(scene, client, clock, name):
    sign_in(client, scene.coordinator, clock, LAST_DAYS)
    ask = client.get if name == "hand_over" else client.post

    assert ask(address(name, 1, 1)).status_code == 404


def test_notes_of_a_month_that_ended_meanwhile_are_given_back(scene, client, clock):
    """No scheduler ran, so nothing is frozen."""
    sign_in(client, scene.decider, clock, datetime(2027, 1, 1, tzinfo=LJUBLJANA))

    answer = client.post(address("hand_over_notes"), typed())

    assert (answer.status_code, WORDS in answer.content.decode()) == (404, True)
    assert HandOver.objects.count() == 0
