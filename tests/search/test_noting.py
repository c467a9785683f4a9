"""Which visits to the results count."""

import pytest
from django.test import RequestFactory

from search.models import QueryCount
from search.noting import note_query
from tests.moderation.scene import NOON

pytestmark = pytest.mark.django_db


def visit(address="/iskanje/?q=rov", query="rov", *, method="GET", **headers):
    request = RequestFactory().generic(method, address, headers=headers, REMOTE_ADDR="192.0.2.1")
    return note_query(request, query=query, found=1, language="sl", now=NOON)


def asked():
    return dict(QueryCount.objects.values_list("query", "asked"))


def test_note_query_counts_a_question():
    assert (visit(), visit(), asked()) == (True, True, {"rov": 2})


@pytest.mark.parametrize(
    "facts",
    [
        {"address": "/iskanje/?q=rov&page=2"},
        {"address": "/iskanje/?q=rov&vrsta=objava"},
        {"address": "/iskanje/?q=rov&page=1&tema=sport"},
        {"address": "/iskanje/"},
        {"Cache-Control": "max-age=0"},
        {"Cache-Control": "no-cache"},
        {"Sec-Purpose": "prefetch"},
        {"method": "HEAD"},
        {"query": "031 123 456"},
        {"query": "\ud800\x00"},
        {"query": "a" * 10_000},
    ],
)
def test_note_query_leaves_out_what_is_no_new_question(facts):
    headers = {name: facts.pop(name) for name in list(facts) if "-" in name}

    assert (visit(**facts, **headers), asked()) == (False, {})


def test_note_query_stops_counting_whoever_floods_it(settings):
    answers = [visit(query=f"{number} rovov") for number in range(32)]

    assert (answers.count(True), len(asked())) == (30, 30)
