"""For a day no mail goes out; the work goes on, and every mail arrives once, when it can."""

from django.core import mail
from django.utils import timezone

from accounts.models import PendingLetter
from mail.models import OutgoingMail
from moderation import services
from tests.journeys.people import browser_of, decision, mails_to, time_passes, words_of
from tests.moderation.scene import LATER, as_read, draft_by, public_title

DEAD = "tests.journeys.dead_mail_server.EmailBackend"
REFUSING = "tests.journeys.dead_mail_server.Refusing"
ALIVE = "django.core.mail.backends.locmem.EmailBackend"


def test_a_day_without_a_mail_server_loses_and_doubles_nothing(scene, clock, settings, caplog):
    settings.EMAIL_BACKEND = DEAD
    post = draft_by(scene.author, scene.youth, title="Brez pošte")
    services.hand_in(page_id=post.pk, user=scene.author, now=LATER)
    for _hour in range(12):
        time_passes(clock, hours=1)
    decider = browser_of(scene.decider)
    address = f"/cms/pregled/{post.pk}/"
    decider.post(f"{address}objavi/", decision(decider.get(address), "approve_form"))
    for _hour in range(12):
        time_passes(clock, hours=1)
    waiting = sorted(OutgoingMail.objects.values_list("recipient", "kind", "state"))
    nothing_went_out = list(mail.outbox)

    settings.EMAIL_BACKEND = ALIVE
    for _round in range(3):
        time_passes(clock, hours=1)

    assert public_title(post) == "Brez pošte"
    assert nothing_went_out == []
    assert waiting == [
        (scene.author.email, "published", "queued"),
        (scene.author.email, "submitted_author", "queued"),
        (scene.decider.email, "duty_begins", "queued"),
        (scene.decider.email, "submitted_duty", "queued"),
        (scene.colleague.email, "duty_begins", "queued"),
        (scene.colleague.email, "submitted_duty", "queued"),
    ]
    assert [len(mails_to(user)) for user in (scene.author, scene.decider, scene.colleague)] == [
        2,
        2,
        2,
    ]
    assert set(OutgoingMail.objects.values_list("state", "attempts")) == {("sent", 0)}
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 6
    assert {record.levelname for record in caplog.records} <= {"WARNING"}


def test_a_digest_waits_for_the_server_too_and_comes_once_in_order(scene, clock, settings):
    settings.EMAIL_BACKEND = DEAD
    browser_of(scene.colleague).post("/racun/posta/", {"mail_rhythm": "daily", "language": "en"})
    browser_of(scene.author).post("/racun/posta/", {"mail_rhythm": "urgent", "language": "de"})
    for title in ("Prvo", "Drugo"):
        post = draft_by(scene.author, scene.youth, title=title)
        services.hand_in(page_id=post.pk, user=scene.author, now=timezone.now())
        time_passes(clock, hours=1)
    for _hour in range(22):
        time_passes(clock, hours=1)
    waiting = sorted(
        OutgoingMail.objects.exclude(recipient=scene.decider.email).values_list("recipient", "kind")
    )
    nothing_went_out = list(mail.outbox)

    settings.EMAIL_BACKEND = ALIVE
    for _round in range(3):
        time_passes(clock, hours=1)

    assert nothing_went_out == []
    # About their own texts authors are written to whatever they wish, in their language.
    assert waiting == [
        (scene.author.email, "submitted_author"),
        (scene.author.email, "submitted_author"),
        (scene.colleague.email, "digest"),
        (scene.colleague.email, "duty_begins"),
    ]
    begins, digest = mails_to(scene.colleague)
    assert [title in begins.body for title in ("Prvo", "Drugo")] == [False, False]
    assert 0 < digest.body.index("Prvo") < digest.body.index("Drugo")
    [(html, kind)] = digest.alternatives
    assert (kind, html.count("<h2>"), '<html lang="en">' in html) == ("text/html", 2, True)
    assert [
        '<html lang="de">' in message.alternatives[0][0] for message in mails_to(scene.author)
    ] == [True, True]
    assert PendingLetter.objects.count() == 0
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"sent"}


def test_a_coordinator_finds_out_why_a_mail_never_came_and_has_it_sent(scene, clock, settings):
    settings.EMAIL_BACKEND = REFUSING
    post = draft_by(scene.author, scene.youth, title="Zavrnjeno")
    services.hand_in(page_id=post.pk, user=scene.author, now=timezone.now())
    for _half_day in range(18):
        time_passes(clock, hours=12)
    coordinator = browser_of(scene.coordinator)
    first_screen = words_of(coordinator.get("/cms/"))
    screen = coordinator.get("/cms/posta/")
    refused = [row for row in screen.context["mails"] if row.recipient == scene.author.email]

    settings.EMAIL_BACKEND = ALIVE
    for row in refused:
        coordinator.post(f"/cms/posta/{row.pk}/")
    time_passes(clock, minutes=1)

    assert "/cms/posta/?stanje=opuscena" in first_screen
    assert [(row.kind, "5.7.1" in row.last_error) for row in refused] == [
        ("submitted_author", True)
    ]
    assert [message.subject for message in mails_to(scene.author)] == [refused[0].subject]


def test_a_decision_is_made_though_an_address_is_no_address(scene, clock):
    scene.author.email = "ni naslov"
    scene.author.save()
    post = draft_by(scene.author, scene.youth, title="Brez naslova")
    services.hand_in(page_id=post.pk, user=scene.author, now=LATER)

    services.approve(page_id=post.pk, user=scene.decider, now=LATER, **as_read(post))
    time_passes(clock, hours=1)

    assert public_title(post) == "Brez naslova"
    assert set(OutgoingMail.objects.filter(recipient="ni naslov").values_list("kind", "state")) == {
        ("submitted_author", "failed"),
        ("published", "failed"),
    }
