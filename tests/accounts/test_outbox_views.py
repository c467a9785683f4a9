from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from mail.models import MailState, OutgoingMail
from tests.mail.factories import OutgoingMailFactory

pytestmark = pytest.mark.django_db

OUTBOX = "/cms/posta/"


@pytest.fixture
def coordinator(scene, client):
    client.force_login(scene.coordinator)
    return scene.coordinator


def listed(answer):
    return [mail.subject for mail in answer.context["mails"]]


def test_outbox_shows_first_what_was_given_up_and_why(coordinator, client):
    OutgoingMailFactory(subject="Čaka")
    OutgoingMailFactory(subject="Ni šla", failed=True, attempts=12, last_error="<550 unknown>")

    answer = client.get(OUTBOX)

    assert listed(answer) == ["Ni šla"]
    assert "&lt;550 unknown&gt;" in answer.text
    assert [number for _name, _state, number, _current in answer.context["tabs"]] == [1, 1, 0]


def test_outbox_shows_what_waits_where_nothing_was_given_up(coordinator, client):
    OutgoingMailFactory(subject="Čaka")
    OutgoingMailFactory(sent=True)

    assert listed(client.get(OUTBOX)) == ["Čaka"]


@pytest.mark.parametrize(
    ("state", "subjects"),
    [
        ("opuscena", ["failed"]),
        ("cakajoca", ["queued"]),
        ("poslana", ["sent"]),
        ("", ["failed"]),
        ("'; --", ["failed"]),
        ("a" * 5000, ["failed"]),
    ],
)
def test_outbox_is_filtered_by_state_and_takes_no_other(coordinator, client, state, subjects):
    OutgoingMailFactory(subject="queued")
    OutgoingMailFactory(subject="sent", sent=True)
    OutgoingMailFactory(subject="failed", failed=True)

    assert listed(client.get(OUTBOX, {"stanje": state})) == subjects


@pytest.mark.parametrize("state", ["opuscena", "cakajoca", "poslana"])
def test_outbox_says_that_there_is_nothing(coordinator, client, state):
    assert "empty_state" in client.get(OUTBOX, {"stanje": state}).text


def test_outbox_never_shows_the_text_of_a_secret_mail(coordinator, client):
    OutgoingMailFactory(text="navadno besedilo", html="<p>navaden html</p>")
    OutgoingMailFactory(text="skriti ključ", html="<p>skriti ključ</p>", is_secret=True)

    text = client.get(OUTBOX).text

    assert ("navadno besedilo" in text, "skriti ključ" in text) == (True, False)


def test_outbox_has_pages(coordinator, client, monkeypatch):
    monkeypatch.setattr("accounts.outbox_views.MAILS_PER_PAGE", 2)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(5):
        OutgoingMailFactory(subject=str(number), due_at=at + timedelta(hours=number))

    pages = [listed(client.get(OUTBOX, {"page": page})) for page in ("1", "2", "3", "9", "x")]

    assert pages == [["0", "1"], ["2", "3"], ["4"], ["4"], ["0", "1"]]
    assert "?stanje=cakajoca&amp;page=2" in client.get(OUTBOX).text


def test_outbox_costs_the_same_for_few_and_many(coordinator, client, django_assert_num_queries):
    OutgoingMailFactory(failed=True)
    client.get(OUTBOX)
    with CaptureQueriesContext(connection) as few:
        client.get(OUTBOX)
    OutgoingMailFactory.create_batch(20, failed=True)
    OutgoingMailFactory.create_batch(20)

    with django_assert_num_queries(len(few)):
        client.get(OUTBOX)


@pytest.mark.parametrize("who", ["decider", "follower", "author", "stranger", None])
def test_outbox_is_nobody_elses_business(scene, client, who):
    mail = OutgoingMailFactory(failed=True)
    if who:
        client.force_login(getattr(scene, who))

    answers = [client.get(OUTBOX), client.post(f"{OUTBOX}{mail.pk}/")]

    refused = {404} if who in {"decider", "follower"} else {302}
    assert {answer.status_code for answer in answers} == refused
    assert {getattr(answer, "url", "/prijava/").partition("?")[0] for answer in answers} == {
        "/prijava/"
    }
    assert OutgoingMail.objects.get().state == MailState.FAILED


def test_outbox_is_open_to_superusers_and_kept_by_no_browser(scene, client):
    client.force_login(scene.root)

    answer = client.get(OUTBOX)

    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_outbox_is_only_read(coordinator, client, method):
    assert getattr(client, method)(OUTBOX).status_code == 405


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_retry_has_a_mail_sent_again(coordinator, client):
    mail = OutgoingMailFactory(failed=True, attempts=12)

    answer = client.post(f"{OUTBOX}{mail.pk}/", follow=True)

    assert said(answer) == [
        gettext("The mail to %(recipient)s is tried again.") % {"recipient": "ana@example.org"}
    ]
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)


def test_retry_pressed_twice_says_so(coordinator, client):
    mail = OutgoingMailFactory(failed=True)
    client.post(f"{OUTBOX}{mail.pk}/")
    before = OutgoingMail.objects.values().get()

    answer = client.post(f"{OUTBOX}{mail.pk}/", follow=True)

    assert said(answer)[-1] == gettext("This mail is not given up any more.")
    assert OutgoingMail.objects.values().get() == before


@pytest.mark.parametrize(
    "facts", [{"text": "", "is_secret": True}, {"recipient": "ana"}], ids=["erased", "no address"]
)
def test_retry_is_neither_offered_nor_done_where_it_cannot_help(coordinator, client, facts):
    mail = OutgoingMailFactory(failed=True, **facts)

    offered = f"{OUTBOX}{mail.pk}/" in client.get(OUTBOX).text
    answer = client.post(f"{OUTBOX}{mail.pk}/", follow=True)

    assert (offered, said(answer)) == (False, [gettext("This mail cannot be sent again.")])
    assert OutgoingMail.objects.get().state == MailState.FAILED


@pytest.mark.parametrize("mail_id", ["999999", "0"])
def test_retry_of_a_mail_that_is_not_there_says_so(coordinator, client, mail_id):
    answer = client.post(f"{OUTBOX}{mail_id}/", follow=True)

    assert said(answer) == [gettext("This mail is not given up any more.")]


@pytest.mark.parametrize("mail_id", ["x", "-1", "1'", "9" * 30])
def test_retry_takes_nothing_but_numbers(coordinator, client, mail_id):
    assert client.post(f"{OUTBOX}{mail_id}/").status_code == 404


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_retry_is_only_posted(coordinator, client, method):
    mail = OutgoingMailFactory(failed=True)

    assert getattr(client, method)(f"{OUTBOX}{mail.pk}/").status_code == 405


# --- the way there --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "shown"), [("coordinator", True), ("root", True), ("decider", False)]
)
def test_menu_and_first_screen_of_the_cms_lead_to_the_outbox(scene, client, who, shown):
    OutgoingMailFactory.create_batch(2, failed=True)
    client.force_login(getattr(scene, who))

    text = client.get(reverse("wagtailadmin_home")).text

    line = ngettext(
        "%(number)s mail could not be delivered", "%(number)s mails could not be delivered", 2
    )
    assert (f"{OUTBOX}?stanje=opuscena" in text, line % {"number": 2} in text) == (shown, shown)
    assert (f'"{OUTBOX}"' in text) is shown


def test_first_screen_of_the_cms_says_nothing_while_all_mail_leaves(coordinator, client):
    OutgoingMailFactory()

    assert "stanje=opuscena" not in client.get(reverse("wagtailadmin_home")).text
