"""A post is translated, read by the partner on duty and found from its Slovene page."""

import re

from django.test import Client

from blog.models import PostPage
from tests.journeys.people import browser_of, decision, link_in, mails_to, time_passes, words_of
from tests.moderation.scene import published_by

POST = "/blog/tri-leta-v-gradcu/"


def test_a_post_is_translated_corrected_approved_and_read_by_a_german_reader(
    scene, clock, django_capture_on_commit_callbacks
):
    post = published_by(
        scene.author, scene.youth, title="Tri leta v Gradcu", slug="tri-leta-v-gradcu"
    )
    coordinator, author = browser_of(scene.coordinator), browser_of(scene.author)
    decider, reader = browser_of(scene.decider), Client()
    time_passes(clock, minutes=1)

    # The German blog offers what it lacks in Slovene, and says so.
    offered = words_of(reader.get("/de/blog/"))
    assert f'href="{POST}"' in offered
    assert "auf Slowenisch" in offered
    assert 'hreflang="de" href' not in words_of(reader.get(POST)).split("</head>")[0]

    # A coordinator has it translated and writes a first version; readers see nothing of it.
    answer = coordinator.post(
        f"/cms/localize/submit/page/{post.pk}/", {"locales": [_german(post).pk]}
    )
    german = PostPage.objects.get(locale__language_code="de")
    assert answer.url == f"/cms/pages/{german.pk}/edit/"
    _write(coordinator, german, title="Drei Jahre in Gratz", summary="Und zurück.", text="Gratz.")
    assert reader.get("/de/blog/drei-jahre-in-gratz/").status_code == 404

    # A member of the organisation finds it at /oddaj/, corrects the German and hands it in.
    assert f"/oddaj/{german.pk}/" in words_of(author.get("/oddaj/"))
    _write(
        author,
        german,
        title="Drei Jahre in Graz",
        summary="Und wieder zurück.",
        text="Graz liegt an der Mur.",
        do="hand_in",
    )

    # The partner on duty follows the mail, reads and publishes; the coordinator could not.
    time_passes(clock, minutes=1)
    assert "Deutsch" in words_of(decider.get("/cms/pregled/"))
    screen = decider.get(link_in(mails_to(scene.decider)[-1]))
    assert f'href="{POST}"' in words_of(screen)
    assert coordinator.post(
        f"/cms/pregled/{german.pk}/prevzemi/", {"reason": "Mudi se."}
    ).status_code in {403, 409}
    with django_capture_on_commit_callbacks(execute=True):
        decider.post(f"/cms/pregled/{german.pk}/objavi/", decision(screen, "approve_form"))

    # A German reader who was sent the Slovene page gets to the German one, and back.
    head = words_of(reader.get(POST)).split("</head>")[0]
    address = re.search(r'hreflang="de" href="http://testserver(/de/[^"]+)"', head)[1]
    read = words_of(reader.get(address))
    assert address == "/de/blog/drei-jahre-in-graz/"
    assert '<html lang="de">' in read
    assert "Graz liegt an der Mur." in read
    assert f'href="{POST}"' in read
    listed = words_of(reader.get("/de/blog/"))
    assert address in listed
    assert f'href="{POST}" lang="sl">' not in listed


def _german(post):
    return post.get_parent().get_translations().get(locale__language_code="de").locale


def _write(browser, page, **texts):
    """Fill in the form beside the original."""
    form = browser.get(f"/oddaj/{page.pk}/uredi/").context["form"]
    hidden = {name: form[name].value() for name in ("seen", "typed_from")}
    answer = browser.post(f"/oddaj/{page.pk}/uredi/", {**hidden, **texts})
    assert answer.status_code == 302
