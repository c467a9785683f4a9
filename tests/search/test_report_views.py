"""What readers search for, on the screens of duty."""

from datetime import date
from urllib.parse import quote

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import gettext

from search.models import QueryCount, Synonym
from search.reporting import ROWS_SHOWN, month_of_searches
from tests.moderation.scene import NOON

NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
REPORT, ADD = reverse("search_cms:report"), reverse("search_cms:add_synonym")
WHO = [
    ("decider", 200),
    ("coordinator", 200),
    ("root", 200),
    ("follower", 404),
    ("author", 302),
    (None, 302),
]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def counted(query, asked=2, **facts):
    return QueryCount.objects.create(
        **{"month": NOVEMBER, "language": "sl", "query": query, "asked": asked, **facts}
    )


def names(rows):
    return [row.query for row in rows]


def test_month_of_searches_parts_what_led_nowhere_from_what_nobody_opened(db):
    counted("rov", 9, clicked=4)
    counted("jama", 5, without_result=5)
    counted("zadnji vlak", 3, without_result=1)
    counted("skupaj", 2)
    counted("enkrat", 1, without_result=1)
    counted("", 4)
    counted("prej", 7, month=OCTOBER)

    month = month_of_searches(NOVEMBER)

    assert (names(month.most_asked), names(month.without_result), names(month.without_click)) == (
        ["rov", "jama", "zadnji vlak", "skupaj"],
        ["jama", "zadnji vlak"],
        ["zadnji vlak", "skupaj"],
    )
    assert month.sums == {"asked": 24, "without_result": 7, "clicked": 4, "rare": 5}


def test_month_of_searches_is_no_list_without_end(db):
    for number in range(ROWS_SHOWN + 1):
        counted(f"rov {number}")

    assert len(month_of_searches(NOVEMBER).most_asked) == ROWS_SHOWN


@pytest.mark.parametrize(("who", "status"), WHO)
@pytest.mark.parametrize("address", [REPORT, ADD])
def test_searches_are_for_those_who_keep_watch(scene, client, address, who, status):
    counted("skrivnost")
    if who:
        client.force_login(getattr(scene, who))

    answer = client.get(address, {"q": "skrivnost"})

    assert (answer.status_code, "skrivnost" in answer.content.decode()) == (status, status == 200)


def test_report_shows_no_query_that_was_asked_once(scene, client):
    counted("nekdo nekje", 1)
    counted("rov", 2)
    client.force_login(scene.decider)

    page = client.get(REPORT).content.decode()

    assert ("nekdo nekje" in page, ">rov" in page) == (False, True)


@pytest.mark.parametrize("who", ["coordinator", "decider", "root"])
def test_report_leads_to_a_synonym_and_to_a_promoted_result(scene, client, who):
    counted("štipa & co", without_result=2)
    client.force_login(getattr(scene, who))

    page = client.get(REPORT).content.decode()

    query = quote("štipa & co")
    assert f'{ADD}?q={query}&amp;jezik=sl"' in page
    assert f'{reverse("search_cms:promote")}?q={query}"' in page


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", "zdaj"),
        ("?mesec=2026-10", "prej"),
        ("?mesec=2026-12", "zdaj"),
        ("?mesec=9999-99&mesec=x", "zdaj"),
        ("?mesec=%00", "zdaj"),
        (f"?mesec={'a' * 10_000}", "zdaj"),
    ],
)
def test_report_shows_the_month_of_its_address(scene, client, address, shown):
    counted("zdaj")
    counted("prej", month=OCTOBER)
    client.force_login(scene.decider)

    answer = client.get(REPORT + address)

    assert (answer.status_code, names(answer.context["searches"].most_asked)) == (200, [shown])


def test_report_says_so_when_nobody_searched(scene, client):
    client.force_login(scene.decider)

    page = client.get(REPORT).content.decode()

    assert gettext("Nobody searched in this month.") in page


def test_report_shows_markup_as_words(scene, client):
    counted("<script>alert(1)</script>")
    client.force_login(scene.decider)

    page = client.get(REPORT).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_report_stands_among_the_screens_of_duty(scene, client):
    client.force_login(scene.decider)
    shown = client.get(reverse("moderation:queue")).content.decode()
    client.force_login(scene.follower)
    hidden = client.get(reverse("moderation:queue")).content.decode()
    client.force_login(scene.decider)
    here = client.get(REPORT).content.decode()

    assert (f'href="{REPORT}"' in shown, f'href="{REPORT}"' in hidden) == (True, False)
    assert f'href="{REPORT}" aria-current="page"' in here


def test_report_takes_no_other_method(scene, client):
    client.force_login(scene.decider)

    assert client.post(REPORT).status_code == 405


def test_report_asks_the_database_as_often_for_many_as_for_one(
    scene, client, django_assert_num_queries
):
    counted("rov", without_result=1)
    client.force_login(scene.decider)
    client.get(REPORT)
    with django_assert_num_queries(20, exact=False) as one:
        client.get(REPORT)
    for number in range(20):
        counted(f"jama {number}", without_result=1)

    with django_assert_num_queries(len(one)):
        client.get(REPORT)


def added(client, **facts):
    return client.post(ADD, {"typed": "Bajsa", "means": "hiša", "language": "sl", **facts})


def test_synonym_is_added_by_duty_and_found_from_then_on(scene, client):
    client.force_login(scene.decider)

    answer = added(client, is_two_way="on")

    assert (answer.status_code, answer.url) == (302, REPORT)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        gettext("Saved. It is found from now on.")
    ]
    synonym = Synonym.objects.get(typed="bajsa")
    assert (synonym.means, synonym.language, synonym.is_two_way) == ("hiša", "sl", True)


def test_synonym_form_begins_with_the_query_and_its_language(scene, client):
    client.force_login(scene.decider)

    form = client.get(ADD, {"q": "Bajsa!", "jezik": "en"}).context["form"]

    assert (form["typed"].value(), form["language"].value()) == ("bajsa", "en")


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"typed": ""}, ["typed"]),
        ({"means": ""}, ["means"]),
        ({"means": "bajsa"}, ["means"]),
        ({"typed": "\x00"}, ["typed"]),
        ({"typed": "a" * 10_000}, ["typed"]),
        ({"means": "a" * 10_000}, ["means"]),
        ({"language": "fr"}, ["language"]),
        ({"typed": "mam"}, ["__all__"]),
    ],
)
def test_synonym_that_cannot_be_taken_comes_back(scene, client, facts, wrong):
    before = Synonym.objects.count()
    client.force_login(scene.decider)

    answer = added(client, **facts)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, wrong)
    assert Synonym.objects.count() == before


@pytest.mark.parametrize("query", ["a" * 10_000, "\x00", "' OR 1=1 --"])
def test_synonym_form_opens_with_whatever_stands_in_its_address(scene, client, query):
    client.force_login(scene.decider)

    assert client.get(ADD, {"q": query, "jezik": query[:20]}).status_code == 200


@pytest.mark.parametrize("who", ["follower", "author", None])
def test_synonym_is_added_by_nobody_else(scene, client, who):
    if who:
        client.force_login(getattr(scene, who))

    answer = added(client)

    assert answer.status_code in {302, 404}
    assert not Synonym.objects.filter(typed="bajsa").exists()
