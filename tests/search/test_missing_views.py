"""Whoever found nothing says what they look for."""

from urllib.parse import quote

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import gettext

from mail.models import OutgoingMail
from moderation.models import ReaderReport
from tests.moderation.scene import NOON, letters

FORM = "/iskanje/povejte/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def typed(**facts):
    return {"q": "štipa", "message": "Štipendijo za glasbo.", "email": "", "website": "", **facts}


def kept():
    return list(ReaderReport.objects.values_list("kind", "query", "address", "message", "email"))


def test_missing_is_kept_mailed_and_thanked_for_without_an_account(scene, client):
    answer = client.post(FORM, typed())

    results = f"/iskanje/?q={quote('štipa')}"
    assert (answer.status_code, answer.url) == (302, results)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        gettext("Thank you! Whoever is on duty will look for it.")
    ]
    assert kept() == [("missing", "štipa", results, "Štipendijo za glasbo.", "")]
    assert letters() == [("odloca", "reader_report"), ("sodelavka", "reader_report")]
    mail = OutgoingMail.objects.first()
    assert ("štipa" in mail.text, "Štipendijo za glasbo." in mail.text) == (True, True)


def test_missing_form_knows_what_was_searched_for(scene, client):
    answer = client.get(FORM, {"q": "štipa!"})

    assert answer.status_code == 200
    assert 'name="q" value="štipa"' in answer.content.decode()


def test_missing_form_stands_below_empty_results(rf):
    page = Template("{% load missing_tags %}{% missing_form q %}").render(
        Context({"q": '"><script>', "csrf_token": "zeton"})
    )

    assert [
        part in page for part in (f'action="{FORM}"', "zeton", "<script>", 'name="message"')
    ] == [
        True,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"message": ""}, ["message"]),
        ({"message": " \n"}, ["message"]),
        ({"message": "a" * 2001}, ["message"]),
        ({"message": "a\x00"}, ["message"]),
        ({"email": "bralka"}, ["email"]),
        ({"q": "a" * 201}, ["q"]),
        ({"q": "\x00"}, ["q"]),
    ],
)
def test_missing_that_cannot_be_taken_comes_back_with_what_was_typed(scene, client, facts, wrong):
    answer = client.post(FORM, typed(**facts))

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, wrong)
    assert answer.context["form"].data["message"] == typed(**facts)["message"]
    assert (kept(), letters()) == ([], [])


@pytest.mark.parametrize(
    ("query", "as_kept", "address"),
    [
        ("", "", "/iskanje/"),
        ("!?", "", "/iskanje/"),
        ("字" * 200, "字" * 200, "/iskanje/"),
        ('"> <b>', "b", "/iskanje/?q=b"),
    ],
)
def test_missing_leads_back_to_the_results_as_far_as_they_have_an_address(
    scene, client, query, as_kept, address
):
    answer = client.post(FORM, typed(q=query))

    assert (answer.url, kept()[0][1:3]) == (address, (as_kept, address))


def test_missing_of_a_robot_is_thanked_and_forgotten(scene, client):
    answer = client.post(FORM, typed(website="https://spam.example/"))

    assert (answer.status_code, answer.url, kept(), letters()) == (302, "/iskanje/", [], [])


def test_missing_is_throttled_together_with_reports_of_mistakes(scene, client):
    for _time in range(4):
        client.post(FORM, typed())
    client.post(
        "/sporoci-napako/", {"address": "", "message": "Napaka.", "email": "", "website": ""}
    )

    answer = client.post(FORM, typed(message="Še nekaj."))

    assert answer.context["form"].errors == {
        "__all__": [gettext("That was a lot at once. Please try again in an hour.")]
    }
    assert ("Še nekaj." in answer.content.decode(), len(kept())) == (True, 5)


def test_missing_takes_no_other_method(client, db):
    assert client.put(FORM).status_code == 405


def test_missing_stands_among_the_reports_of_readers(scene, client):
    client.post(FORM, typed(q="<b>rov"))
    client.force_login(scene.decider)

    page = client.get(reverse("moderation:reports")).content.decode()

    assert [
        part in page for part in ("b rov", "/iskanje/?q=b+rov", gettext("not found"), "<b>rov")
    ] == [True, True, True, False]
