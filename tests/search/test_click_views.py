"""The beacon of an opened result."""

import pytest
import time_machine

from search.models import QueryCount
from search.services import count_query
from tests.moderation.scene import NOON

ADDRESS = "/iskanje/klik/"
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _asked(db):
    for language in ("sl", "sl", "en"):
        count_query(query="rov", found=1, language=language, now=NOON)
    with time_machine.travel(NOON, tick=False):
        yield


def clicks():
    return dict(QueryCount.objects.values_list("language", "clicked"))


@pytest.mark.parametrize(
    ("headers", "status", "counted"),
    [
        (SAME, 204, 1),
        ({"Origin": "http://testserver"}, 204, 1),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403, 0),
        ({"Sec-Fetch-Site": "same-site"}, 403, 0),
        ({"Sec-Fetch-Site": "none"}, 403, 0),
        ({"Origin": "https://zlo.example"}, 403, 0),
        ({"Origin": "null"}, 403, 0),
        ({"Origin": "http://[::1"}, 403, 0),
        ({}, 403, 0),
    ],
)
def test_click_is_counted_from_our_own_pages_alone(client, headers, status, counted):
    client.handler.enforce_csrf_checks = True

    answer = client.post(ADDRESS, {"q": "Rov"}, headers=headers)

    assert (answer.status_code, answer.content, clicks()) == (status, b"", {"sl": counted, "en": 0})


def test_click_is_counted_in_the_language_of_its_address(client):
    client.post(f"/en{ADDRESS}", {"q": "rov"}, headers=SAME)

    assert clicks() == {"sl": 0, "en": 1}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"q": ""},
        {"q": "jama"},
        {"q": "a" * 10_000},
        {"q": "\x00"},
        {"q": ["jama", "jama"]},
        {"q": "ana@example.org"},
    ],
)
def test_click_of_what_nobody_asked_is_answered_and_not_counted(client, body):
    answer = client.post(ADDRESS, body, headers=SAME)

    assert (answer.status_code, clicks(), QueryCount.objects.count()) == (
        204,
        {"sl": 0, "en": 0},
        2,
    )


def test_click_is_sent_by_post_alone(client):
    assert client.get(ADDRESS).status_code == 405


def test_click_is_throttled(client):
    count_query(query="jama", found=1, language="sl", now=NOON)
    for _time in range(30):
        client.post(ADDRESS, {"q": "jama"}, headers=SAME)

    answer = client.post(ADDRESS, {"q": "rov"}, headers=SAME)

    assert (answer.status_code, QueryCount.objects.get(query="rov", language="sl").clicked) == (
        204,
        0,
    )
