import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import gettext

from moderation import services
from moderation.errors import TooLate
from moderation.models import ReaderReport
from tests.moderation.scene import NOON, draft_by, letters, published_by

FORM = "/sporoci-napako/"


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def typed(**facts):
    return {"address": "", "message": "Napačna ura.", "email": "", "website": "", **facts}


def test_report_is_kept_mailed_and_thanked_for_without_an_account(scene, client):
    post = published_by(scene.author, scene.youth)

    answer = client.post(FORM, typed(address=post.url, email="bralka@example.org"))

    assert (answer.status_code, answer.url, said(answer)) == (
        302,
        post.url,
        [gettext("Thank you! Whoever is on duty will look at it.")],
    )
    assert list(
        ReaderReport.objects.values_list("address", "page", "message", "email", "created_at")
    ) == [(post.url, post.pk, "Napačna ura.", "bralka@example.org", NOON)]
    assert letters() == [("odloca", "reader_report"), ("sodelavka", "reader_report")]


def test_report_form_knows_the_page_it_was_opened_from(scene, client):
    answer = client.get(FORM, {"stran": "/blog/"})

    assert answer.status_code == 200
    assert 'value="/blog/"' in answer.content.decode()


def test_report_about_no_page_returns_to_the_front_page(scene, client):
    answer = client.post(FORM, typed())

    assert (answer.url, list(ReaderReport.objects.values_list("address", "page"))) == (
        "/",
        [("/", None)],
    )


def test_report_about_a_draft_does_not_tell_that_there_is_one(scene, client):
    draft = draft_by(scene.author, scene.youth)

    client.post(FORM, typed(address=f"/blog/{draft.slug}/"))

    assert list(ReaderReport.objects.values_list("page", flat=True)) == [None]


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"message": ""}, ["message"]),
        ({"message": " \n"}, ["message"]),
        ({"message": "a" * 2001}, ["message"]),
        ({"message": "a\x00b"}, ["message"]),
        ({"email": "bralka"}, ["email"]),
        ({"address": "/" + "a" * 500}, ["address"]),
        ({"address": "/a\x00"}, ["address"]),
    ],
    ids=["empty", "blank", "too long", "NUL", "no address", "long page", "NUL page"],
)
def test_report_that_cannot_be_taken_comes_back_with_what_was_typed(scene, client, facts, wrong):
    answer = client.post(FORM, typed(**facts))

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, wrong)
    assert answer.context["form"].data["message"] == typed(**facts)["message"]
    assert (ReaderReport.objects.count(), letters()) == (0, [])


def test_report_of_a_robot_is_thanked_and_forgotten(scene, client):
    answer = client.post(FORM, typed(website="https://spam.example/"))

    assert (answer.status_code, answer.url) == (302, "/")
    assert (ReaderReport.objects.count(), letters()) == (0, [])


def test_report_is_throttled_after_five_in_an_hour_and_keeps_what_was_typed(scene, client):
    answers = [client.post(FORM, typed(message=f"Napaka {number}.")) for number in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [200]
    assert answers[5].context["form"].errors == {
        "__all__": [gettext("That was a lot at once. Please try again in an hour.")]
    }
    assert "Napaka 5." in answers[5].content.decode()
    assert ReaderReport.objects.count() == 5


@pytest.mark.parametrize(
    "address",
    [
        "//zlo.example/",
        "/\\zlo.example/",
        "\\/zlo.example/",
        "///zlo.example/",
        "/\t/zlo.example/",
        "/\n/zlo.example/",
        "https://zlo.example/",
        "javascript:alert(1)",
        "zlo.example",
        "/\x01/zlo.example",
    ],
)
def test_report_leads_to_no_other_host(scene, client, address):
    answer = client.post(FORM, typed(address=address))

    assert answer.status_code == 302
    for link in [answer["Location"], ReaderReport.objects.get().address]:
        # A browser drops these before it reads an address.
        as_followed = re.sub(r"[\t\n\r]", "", link)
        assert (as_followed[:1], as_followed[:2] in {"//", "/\\"}) == ("/", False)


def test_report_that_holds_markup_is_shown_as_words(scene, client):
    client.post(FORM, typed(message="<script>alert(1)</script>", address='/"><script>'))
    client.force_login(scene.decider)

    page = client.get(reverse("moderation:reports")).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("decider", 200),
        ("coordinator", 200),
        ("root", 200),
        ("follower", 302),
        ("author", 302),
        (None, 302),
    ],
)
def test_reports_are_for_those_who_keep_watch(scene, client, who, status):
    services.report_mistake(address="/", page=None, message="Skrivnost.", email="", now=NOON)
    if who:
        client.force_login(getattr(scene, who))

    answer = client.get(reverse("moderation:reports"))

    assert (answer.status_code, "Skrivnost." in answer.content.decode()) == (status, status == 200)


def test_reports_say_so_when_there_is_none(scene, client):
    client.force_login(scene.decider)

    page = client.get(reverse("moderation:reports")).content.decode()

    assert (gettext("No open reports") in page, "<h>" in page) == (True, False)


def settled(client, report_id):
    return client.post(reverse("moderation:resolve_report", args=[report_id]))


def test_a_report_is_settled_once(scene, client):
    report = services.report_mistake(address="/", page=None, message="A", email="", now=NOON)
    client.force_login(scene.decider)

    first, second = settled(client, report.pk), settled(client, report.pk)

    assert (said(first), said(second)[-1]) == ([gettext("Settled.")], str(TooLate.message))
    assert list(ReaderReport.objects.open()) == []


def test_settling_a_report_that_is_gone_says_so(scene, client):
    client.force_login(scene.decider)

    answer = settled(client, 999_999)

    assert (answer.status_code, said(answer)) == (
        302,
        [gettext("This report does not exist any more.")],
    )


def test_settling_a_report_is_refused_to_whoever_does_not_keep_watch(scene, client):
    report = services.report_mistake(address="/", page=None, message="A", email="", now=NOON)
    client.force_login(scene.follower)

    answer = settled(client, report.pk)

    assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))
    assert list(ReaderReport.objects.open()) == [report]


def test_reports_ask_the_database_as_often_for_thirty_as_for_one(
    scene, client, django_assert_num_queries
):
    services.report_mistake(address="/", page=None, message="A", email="", now=NOON)
    client.force_login(scene.decider)
    client.get(reverse("moderation:reports"))
    with django_assert_num_queries(20, exact=False) as one:
        client.get(reverse("moderation:reports"))
    ReaderReport.objects.bulk_create(
        ReaderReport(address="/", message=f"Napaka {number}", created_at=NOON)
        for number in range(29)
    )

    with django_assert_num_queries(len(one)):
        client.get(reverse("moderation:reports"))
