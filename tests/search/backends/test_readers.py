"""Readers have an answer, whatever befalls Elasticsearch."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from search.backends import breaker, elasticsearch
from search.backends.asks import Ask, Hits, Signature
from search.backends.readers import Answerer
from search.models import Entry, PendingChange, ReplicaIndex
from search.services.replica_keeping import keep_replica
from search.services.replica_rebuilding import rebuild_replica
from tests.search.backends.listeners import (
    drips,
    garbage,
    hangs_up,
    listening,
    saying,
    silence,
)
from tests.search.entries import entry as described
from tests.search.keyed_entries import change, entry
from tests.search.replicas import known

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROV = Ask(groups=(frozenset({"rov"}),), now=NOW, languages=("sl",))
NOTHING = Hits((), ())


def find(ask):
    """Have a page of its own ask."""
    return Answerer()(ask)


def told(label, done, number):
    """Nobody watches a rebuild here."""


def answers(*entries):
    return Hits(tuple(row.pk for row in entries), (Signature("objava", "", "", len(entries)),))


def shaped(**changes):
    """An answer of the right shape but for what is said."""
    whole = {
        "timed_out": False,
        "_shards": {"failed": 0},
        "hits": {"hits": []},
        "aggregations": {"when": {"buckets": {}}},
    }
    return json.dumps({**whole, **changes}).encode()


FULL = {"none": {"signature": {"sum_other_doc_count": 1, "buckets": []}}}
STRANGERS = {
    "says nothing": silence,
    "drips": drips,
    "hangs up": hangs_up,
    "no HTTP": garbage,
    "not Elasticsearch": saying(b"{}", product=False),
    "a web page": saying(b"<html>", kind="text/html"),
    "half of JSON": saying(b'{"hits": '),
    "nothing at all": saying(b""),
    "a list": saying(b"[]"),
    "a number": saying(b"7"),
    "no hits": saying(b"{}"),
    "hits of another shape": saying(shaped(hits={"hits": [{"sort": []}]})),
    "ids that are none": saying(shaped(hits={"hits": [{"sort": [0, "x"]}]})),
    "counts of another shape": saying(shaped(aggregations={"when": {"buckets": [1]}})),
    "not all counts": saying(shaped(aggregations={"when": {"buckets": FULL}})),
    "a part is missing": saying(shaped(_shards={"failed": 1})),
    "it ran out of time": saying(shaped(timed_out=True)),
}


@pytest.mark.parametrize("answer", STRANGERS.values(), ids=STRANGERS)
def test_the_database_answers_in_time_when_something_strange_does(db, unbroken, settings, answer):
    written = entry("rov")
    settings.ELASTICSEARCH_SECONDS = 0.3

    with listening(answer) as address:
        settings.ELASTICSEARCH_URL = address
        began = time.monotonic()
        found = [find(ROV) for _ in range(breaker.FAILURES)]
        took = time.monotonic() - began

    assert found == [answers(written)] * breaker.FAILURES
    assert took < 3
    assert breaker.is_open()


def test_nobody_waits_once_it_was_given_up(db, unbroken, settings):
    written = entry("rov")
    settings.ELASTICSEARCH_SECONDS = 0.3

    with listening(silence) as address:
        settings.ELASTICSEARCH_URL = address
        for _ in range(breaker.FAILURES):
            find(ROV)
        began = time.monotonic()
        found = [find(ROV) for _ in range(20)]
        took = time.monotonic() - began

    assert found == [answers(written)] * 20
    assert took < 0.3


def test_the_database_answers_where_nobody_listens(db, unbroken, settings):
    written = entry("rov")
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    assert find(ROV) == answers(written)


def test_nothing_is_asked_where_no_elasticsearch_is_named(db, unbroken, caplog):
    written = entry("rov")

    assert [find(ROV) for _ in range(breaker.FAILURES)] == [answers(written)] * breaker.FAILURES
    # Else whoever answers would have met a mistake of ours.
    assert (breaker.is_open(), caplog.records) == (False, [])


PAGES = {
    "says nothing": silence,
    "drips": drips,
    "is too slow for two": saying(shaped(), after=0.45),
    "is too slow for many": saying(shaped(), after=0.2),
}


@pytest.mark.parametrize("answer", PAGES.values(), ids=PAGES)
def test_a_page_waits_no_longer_in_all_than_for_one_answer(db, unbroken, settings, client, answer):
    settings.ELASTICSEARCH_SECONDS = 0.5
    described("Jezero in gozd", kind="dogodek")

    def seconds_of_page():
        began = time.monotonic()
        page = client.get("/iskanje/", {"q": "jezreo planina gozzd", "vrsta": "vodnik"})
        assert page.context["without_filters"] == 1
        return time.monotonic() - began

    seconds_of_page()
    by_the_database = seconds_of_page()
    with listening(answer) as address:
        settings.ELASTICSEARCH_URL = address
        took = seconds_of_page()

    assert took - by_the_database < 2 * settings.ELASTICSEARCH_SECONDS


def test_a_page_asks_no_more_once_there_was_no_answer(db, unbroken, settings):
    written = entry("rov")
    page = Answerer()

    with listening(hangs_up) as address:
        settings.ELASTICSEARCH_URL = address
        found = [page(ROV) for _ in range(breaker.FAILURES)]

    assert found == [answers(written)] * breaker.FAILURES
    assert not breaker.is_open()


def test_a_page_asks_on_while_answers_are_quick(db, unbroken, settings):
    entry("rov")
    settings.ELASTICSEARCH_SECONDS = 30.0
    page = Answerer()

    with listening(saying(shaped())) as address:
        settings.ELASTICSEARCH_URL = address
        found = [page(ROV) for _ in range(20)]

    assert found == [NOTHING] * 20


@pytest.mark.parametrize(
    ("questions", "seconds"), [(1, 0.3), (3, 0.2)], ids=["one slow answer", "too many of them"]
)
def test_who_is_too_slow_for_a_page_is_given_up(db, unbroken, settings, questions, seconds):
    entry("rov")
    settings.ELASTICSEARCH_SECONDS = 0.5

    with listening(saying(shaped(), after=seconds)) as address:
        settings.ELASTICSEARCH_URL = address
        for _ in range(breaker.FAILURES):
            assert not breaker.is_open()
            page = Answerer()
            found = [page(ROV) for _ in range(questions)]
            assert found[0] == NOTHING

    assert breaker.is_open()


@pytest.mark.elasticsearch
def test_elasticsearch_answers_where_there_is_one(elastic, patient):
    told_of = entry("rov")
    rebuild_replica(now=NOW, report=told)
    entry("rov")

    # The database would know of both.
    assert find(ROV) == answers(told_of)


@pytest.mark.elasticsearch
def test_what_was_taken_down_is_not_found_though_elasticsearch_was_not_told(elastic, patient):
    stays, goes = entry("rov"), entry("rov")
    rebuild_replica(now=NOW, report=told)
    change(goes, is_public=False)

    assert find(ROV).ids == (stays.pk,)


@pytest.mark.elasticsearch
@pytest.mark.parametrize("lost", ["index", "alias"])
def test_the_database_answers_when_the_index_or_its_name_is_gone_until_it_is_made_anew(
    elastic, patient, lost
):
    written = entry("rov")
    rebuild_replica(now=NOW, report=told)
    if lost == "index":
        elastic.indices.delete(index=ReplicaIndex.objects.get().name)
    else:
        elastic.indices.delete_alias(index="*", name=elasticsearch.alias())

    assert [find(ROV) for _ in range(4)] == [answers(written)] * 4
    assert breaker.is_open()

    for minute in (1, 2):
        keep_replica(NOW + timedelta(minutes=minute))
    assert not breaker.is_open()
    assert elasticsearch.find(ROV) == answers(written)


@pytest.mark.elasticsearch
def test_too_deep_a_page_is_the_databases_and_nobody_is_blamed(elastic, patient):
    rebuild_replica(now=NOW, report=told)
    deep = Ask(**{**vars(ROV), "start": 10_000, "stop": 10_012})

    assert [find(deep) for _ in range(4)] == [NOTHING] * 4
    assert not breaker.is_open()


@pytest.mark.elasticsearch
def test_readers_notice_nothing_when_the_server_is_killed_and_started_again(
    elastic, settings, server
):
    written = [entry("rov") for _ in range(3)]
    expected = answers(*reversed(written))
    rebuild_replica(now=NOW, report=told)
    slowest = 0

    def asked(times):
        nonlocal slowest
        for _ in range(times):
            began = time.monotonic()
            assert find(ROV) == expected
            slowest = max(slowest, time.monotonic() - began)

    asked(20)
    server.kill()
    asked(200)
    assert breaker.is_open()
    assert slowest < 2 * settings.ELASTICSEARCH_SECONDS

    # Written while it is away; it is told of it when it is back.
    later = entry("rov later")
    gone = written.pop(0)
    change(gone, is_public=False)
    Entry.objects.filter(pk=gone.pk).delete()
    expected = answers(later, *reversed(written))
    keep_replica(NOW)
    assert PendingChange.objects.count() == 2
    assert set(find(ROV).ids) == set(expected.ids)

    server.start()
    settings.ELASTICSEARCH_SECONDS = 30.0
    keep_replica(NOW)

    assert not breaker.is_open()
    assert PendingChange.objects.count() == 0
    assert known(elastic, "rov") == set(expected.ids)
    assert set(find(ROV).ids) == set(expected.ids)
