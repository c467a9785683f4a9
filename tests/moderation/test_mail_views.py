"""The addresses below ``/odlocitev/``: whoever holds one decides, once, as its owner."""

import re
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from mail.models import OutgoingMail
from moderation import services
from moderation.models import DecisionLink, Step
from network.rights import Proposal
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    draft_by,
    letters,
    public_title,
    published_by,
    row_of,
    write,
)

LIMIT = int(settings.ACCOUNT_RATE_LIMITS["decision_link"].partition("/")[0])


def token_in_letter_to(user) -> str:
    letter = OutgoingMail.objects.filter(recipient=user.email, kind="submitted_duty").latest("pk")
    return re.search(r"/odlocitev/(\S+)/", letter.text)[1]


def address_for(page, user, now=NOON) -> str:
    return f"/odlocitev/{services.issue_link(contribution=row_of(page), user=user, now=now)}/"


@pytest.fixture
def address(scene, submitted):
    """What the partner on duty was mailed about what its author handed in."""
    return address_for(submitted, scene.decider)


@pytest.fixture
def careful():
    """A browser whose forms are checked as they are for everybody."""
    return Client(enforce_csrf_checks=True)


def words_of(answer) -> str:
    return answer.content.decode()


def state_of(page):
    """Everything that a decision would change."""
    return (
        row_of(page).proposal,
        public_title(page),
        Step.objects.count(),
        letters(),
        list(DecisionLink.objects.order_by("pk").values_list("used_at", "revoked_at")),
    )


# --- looking ------------------------------------------------------------------------------------


def test_opening_a_link_shows_the_text_and_both_decisions_and_changes_nothing(
    submitted, address, client
):
    before = state_of(submitted)

    answers = [client.get(address), client.head(address), client.get(f"{address}besedilo/")]

    assert [answer.status_code for answer in answers] == [200] * 3
    page, _head, text = answers
    assert f'src="{address}besedilo/"' in words_of(page)
    assert 'name="decision" value="approve"' in words_of(page)
    assert 'name="decision" value="send_back"' in words_of(page)
    assert "Oddano" in words_of(text)
    assert state_of(submitted) == before


def test_the_text_is_read_as_it_was_handed_in_not_as_it_is_public(scene, client):
    post = published_by(scene.author, scene.youth, title="Javno")
    write(post, scene.author, title="Novo")
    services.hand_in(page_id=post.pk, user=scene.author, now=NOON)
    address = address_for(post, scene.decider)

    page, text = words_of(client.get(address)), words_of(client.get(f"{address}besedilo/"))

    assert ("Novo" in page, "Novo" in text, post.url in page) == (True, True, True)


def test_no_answer_is_kept_listed_framed_or_named_to_other_sites(address, client):
    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy", "X-Frame-Options")
    closed = ("no-store, private", "noindex, nofollow", "strict-origin")

    answers = {
        where: tuple(client.get(where)[name] for name in names)
        for where in (address, f"{address}besedilo/", f"/odlocitev/{'a' * 43}/")
    }

    assert answers == {
        address: (*closed, "DENY"),
        f"{address}besedilo/": (*closed, "SAMEORIGIN"),
        f"/odlocitev/{'a' * 43}/": (*closed, "DENY"),
    }
    policy = client.get(address)["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_report_about_the_page_does_not_hand_its_address_on(address, client, careful):
    pages = [
        client.get(address),
        client.get(f"/odlocitev/{'a' * 43}/"),
        careful.post(address, {"comment": "Trud"}, headers={"origin": "http://testserver"}),
    ]

    assert [page.status_code for page in pages] == [200, 410, 403]
    assert [
        re.search(r'/sporoci-napako/\?stran=([^"]*)"', words_of(page))[1] for page in pages
    ] == ["", "", ""]


# --- deciding -----------------------------------------------------------------------------------


def pressed(browser, address, **data):
    """Open the page and send its form, as a browser does."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', words_of(browser.get(address)))
    return browser.post(address, {"csrfmiddlewaretoken": token[1], **data})


def test_publishing_by_the_link_needs_no_account_in_the_browser(
    submitted, address, careful, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = pressed(careful, address, decision="approve")

    assert (answer.status_code, public_title(submitted)) == (200, "Oddano")
    assert submitted.url in words_of(answer)
    assert careful.get(submitted.url).status_code == 200


def test_sending_back_by_the_link_takes_the_comment_along(submitted, address, careful):
    answer = pressed(careful, address, decision="send_back", comment="Kdaj?\nKje?")

    step = Step.objects.of_page(submitted.pk).first()
    assert (answer.status_code, step.kind, step.comment) == (200, "sent_back", "Kdaj?\nKje?")


def test_a_browser_sends_the_form_with_the_origin_of_the_site(address, careful):
    """What a policy of "no-referrer" makes browsers send instead is refused."""
    token = re.search(r'Token" value="(\w+)"', words_of(careful.get(address)), re.IGNORECASE)[1]
    data = {"csrfmiddlewaretoken": token, "decision": "send_back"}

    assert careful.post(address, data, headers={"origin": "null"}).status_code == 403
    assert careful.post(address, data, headers={"origin": "http://testserver"}).status_code == 422


def test_without_cookies_a_page_says_how_to_go_on_and_nothing_is_decided(
    submitted, address, careful
):
    before = state_of(submitted)

    answers = [
        careful.post(address, {"decision": "approve"}),
        careful.post(
            address,
            {"decision": "send_back", "comment": "Trud poplačan"},
            headers={"origin": "http://testserver"},
        ),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "403_csrf.html" in [template.name for template in answers[0].templates]
    assert "Trud poplačan" in words_of(answers[1])
    assert state_of(submitted) == before


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"decision": ""},
        {"decision": "schedule"},
        {"decision": ["approve", "send_back"]},
        {"decision": ["send_back", "approve"]},
        {"decision": "approve\0"},
        {"decision": "send_back"},
        {"decision": "send_back", "comment": ""},
        {"decision": "send_back", "comment": " \n"},
        {"decision": "send_back", "comment": "a" * 4001},
        {"decision": "send_back", "comment": "a\0b"},
        {"decision": "approve", "comment": "a" * 4001},
    ],
)
def test_a_form_that_decides_nothing_comes_back_with_what_was_typed(
    submitted, address, client, data
):
    before = state_of(submitted)

    answer = client.post(address, data)

    assert answer.status_code == 422
    assert data.get("comment", "").strip() in words_of(answer)
    assert "form_errors" in words_of(answer)
    assert state_of(submitted) == before


def test_what_else_a_form_brings_changes_nothing(scene, submitted, address, client):
    other = draft_by(scene.author, scene.youth, title="Drugi")
    services.hand_in(page_id=other.pk, user=scene.author, now=NOON)
    read = as_read(other)

    client.post(
        address,
        {
            "decision": "approve",
            "revision": read["revision_id"],
            "revision_id": read["revision_id"],
            "digest": read["digest"],
            "page_id": other.pk,
            "user": scene.root.pk,
            "go_live_at": "2030-01-01T10:00",
            "token": "a" * 43,
        },
    )

    assert (public_title(submitted), public_title(other)) == ("Oddano", None)
    assert row_of(submitted).scheduled_for is None


def test_deciding_by_the_link_takes_no_more_queries_than_in_the_cms(
    address, client, django_assert_max_num_queries
):
    client.get(address)

    with django_assert_max_num_queries(40):
        client.get(address)
    with django_assert_max_num_queries(130):
        client.post(address, {"decision": "approve"})


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_speaks_the_language_of_its_address(submitted, address, client, language):
    page = words_of(client.get(f"/{language}{address}"))

    assert f'<html lang="{language}">' in page
    assert f'src="/{language}{address}besedilo/"' in page
    assert client.post(f"/{language}{address}", {"decision": "approve"}).status_code == 200
    assert public_title(submitted) == "Oddano"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("tail", ["", "besedilo/", "media/a.jpg", "datoteke/1/a.txt"])
def test_other_methods_are_refused(submitted, address, client, method, tail):
    before = state_of(submitted)

    assert getattr(client, method)(address + tail).status_code == 405
    assert state_of(submitted) == before


@pytest.mark.parametrize("tail", ["besedilo/", "media/a.jpg", "datoteke/1/a.txt"])
def test_what_only_shows_takes_no_form(address, client, tail):
    assert client.post(address + tail, {"decision": "approve"}).status_code == 405


# --- links that decide nothing ------------------------------------------------------------------


def withdrawn(scene, post):
    services.withdraw(page_id=post.pk, user=scene.author, now=NOON)


def decided(scene, post):
    services.approve(page_id=post.pk, user=scene.colleague, now=NOON, **as_read(post))


def mended(scene, post):
    write(post, scene.colleague, title="Popravljeno")


def revoked(scene, post):
    services.revoke_all_of(user=scene.decider, by=scene.decider, now=NOON)


def off_duty(scene, post):
    scene.decider.memberships.all().delete()


@pytest.mark.parametrize(
    ("what", "status"),
    [(withdrawn, 409), (decided, 409), (mended, 409), (revoked, 410), (off_duty, 403)],
)
def test_a_dead_link_says_why_shows_nothing_and_gives_back_what_was_typed(
    scene, submitted, address, client, what, status
):
    what(scene, submitted)
    before = state_of(submitted)

    looks = [client.get(address), client.get(f"{address}besedilo/")]
    sends = [
        client.post(address, {"decision": decision, "comment": "Trud poplačan"})
        for decision in ("approve", "send_back")
    ]

    assert [answer.status_code for answer in looks + sends] == [status] * 4
    assert all("Oddano" not in words_of(answer) for answer in looks)
    assert all("Trud poplačan" in words_of(answer) for answer in sends)
    assert state_of(submitted) == before


def test_a_used_link_is_gone(submitted, address, client):
    client.post(address, {"decision": "send_back", "comment": "Ne."})
    before = state_of(submitted)

    again = client.post(address, {"decision": "approve"})

    assert (again.status_code, client.get(address).status_code) == (410, 410)
    assert state_of(submitted) == before


def test_after_seven_days_a_link_is_gone(submitted, address, client, clock):
    clock.shift(7 * 24 * 60 * 60)

    assert client.get(address).status_code == 410
    assert client.post(address, {"decision": "approve"}).status_code == 410
    assert row_of(submitted).proposal == Proposal.SUBMITTED


@pytest.mark.parametrize(
    ("token", "status"),
    [
        ("a", 410),
        ("a" * 43, 410),
        ("a" * 3000, 410),
        ("%E2%82%AC" * 43, 410),
        ("%ff%fe", 410),
        ("a%00" * 20, 404),
        ("", 404),
    ],
)
@pytest.mark.parametrize("tail", ["", "besedilo/", "media/a.jpg", "datoteke/1/a.txt"])
def test_what_is_no_token_is_no_address(db, client, token, status, tail):
    assert client.get(f"/odlocitev/{token}/{tail}").status_code == (status if token else 404)


def test_another_ones_token_decides_as_that_one(scene, submitted, client):
    """The address alone says whose decision it is."""
    addresses = [address_for(submitted, user) for user in (scene.decider, scene.colleague)]

    client.post(addresses[1], {"decision": "send_back", "comment": "Ne."})

    assert Step.objects.of_page(submitted.pk).first().actor == scene.colleague
    assert client.post(addresses[0], {"decision": "approve"}).status_code == 409


@pytest.mark.parametrize("who", ["colleague", "author", "coordinator", "root"])
def test_a_browser_signed_in_as_somebody_else_is_refused(scene, submitted, address, client, who):
    client.force_login(getattr(scene, who))
    before = state_of(submitted)

    answers = [
        client.get(address),
        client.get(f"{address}besedilo/"),
        client.post(address, {"decision": "send_back", "comment": "Trud poplačan"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert all(str(scene.decider) not in words_of(answer) for answer in answers)
    assert "Trud poplačan" in words_of(answers[-1])
    assert state_of(submitted) == before


def test_its_owner_may_be_signed_in(scene, submitted, address, client):
    client.force_login(scene.decider)

    assert client.post(address, {"decision": "approve"}).status_code == 200
    assert public_title(submitted) == "Oddano"


# --- guessing -----------------------------------------------------------------------------------


def test_guesses_are_throttled_and_what_was_given_out_works_from_the_same_place(
    submitted, address, client
):
    guesses = [f"/odlocitev/{number:043}/" for number in range(LIMIT + 30)]

    answers = [client.get(guess).status_code for guess in guesses]

    assert answers == [410] * LIMIT + [429] * 30
    assert client.head(guesses[0]).status_code == 429
    assert client.post(guesses[0], {"decision": "approve"}).status_code == 429
    assert client.get(f"{guesses[0]}besedilo/").status_code == 429
    assert client.get(guesses[0], headers={"x-forwarded-for": "192.0.2.1"}).status_code == 429
    assert client.get(guesses[0], REMOTE_ADDR="192.0.2.2").status_code == 410
    assert client.get(address).status_code == 200
    assert client.post(address, {"decision": "approve"}).status_code == 200
    assert public_title(submitted) == "Oddano"


def test_opening_what_was_given_out_is_no_guess(address, client):
    for _time in range(LIMIT + 1):
        assert client.get(address).status_code == 200

    assert client.get(f"/odlocitev/{'a' * 43}/").status_code == 410


# --- pictures and files of what is not public ---------------------------------------------------


def picture_of(organisation, title):
    content = BytesIO()
    Image.effect_noise((60, 40), 90).convert("RGB").save(content, "JPEG")
    picture = get_image_model()(
        title=title,
        author="Nekdo",
        collection=organisation.collection,
        file=ContentFile(content.getvalue(), name="slika.jpg"),
    )
    picture._set_image_file_metadata()
    picture.save()
    return picture


def file_of(organisation, words):
    document = get_document_model()(
        title=words,
        collection=organisation.collection,
        file=ContentFile(words.encode(), name="datoteka.txt"),
    )
    document.save()
    return document


def fetched(client, address):
    """The answer, read to its end, which closes the file."""
    answer = client.get(address)
    answer.getvalue()
    return answer


def text_with(scene, picture, document, **facts):
    post = draft_by(scene.author, scene.youth, **facts)
    post.body = [
        ("picture", {"picture": picture, "alt_text": "Slika", "caption": ""}),
        ("file", {"file": document, "text": ""}),
    ]
    post.save_revision(user=scene.author)
    return post


@pytest.fixture
def things(scene):
    """A picture and a file of what was handed in, and others of a draft of the same author."""
    shown = picture_of(scene.youth, "Oddana"), file_of(scene.youth, "Vsebina oddane")
    hidden = picture_of(scene.youth, "Skrita"), file_of(scene.youth, "Vsebina skrite")
    text_with(scene, *hidden, title="Osnutek")
    post = text_with(scene, *shown, title="Oddano")
    services.hand_in(page_id=post.pk, user=scene.author, now=NOON)
    return post, shown, hidden


def test_pictures_and_files_of_the_text_show_through_the_link_alone(scene, things, client):
    post, _shown, _hidden = things
    address = address_for(post, scene.decider)
    text = words_of(client.get(f"{address}besedilo/"))

    addresses = re.findall(rf'{address}(?:media|datoteke)/[^\s",]+', text)

    assert {found.removeprefix(address).partition("/")[0] for found in addresses} == {
        "media",
        "datoteke",
    }
    assert not re.search(r'"/(?:media|datoteke)/', text)
    for found in addresses:
        answer = fetched(client, found)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
        assert fetched(client, found.replace(address, "/")).status_code == 404
    found = next(found for found in addresses if "/datoteke/" in found)
    assert fetched(client, found)["Content-Disposition"].startswith("attachment")


def test_a_link_shows_no_other_pictures_and_files(scene, things, client):
    post, (picture, document), (hidden, hidden_document) = things
    address = address_for(post, scene.decider)
    rendition, hidden_rendition = (
        image.get_rendition("max-165x165") for image in (picture, hidden)
    )

    answers = {
        tail: fetched(client, address + tail).status_code
        for tail in (
            f"media/{rendition.file.name}",
            f"media/{hidden_rendition.file.name}",
            f"media/{picture.file.name}",
            "media/../../manage.py",
            "media/ni.jpg",
            f"datoteke/{document.pk}/{document.filename}",
            f"datoteke/{document.pk}/drugo.txt",
            f"datoteke/{hidden_document.pk}/{hidden_document.filename}",
            f"datoteke/{'9' * 40}/a.txt",
        )
    }

    assert list(answers.values()) == [200, 404, 404, 404, 404, 200, 404, 404, 404]


def test_a_dead_link_shows_no_pictures(scene, things, client):
    post, (picture, document), _hidden = things
    address = address_for(post, scene.decider)
    rendition = picture.get_rendition("max-165x165")
    services.revoke_all_of(user=scene.decider, by=scene.decider, now=LATER)

    assert client.get(f"{address}media/{rendition.file.name}").status_code == 410
    assert client.get(f"{address}datoteke/{document.pk}/{document.filename}").status_code == 410
