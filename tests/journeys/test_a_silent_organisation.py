"""Nothing has come of an organisation for two months; it is asked, and tells what it does."""

from datetime import datetime

from django.test import Client
from django.utils.translation import gettext

from blog.models import PostPage
from duty.roster import LJUBLJANA
from moderation.models import Asking
from tests.journeys.people import (
    asker,
    browser_of,
    decision,
    link_in,
    mails_to,
    time_passes,
    words_of,
)
from tests.journeys.test_from_a_draft_to_its_readers import POST
from tests.moderation.scene import NOON

LIST, ASK = "/cms/pregled/zbiranje/", "/cms/pregled/zbiranje/prosi/"
SEPTEMBER = datetime(2026, 9, 8, 12, tzinfo=LJUBLJANA)


def silent(browser) -> list[tuple]:
    """Which organisations the list names, and when they were asked."""
    return [
        (wanted.organisation.slug, wanted.asked_at)
        for wanted in browser.get(LIST).context["silent"]
    ]


def handed_in(author, title) -> PostPage:
    """The form is opened where the list of kinds leads, filled in and handed in."""
    assert 'href="/oddaj/objava/"' in words_of(author.get("/oddaj/"))
    assert author.get("/oddaj/objava/").status_code == 200
    assert author.post("/oddaj/objava/", {**POST, "title": title}).status_code == 302
    return PostPage.objects.get(title=title)


def published(browser, page):
    address = f"/cms/pregled/{page.pk}/"
    return browser.post(f"{address}objavi/", decision(browser.get(address), "approve_form"))


def test_a_silent_organisation_is_asked_sends_a_text_and_is_published(
    scene, clock, django_capture_on_commit_callbacks
):
    author, coordinator = browser_of(scene.author), browser_of(scene.coordinator)
    duty, colleague, reader = browser_of(scene.decider), browser_of(scene.colleague), Client()

    # The last text came in September, when nobody had duty and a coordinator decided.
    clock.move_to(SEPTEMBER)
    published(coordinator, handed_in(author, "Poletni tabor"))

    # Two months later whoever is on duty finds it in the list; it was never asked.
    clock.move_to(NOON)
    time_passes(clock, minutes=1)
    news = asker()
    assert silent(duty) == [("klub", None), ("drugi", None)]
    assert "Mladinski klub" in words_of(duty.get(LIST))

    # One click asks; its people are mailed, and the list says when.
    asked = duty.post(ASK, {"organisation": scene.youth.pk}, follow=True)
    asked_at = Asking.objects.get().at
    assert asked.redirect_chain == [(LIST, 302)]
    assert news() == {"asked_for_text": ["avtorica", "soavtor", "vodja"]}
    assert silent(duty) == [("klub", asked_at), ("drugi", None)]

    # A colleague with an older page asks again; that is refused, and nobody is mailed twice.
    time_passes(clock, days=1)
    news()
    again = colleague.post(ASK, {"organisation": scene.youth.pk}, follow=True)
    refusal = gettext("It was asked on %(day)s already; once in thirty days is enough.")
    assert refusal % {"day": "10. 11."} in words_of(again)
    assert (news(), Asking.objects.count()) == ({}, 1)

    # Somebody of the organisation follows the mail straight to the form and hands in.
    letter = mails_to(scene.author)[-1]
    assert "Mladinski klub" in letter.body
    assert "/oddaj/\n" in letter.body
    page = handed_in(author, "Jesenska akcija")
    time_passes(clock, minutes=1)
    assert news() == {
        "submitted_author": ["avtorica"],
        "submitted_duty": ["odloca", "sodelavka"],
    }

    # It is heard of from now on, though nothing is public yet.
    assert silent(duty) == [("drugi", None)]
    assert reader.get("/blog/jesenska-akcija/").status_code == 404

    # Duty follows its own mail and publishes; the author is told and readers find it.
    time_passes(clock, minutes=1)
    assert link_in(mails_to(scene.decider)[-1]) == f"/cms/pregled/{page.pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        assert published(duty, page).status_code == 302
    time_passes(clock, minutes=1)
    assert news() == {"published": ["avtorica"]}
    for address in ("/blog/jesenska-akcija/", "/blog/", scene.youth.url, "/iskanje/?q=jesenska"):
        assert "Jesenska akcija" in words_of(reader.get(address)), address
    assert silent(duty) == [("drugi", None)]
    assert "Mladinski klub" not in words_of(duty.get(LIST)).partition("<main")[2]
