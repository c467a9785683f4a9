import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.forms.models import model_to_dict

from mail import services
from mail.html import as_html
from mail.models import MailState, OutgoingMail
from tests.mail.factories import OutgoingMailFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class TwoSenders(EmailBackend):
    """While the first sender is at work, a second one does a whole round."""

    def send_messages(self, messages):
        services.deliver_due(NOW)
        return super().send_messages(messages)


class Refuses(EmailBackend):
    def send_messages(self, messages):
        if "refused" in messages[0].to[0]:
            raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"unknown")})
        return super().send_messages(messages)


class HangsUp(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected


class Down(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


@pytest.fixture
def template(settings):
    """Have ``mail/test.txt`` contain the given text."""

    def use(text):
        settings.TEMPLATES = [
            {
                **settings.TEMPLATES[0],
                "APP_DIRS": False,
                "OPTIONS": {
                    "loaders": [("django.template.loaders.locmem.Loader", {"mail/test.txt": text})]
                },
            }
        ]

    return use


def use_backend(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


def states():
    return list(
        OutgoingMail.objects.order_by("pk").values_list(
            "recipient", "state", "attempts", "due_at", "claimed_until"
        )
    )


def enqueue(**kwargs):
    defaults = {"recipient": "ana@example.org", "template": "test", "context": {}, "now": NOW}
    return services.enqueue(**{**defaults, **kwargs})


def test_enqueue_writes_the_first_line_as_subject_and_the_rest_as_text(template, settings):
    template("{% load i18n %}\nNova objava: {{ title }}\n\nPozdravljeni,\n\n\n\nberite.\n")

    mail = enqueue(context={"title": "Šport & mladi"})

    assert model_to_dict(OutgoingMail.objects.get()) == {
        "id": mail.pk,
        "recipient": "ana@example.org",
        "subject": "Nova objava: Šport & mladi",
        "text": "Pozdravljeni,\n\nberite.\n",
        "html": as_html(
            subject="Nova objava: Šport & mladi",
            text="Pozdravljeni,\n\nberite.\n",
            language="sl",
            site_address=settings.SITE_ADDRESS,
        ),
        "kind": "test",
        "is_secret": False,
        "state": MailState.QUEUED,
        "created_at": NOW,
        "due_at": NOW,
        "claimed_until": None,
        "sent_at": None,
        "attempts": 0,
        "last_error": "",
    }


def test_enqueue_gives_templates_the_site(template, settings):
    settings.SITE_NAME, settings.SITE_ADDRESS = "Inkubator", "https://example.org"
    template("{{ site_name }}\n\n{{ site_address }}/oddaj/")

    mail = enqueue()

    assert (mail.subject, mail.text) == ("Inkubator", "https://example.org/oddaj/\n")


@pytest.mark.parametrize(("language", "subject"), [("sl", "januar"), ("de", "Januar")])
def test_enqueue_writes_in_the_language_of_the_recipient(template, language, subject):
    template('{% load i18n %}{% translate "January" %}')

    assert enqueue(language=language).subject == subject


def test_enqueue_says_in_which_language_it_is(template):
    template("Zadeva")

    assert '<html lang="de">' in enqueue(language="de").html


def test_enqueue_keeps_no_text_of_a_secret_mail_that_nobody_can_get(template):
    template("Zadeva\n\nključ")

    mail = enqueue(recipient="ana", is_secret=True)

    assert (mail.state, mail.text, mail.html) == (MailState.FAILED, "", "")


def test_enqueue_leaves_nothing_when_what_caused_it_is_rolled_back(template):
    template("Zadeva")

    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)

    assert states() == []


def test_enqueue_makes_one_line_of_the_subject_whatever_it_contains(template):
    template("{{ title }}")

    mail = enqueue(context={"title": "Ena\r\x0bBcc: b@example.org\u2028dva" + "a" * 300})

    assert mail.subject == "Ena Bcc: b@example.org dva" + "a" * 228 + "…"


@pytest.mark.parametrize(
    ("recipient", "kept"),
    [
        ("", ""),
        ("ana", "ana"),
        ("ana@example.org\nBcc: b@example.org", "ana@example.org Bcc: b@example.org"),
    ],
    ids=["none", "no address", "two lines"],
)
def test_enqueue_gives_up_at_once_and_stops_nobody_when_the_recipient_is_no_address(
    template, recipient, kept
):
    template("Zadeva")

    enqueue(recipient=recipient)

    assert states() == [(kept, MailState.FAILED, 0, NOW, None)]
    assert services.deliver_due(NOW) == 0


def test_deliver_due_sends_what_is_due_and_notes_it(settings):
    settings.SITE_ADDRESS, settings.DEFAULT_FROM_EMAIL = "https://example.org", "mi@example.org"
    mail = OutgoingMailFactory(
        recipient="ana@example.org", subject="Čaka te objava", text="Beri.\n", html="<p>Beri.</p>"
    )
    OutgoingMailFactory(due_at=NOW + timedelta(seconds=1), recipient="later@example.org")

    assert services.deliver_due(NOW) == 1

    [message] = django_mail.outbox
    assert (message.from_email, message.to, message.subject, message.body) == (
        "mi@example.org",
        ["ana@example.org"],
        "Čaka te objava",
        "Beri.\n",
    )
    assert message.alternatives == [("<p>Beri.</p>", "text/html")]
    assert message.extra_headers == {
        "Message-ID": f"<{mail.pk}.20260302110000@example.org>",
        "Auto-Submitted": "auto-generated",
    }
    assert list(OutgoingMail.objects.order_by("pk").values_list("state", "sent_at")) == [
        (MailState.SENT, NOW),
        (MailState.QUEUED, None),
    ]


def test_deliver_due_sends_no_more_than_the_limit_and_the_rest_in_the_next_round():
    OutgoingMailFactory.create_batch(3)

    assert [services.deliver_due(NOW, limit=2) for _ in range(3)] == [2, 1, 0]


def test_deliver_due_sends_each_mail_once_when_two_senders_work_at_once(settings):
    use_backend(settings, TwoSenders)
    OutgoingMailFactory(subject="prva")
    OutgoingMailFactory(subject="druga")

    services.deliver_due(NOW)

    assert sorted(message.subject for message in django_mail.outbox) == ["druga", "prva"]


def test_claim_is_won_by_exactly_one_of_two_senders_that_saw_the_same_row():
    mail = OutgoingMailFactory()

    assert [services._claim(mail.pk, NOW), services._claim(mail.pk, NOW)] == [True, False]


def test_deliver_due_takes_over_after_ten_minutes_what_a_crashed_sender_held():
    mail = OutgoingMailFactory()
    services._claim(mail.pk, NOW)

    before = services.deliver_due(NOW + timedelta(minutes=10, seconds=-1))
    after = services.deliver_due(NOW + timedelta(minutes=10))

    assert (before, after) == (0, 1)


def test_deliver_due_erases_a_secret_text_once_it_is_sent_and_keeps_others():
    OutgoingMailFactory(is_secret=True, text="ključ", html="ključ")
    OutgoingMailFactory(text="novica")

    services.deliver_due(NOW)

    assert [message.body for message in django_mail.outbox] == ["ključ", "novica"]
    assert list(OutgoingMail.objects.order_by("pk").values_list("text", "html")) == [
        ("", ""),
        ("novica", ""),
    ]


def test_deliver_due_goes_on_when_one_recipient_is_refused(settings):
    use_backend(settings, Refuses)
    OutgoingMailFactory(recipient="refused@example.org")
    OutgoingMailFactory(recipient="ana@example.org")

    assert services.deliver_due(NOW) == 1

    assert states() == [
        ("refused@example.org", MailState.QUEUED, 1, NOW + timedelta(minutes=1), None),
        ("ana@example.org", MailState.SENT, 0, OutgoingMailFactory.build().due_at, None),
    ]


def test_deliver_due_tries_for_almost_five_days_and_then_keeps_what_it_gave_up(settings):
    use_backend(settings, Refuses)
    OutgoingMailFactory(recipient="refused@example.org", due_at=NOW, is_secret=True)

    tried_at, moment = [], NOW
    while mail := OutgoingMail.objects.filter(state=MailState.QUEUED).first():
        moment = mail.due_at
        tried_at.append(moment - NOW)
        assert services.deliver_due(moment) == 0

    minutes, hours = [1, 6, 21], [1, 4, 10, 22]
    assert tried_at == [
        timedelta(0),
        *[timedelta(minutes=m) for m in minutes],
        *[timedelta(hours=h, minutes=21) for h in hours],
        *[timedelta(days=d, hours=22, minutes=21) for d in (1, 2, 3, 4)],
    ]
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts, mail.text) == (MailState.FAILED, 12, "")
    assert mail.last_error.startswith("SMTPRecipientsRefused(")


def test_deliver_due_ends_the_round_when_the_server_hangs_up(settings):
    use_backend(settings, HangsUp)
    first, second = OutgoingMailFactory.create_batch(2)

    assert services.deliver_due(NOW) == 0

    assert states() == [
        (first.recipient, MailState.QUEUED, 1, NOW + timedelta(minutes=1), None),
        (second.recipient, MailState.QUEUED, 0, second.due_at, None),
    ]


def test_deliver_due_touches_nothing_while_the_server_is_down_and_sends_all_when_it_is_back(
    settings,
):
    first, second = OutgoingMailFactory.create_batch(2)
    with_server = settings.EMAIL_BACKEND

    use_backend(settings, Down)
    while_down = services.deliver_due(NOW)

    assert states() == [(m.recipient, MailState.QUEUED, 0, m.due_at, None) for m in (first, second)]
    settings.EMAIL_BACKEND = with_server
    assert (while_down, services.deliver_due(NOW + timedelta(days=6))) == (0, 2)


def test_deliver_due_leaves_the_rest_to_the_next_round_before_claims_could_lapse(monkeypatch):
    OutgoingMailFactory.create_batch(3)
    clock = iter([0, 0, services.ROUND_SECONDS, services.ROUND_SECONDS + 1])
    monkeypatch.setattr(services.time, "monotonic", lambda: next(clock))

    assert services.deliver_due(NOW) == 2


def test_forget_sent_deletes_what_was_sent_long_ago_and_nothing_else():
    long_ago = NOW - timedelta(days=90, seconds=1)
    OutgoingMailFactory(sent=True, created_at=long_ago)
    kept = [
        OutgoingMailFactory(sent=True, created_at=NOW - timedelta(days=90)),
        OutgoingMailFactory(failed=True, created_at=long_ago),
        OutgoingMailFactory(created_at=long_ago),
    ]

    assert services.forget_sent(NOW) == 1

    assert list(OutgoingMail.objects.order_by("pk")) == kept


def test_try_again_puts_a_given_up_mail_back_with_all_its_attempts():
    mail = OutgoingMailFactory(failed=True, attempts=12, last_error="SMTPRecipientsRefused()")

    services.try_again(mail_id=mail.pk, now=NOW)

    assert states() == [("ana@example.org", MailState.QUEUED, 0, NOW, None)]
    assert services.deliver_due(NOW) == 1


@pytest.mark.parametrize("facts", [{}, {"sent": True}], ids=["waiting", "sent"])
def test_try_again_leaves_what_is_not_given_up(facts):
    mail = OutgoingMailFactory(**facts)
    before = states()

    with pytest.raises(OutgoingMail.DoesNotExist):
        services.try_again(mail_id=mail.pk, now=NOW)

    assert states() == before


@pytest.mark.parametrize(
    "facts",
    [{"text": "", "is_secret": True}, {"recipient": ""}, {"recipient": "ana, bor@example.org"}],
    ids=["erased", "nobody", "no address"],
)
def test_try_again_refuses_what_nobody_could_read(facts):
    mail = OutgoingMailFactory(failed=True, **facts)
    before = states()

    with pytest.raises(services.CannotBeRepeated):
        services.try_again(mail_id=mail.pk, now=NOW)

    assert states() == before


def test_forget_announcements_deletes_old_ones_of_one_kind():
    for key, at in [
        ("a:1", NOW - timedelta(days=1)),
        ("a:2", NOW),
        ("b:1", NOW - timedelta(days=1)),
    ]:
        services.is_first_time(key, at)

    assert services.forget_announcements(beginning="a:", before=NOW) == 1

    assert [services.is_first_time(key, NOW) for key in ("a:1", "a:2", "b:1")] == [
        True,
        False,
        False,
    ]
