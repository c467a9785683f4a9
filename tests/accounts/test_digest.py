import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.digest import send_digests, send_what_waits, without_frame
from accounts.models import MailRhythm, PendingLetter
from mail.models import Announcement, OutgoingMail
from mail.services import deliver_due
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
NOON = datetime(2026, 11, 10, 12, tzinfo=LJUBLJANA)
SEVEN = datetime(2026, 11, 11, 7, tzinfo=LJUBLJANA)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ana():
    return UserFactory(
        username="ana", first_name="Ana", mail_rhythm=MailRhythm.DAILY, language="en"
    )


def waits(user, subject="Čaka: Rov", *, at=NOON, text=None, is_secret=False):
    text = (
        text
        or f"Hello, {user}!\n\nRead {subject}:\nhttp://localhost:8000/a/\n\nInkubator Koroške\n"
    )
    return PendingLetter.objects.create(
        user=user, kind="submitted_duty", subject=subject, text=text, is_secret=is_secret, at=at
    )


def posted():
    return list(OutgoingMail.objects.order_by("pk").values_list("recipient", "kind", "is_secret"))


def test_digest_makes_one_mail_of_all_in_order(ana):
    waits(ana, "Drugo", at=NOON + MINUTE)
    waits(ana, "Prvo")

    send_digests(SEVEN)

    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.kind, mail.subject) == (
        "ana@example.org",
        "digest",
        "2 pieces of news for you",
    )
    assert mail.text == (
        "Hello, Ana!\n\n"
        "Prvo\n====\n\nRead Prvo:\nhttp://localhost:8000/a/\n\n"
        "Drugo\n=====\n\nRead Drugo:\nhttp://localhost:8000/a/\n\n"
        "-- \nInkubator Koroške\n"
        "You get this once a day because you wished so. Here you can change it: "
        "http://localhost:8000/racun/\n"
    )
    assert re.findall("<h2>(.*)</h2>", mail.html) == ["Prvo", "Drugo"]
    assert mail.html.count('class="button"') == 2
    assert PendingLetter.objects.count() == 0


def test_digest_of_one_letter_is_that_letter(ana):
    letter = waits(ana, is_secret=True)

    send_digests(SEVEN)

    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.subject, mail.text, mail.is_secret) == (
        "submitted_duty",
        letter.subject,
        letter.text,
        True,
    )


def test_digest_waits_for_seven_in_the_morning(ana):
    waits(ana)

    send_digests(SEVEN - MINUTE)
    before = posted()
    send_digests(SEVEN)

    assert (before, len(posted())) == ([], 1)


def test_digest_comes_once_a_day_though_something_was_written_down_late(ana):
    waits(ana)
    send_digests(SEVEN)
    waits(ana, at=SEVEN - MINUTE)

    for hour in range(24):
        send_digests(SEVEN + timedelta(hours=hour))
    on_that_day = len(posted())
    send_digests(SEVEN + timedelta(days=1))

    assert (on_that_day, len(posted())) == (1, 2)


def test_digest_after_six_weeks_without_a_scheduler_is_one_mail(ana):
    for day in range(45):
        waits(ana, f"Dan {day}", at=NOON + timedelta(days=day))

    for minutes in (0, 5, 10):
        send_digests(NOON + timedelta(days=45, minutes=minutes))

    mail = OutgoingMail.objects.get()
    assert re.findall(r"^Dan \d+$", mail.text, re.MULTILINE) == [f"Dan {day}" for day in range(45)]


def test_digest_is_everybodys_own(ana):
    bor = UserFactory(username="bor", mail_rhythm=MailRhythm.DAILY)
    waits(ana, "Za Ano")
    waits(bor, "Za Bora")

    send_digests(SEVEN)

    assert dict(OutgoingMail.objects.values_list("recipient", "subject")) == {
        "ana@example.org": "Za Ano",
        "bor@example.org": "Za Bora",
    }


def test_digest_goes_to_nobody_who_was_switched_off_meanwhile(ana):
    waits(ana)
    ana.is_active = False
    ana.save()

    send_digests(SEVEN)

    assert (posted(), PendingLetter.objects.count()) == ([], 0)


def test_digest_with_a_key_is_secret_and_erased_once_it_is_sent(ana):
    waits(ana)
    waits(ana, "Odloči", text="http://localhost:8000/odlocitev/kljuc/", is_secret=True)

    send_digests(SEVEN)
    before = OutgoingMail.objects.get()
    deliver_due(SEVEN)
    after = OutgoingMail.objects.get()

    assert "odlocitev/kljuc" in before.text
    assert (before.is_secret, after.text, after.html) == (True, "", "")
    assert PendingLetter.objects.count() == 0


def test_digest_forgets_what_it_noted_the_day_before(ana):
    waits(ana)
    send_digests(SEVEN)
    send_digests(SEVEN + timedelta(days=1))

    assert Announcement.objects.count() == 0


def test_what_waits_is_sent_once(ana):
    waits(ana)

    send_what_waits(user_id=ana.pk, now=NOON)
    send_what_waits(user_id=ana.pk, now=NOON)

    assert len(posted()) == 1


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Hello, Ana!\n\nBeri.\n\nInkubator\n", "Beri."),
        ("Hello, Ana!\n\nBeri.\n\n-- \nInkubator\nhttps://a.si\n", "Beri."),
        ("Beri.\n\nInkubator vabi.\n", "Beri.\n\nInkubator vabi."),
        ("Ena -- dve", "Ena -- dve"),
        ("", ""),
    ],
)
def test_without_frame_takes_greeting_and_signature_off(text, bare):
    assert without_frame(text, "Hello, Ana!", "Inkubator") == bare
