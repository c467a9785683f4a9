"""For a day no mail goes out; the work goes on, and every mail arrives once, when it can."""

from django.core import mail

from mail.models import OutgoingMail
from moderation import services
from tests.journeys.people import browser_of, decision, mails_to, time_passes
from tests.moderation.scene import LATER, as_read, draft_by, public_title

DEAD = "tests.journeys.dead_mail_server.EmailBackend"
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
