"""A volunteer without knowledge of any CMS hands in a post and an event; readers find them."""

from django.test import Client

from blog.models import PostPage
from calendar_app.models import EventPage
from tests.journeys.people import (
    browser_of,
    decision,
    link_in,
    mails_to,
    time_passes,
    words_of,
)

POST = {
    "title": "Sadili smo drevesa",
    "summary": "Petdeset dreves na Peci.",
    "text": "Bilo je lepo.",
    "do": "hand_in",
}
EVENT = {
    "title": "Koncert na trgu",
    "summary": "Trije bendi.",
    "text": "Pridi.",
    "activity": "concert",
    "first_day": "2026-11-13",
    "start_time": "20:00",
    "place_text": "Glavni trg",
    "do": "hand_in",
}


def test_a_post_is_handed_in_sent_back_corrected_published_and_found(
    scene, clock, client, django_capture_on_commit_callbacks
):
    author, decider = browser_of(scene.author), browser_of(scene.decider)
    off_duty, reader = browser_of(scene.follower), Client()
    time_passes(clock, minutes=1)

    # The author hands in, and both sides are told.
    assert author.post("/oddaj/objava/", POST).status_code == 302
    page_id = PostPage.objects.get().pk
    time_passes(clock, minutes=1)
    assert [len(mails_to(user)) for user in (scene.author, scene.decider, scene.follower)] == [
        1,
        2,  # that their duty has begun, and this
        0,
    ]

    # Who is off duty finds nothing, neither in the list nor at the address.
    to_decide = link_in(mails_to(scene.decider)[-1])
    assert "Sadili" not in words_of(off_duty.get("/cms/pregled/"))
    assert off_duty.get(to_decide).status_code == 404
    assert reader.get("/blog/sadili-smo-drevesa/").status_code == 404

    # Who is on duty follows the mail, reads, and asks for the date.
    screen = decider.get(to_decide)
    assert "Sadili smo drevesa" in words_of(screen)
    sent_back = decision(screen, "send_back_form", comment="Kdaj je to bilo?")
    assert decider.post(f"{to_decide}vrni/", sent_back).status_code == 302

    # The author follows the mail, reads what is asked, corrects it, and hands in again.
    time_passes(clock, hours=1)
    asked = mails_to(scene.author)[-1]
    assert "Kdaj je to bilo?" in asked.body
    mine = link_in(asked)
    assert mine == f"/oddaj/{page_id}/"
    assert "Kdaj je to bilo?" in words_of(author.get(mine))
    form = author.get(f"{mine}uredi/").context["form"]
    as_shown = {
        name: form[name].value() or ""
        for name in ("title", "summary", "text", "seen", "typed_from")
    }
    corrected = {**as_shown, "text": "Bilo je lepo, v soboto 7. novembra.", "do": "hand_in"}
    assert author.post(f"{mine}uredi/", corrected).status_code == 302

    # It is published as it was read.
    time_passes(clock, hours=1)
    screen = decider.get(link_in(mails_to(scene.decider)[-1]))
    with django_capture_on_commit_callbacks(execute=True):
        done = decider.post(f"{to_decide}objavi/", decision(screen, "approve_form"))
    assert done.url == "/cms/pregled/"

    # The reader finds it by search, on the front page, in the blog and at its organisation.
    for address in (
        "/iskanje/?q=drevesa",
        "/",
        "/blog/",
        scene.youth.url,
        "/blog/sadili-smo-drevesa/",
    ):
        assert "Sadili smo drevesa" in words_of(reader.get(address)), address
    assert "v soboto 7. novembra" in words_of(reader.get("/blog/sadili-smo-drevesa/"))

    # The author is told once, with the address to pass on.
    time_passes(clock, minutes=1)
    published = mails_to(scene.author)[-1]
    assert "/blog/sadili-smo-drevesa/" in published.body
    assert len(mails_to(scene.author)) == 4


def test_an_event_is_handed_in_published_found_and_cancelled(
    scene, clock, django_capture_on_commit_callbacks
):
    author, decider, reader = browser_of(scene.author), browser_of(scene.decider), Client()
    time_passes(clock, minutes=1)

    assert author.post("/oddaj/dogodek/", EVENT).status_code == 302
    event = EventPage.objects.get()
    time_passes(clock, minutes=1)
    to_decide = link_in(mails_to(scene.decider)[-1])
    with django_capture_on_commit_callbacks(execute=True):
        decider.post(f"{to_decide}objavi/", decision(decider.get(to_decide), "approve_form"))

    for address in ("/iskanje/?q=koncert", "/", "/koledar/", scene.youth.url):
        assert "Koncert na trgu" in words_of(reader.get(address)), address

    # What everybody must know at once needs no review; duty finds it in its list.
    author.post(f"/oddaj/{event.pk}/stanje/", {"status": "cancelled", "reason": "Toča."})
    for address in ("/", "/koledar/", scene.youth.url, event.url):
        assert "Toča." in words_of(reader.get(address)), address
    assert "Toča." in words_of(decider.get("/cms/pregled/"))

    # A week later it is past.
    time_passes(clock, days=7)
    assert "Koncert na trgu" not in words_of(reader.get("/"))
    assert "Koncert na trgu" in words_of(reader.get("/koledar/?kdaj=pretekli"))
