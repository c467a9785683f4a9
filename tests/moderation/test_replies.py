"""Ready-made replies: chosen without a script, kept by coordinators."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from moderation.models import Reply
from network.rights import Proposal
from tests.moderation.scene import row_of, write
from tests.moderation.test_views import form_of, sent

ADD = "wagtailsnippets_moderation_reply:add"


@pytest.fixture
def reply(scene):
    return Reply.objects.create(title="Kraj", text="Dodaj kraj.", position=0)


def comment_on(answer):
    return answer.context["send_back_form"]["comment"].value()


@pytest.mark.parametrize(
    ("typed", "comment"),
    [("", "Dodaj kraj."), ("  Živjo!\n", "Živjo!\n\nDodaj kraj.")],
    ids=["nothing typed", "below what was typed"],
)
def test_a_reply_is_inserted_and_nothing_is_sent(scene, submitted, client, reply, typed, comment):
    client.force_login(scene.decider)

    answer = sent(
        client, "insert_reply", submitted, form_of(submitted, reply=reply.pk, comment=typed)
    )

    assert (answer.status_code, comment_on(answer)) == (200, comment)
    assert row_of(submitted).proposal == Proposal.SUBMITTED


def test_a_reply_inserted_into_a_text_that_changed_says_so(scene, submitted, client, reply):
    data = form_of(submitted, reply=reply.pk, comment="Živjo!")
    client.force_login(scene.decider)
    client.get(reverse("moderation:submission", args=[submitted.pk]))
    write(submitted, scene.colleague, title="Novejše")

    answer = sent(client, "insert_reply", submitted, data)

    assert (answer.context["has_changed"], comment_on(answer)) == (True, "Živjo!\n\nDodaj kraj.")
    assert len(answer.context["news"].changes) == 1


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 40, "999999", "1 OR 1", "²"])
def test_a_reply_that_is_not_there_keeps_what_was_typed(scene, submitted, client, number):
    client.force_login(scene.decider)

    answer = sent(
        client, "insert_reply", submitted, form_of(submitted, reply=number, comment="Živjo!")
    )

    assert (answer.status_code, comment_on(answer)) == (200, "Živjo!")


def test_a_reply_is_chosen_by_the_address(scene, submitted, client, reply):
    client.force_login(scene.decider)
    screen = reverse("moderation:submission", args=[submitted.pk])

    begun = [
        comment_on(client.get(f"{screen}?odgovor={number}"))
        for number in (reply.pk, "x", "9" * 40, "%00", "")
    ]

    assert begun == ["Dodaj kraj.", "", "", "", ""]


@pytest.mark.parametrize(
    ("who", "method", "status"),
    [
        ("decider", "get", 405),
        ("follower", "post", 404),
        ("author", "post", 302),
        (None, "post", 403),
    ],
)
def test_inserting_is_for_whoever_may_read_the_text(
    scene, submitted, client, reply, who, method, status
):
    if who:
        client.force_login(getattr(scene, who))
    address = reverse("moderation:insert_reply", args=[submitted.pk])

    answer = getattr(client, method)(address, {"reply": reply.pk, "comment": "Živjo!"})

    assert (answer.status_code, "Oddano" in answer.content.decode()) == (status, False)


def test_words_about_a_text_that_is_gone_are_given_back(scene, client):
    client.force_login(scene.decider)
    address = reverse("moderation:insert_reply", args=[999_999])

    answer = client.post(address, {"comment": "Živjo!"})

    assert (answer.status_code, "Živjo!" in answer.content.decode()) == (404, True)


@pytest.mark.parametrize(("who", "may"), [("coordinator", True), ("decider", False)])
def test_replies_are_kept_by_coordinators(scene, client, who, may):
    client.force_login(getattr(scene, who))

    client.post(reverse(ADD), {"title": "Ura", "text": "Dodaj uro.", "position": "3"})

    assert Reply.objects.filter(title="Ura").exists() == may


def test_the_words_of_a_reply_are_plain(scene, submitted, client):
    Reply.objects.create(title="<b>x</b>", text="</textarea><script>1</script>")
    client.force_login(scene.decider)
    number = Reply.objects.get(title="<b>x</b>").pk

    page = client.get(
        reverse("moderation:submission", args=[submitted.pk]), {"odgovor": number}
    ).content.decode()

    assert ("<b>x</b>" in page, "<script>1" in page, gettext("Send back") in page) == (
        False,
        False,
        True,
    )
