"""Somebody on duty reads the mail on a telephone and decides there, without signing in."""

import re

from django.conf import settings
from django.core import mail
from django.test import Client

from blog.models import PostPage
from mail.models import OutgoingMail
from tests.journeys.people import browser_of, mails_to, time_passes, words_of
from tests.journeys.test_from_a_draft_to_its_readers import POST

TELEPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148"


def telephone():
    """A browser that nobody has signed in, with its forms checked."""
    return Client(enforce_csrf_checks=True, headers={"user-agent": TELEPHONE})


def link_in(message) -> str:
    return re.search(rf"{settings.SITE_ADDRESS}(/odlocitev/\S+/)", message.body)[1]


def pressed(browser, address, **typed):
    """Open the page and press one of its buttons."""
    form = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', words_of(browser.get(address)))
    return browser.post(address, {"csrfmiddlewaretoken": form[1], **typed})


def test_a_post_is_sent_back_and_published_from_the_mail(
    scene, clock, django_capture_on_commit_callbacks
):
    author, mine, reader = browser_of(scene.author), telephone(), Client()
    time_passes(clock, minutes=1)
    author.post("/oddaj/objava/", POST)
    post = PostPage.objects.get()
    time_passes(clock, minutes=1)

    # The mail scanner of the partner opens every link, twice; nothing happens.
    address = link_in(mails_to(scene.decider)[-1])
    scanner = Client(headers={"user-agent": "SafeLinks"})
    assert [scanner.head(address).status_code, scanner.get(address).status_code] == [200, 200]

    # What went out is not kept: the outbox forgets the link.
    assert set(OutgoingMail.objects.filter(kind="submitted_duty").values_list("state", "text")) == {
        ("sent", "")
    }

    # The text is read as readers will see it, and goes back with a question.
    assert "Sadili smo drevesa" in words_of(mine.get(f"{address}besedilo/"))
    unsaid = pressed(mine, address, decision="send_back")
    assert unsaid.status_code == 422
    assert pressed(mine, address, decision="send_back", comment="Kdaj?").status_code == 200
    time_passes(clock, minutes=1)
    assert "Kdaj?" in mails_to(scene.author)[-1].body
    receipt = mails_to(scene.decider)[-1]
    assert "/racun/povezave/" in receipt.body

    # The colleague, with a link of their own, comes too late.
    theirs = link_in(mails_to(scene.colleague)[-1])
    assert theirs != address
    assert telephone().get(theirs).status_code == 409

    # The author corrects it; a new mail brings a new link, the old ones stay dead.
    time_passes(clock, hours=1)
    form = author.get(f"/oddaj/{post.pk}/uredi/").context["form"]
    as_shown = {
        name: form[name].value() or ""
        for name in ("title", "summary", "text", "seen", "typed_from")
    }
    corrected = {**as_shown, "text": "Bilo je lepo, v soboto.", "do": "hand_in"}
    author.post(f"/oddaj/{post.pk}/uredi/", corrected)
    time_passes(clock, minutes=1)
    anew = link_in(mails_to(scene.decider)[-1])
    assert [mine.get(old).status_code for old in (address, theirs)] == [410, 410]

    # It is published from the mail, and readers have it.
    assert "v soboto" in words_of(mine.get(f"{anew}besedilo/"))
    with django_capture_on_commit_callbacks(execute=True):
        assert pressed(mine, anew, decision="approve").status_code == 200
    assert "v soboto" in words_of(reader.get("/blog/sadili-smo-drevesa/"))
    time_passes(clock, minutes=1)
    assert "/blog/sadili-smo-drevesa/" in mails_to(scene.author)[-1].body
    assert len([message for message in mail.outbox if "/racun/povezave/" in message.body]) == 2
    assert mine.get(anew).status_code == 410
    # Nobody was signed in on the telephone.
    assert settings.SESSION_COOKIE_NAME not in mine.cookies
