from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.letters import write_to
from accounts.models import MailRhythm, PendingLetter
from mail.models import OutgoingMail
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 10, 12, tzinfo=ZoneInfo("Europe/Ljubljana"))
FACTS = {"title": "Rov & rudarji", "own_url": "http://localhost:8000/oddaj/7/", "comment": "Datum?"}


def person(name="ana", **facts):
    return UserFactory(username=name, first_name=name.capitalize(), **facts)


def write(*people, letter="sent_back", **how):
    write_to(people, letter, FACTS, NOW, **how)


def posted():
    return list(OutgoingMail.objects.order_by("pk").values_list("recipient", "kind", "is_secret"))


def kept():
    return list(
        PendingLetter.objects.order_by("pk").values_list(
            "user__username", "kind", "is_secret", "at"
        )
    )


def test_letter_goes_out_at_once_as_text_and_html():
    write(person())

    mail = OutgoingMail.objects.get()
    assert posted() == [("ana@example.org", "sent_back", False)]
    assert "Ana" in mail.text
    assert "\n> Datum?\n" in mail.text
    assert "<blockquote>Datum?</blockquote>" in mail.html
    assert '<a class="button" href="http://localhost:8000/oddaj/7/">' in mail.html
    assert "Rov &amp; rudarji" in mail.html
    assert kept() == []


def test_letter_speaks_the_language_of_its_reader():
    write(person("ana", language="en"), person("bor", language="de"), person("eva"))

    subjects = dict(OutgoingMail.objects.values_list("recipient", "subject"))
    assert subjects["ana@example.org"] == "Please correct: Rov & rudarji"
    assert len(set(subjects.values())) == 3
    assert [
        f'lang="{code}"' in mail.html
        for code, mail in zip(("en", "de", "sl"), OutgoingMail.objects.order_by("pk"), strict=True)
    ] == [True] * 3


@pytest.mark.parametrize(
    ("rhythm", "how", "goes", "waits"),
    [
        (MailRhythm.AT_ONCE, {}, True, False),
        (MailRhythm.DAILY, {}, False, True),
        (MailRhythm.DAILY, {"is_own": True}, False, True),
        (MailRhythm.DAILY, {"is_urgent": True}, True, False),
        (MailRhythm.URGENT, {}, False, False),
        (MailRhythm.URGENT, {"is_own": True}, True, False),
        (MailRhythm.URGENT, {"is_urgent": True}, True, False),
    ],
)
def test_letter_follows_the_wish_of_its_reader(rhythm, how, goes, waits):
    write(person(mail_rhythm=rhythm), **how)

    assert (bool(posted()), bool(kept())) == (goes, waits)


def test_letter_keeps_its_secret_on_both_ways():
    write(person("ana"), person("bor", mail_rhythm=MailRhythm.DAILY), is_secret=True)

    assert posted() == [("ana@example.org", "sent_back", True)]
    assert kept() == [("bor", "sent_back", True, NOW)]


def test_letter_reaches_nobody_twice_and_nobody_who_is_switched_off():
    ana = person()

    write(ana, ana, person("bor", is_active=False), facts_for=lambda reader: {"title": str(reader)})

    assert posted() == [("ana@example.org", "sent_back", False)]
    assert OutgoingMail.objects.get().subject.endswith("Ana")


def test_letter_is_noted_at_the_time_that_was_given():
    write(person())

    assert OutgoingMail.objects.get().due_at - NOW == timedelta(0)
