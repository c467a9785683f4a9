"""Readers have an answer, whatever befalls Elasticsearch."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from search.backends import breaker, elasticsearch, readers
from search.backends.asks import Ask, Hits, Signature
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
from tests.search.keyed_entries import change, entry
from tests.search.replicas import known

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROV = Ask(groups=(frozenset({"rov"}),), now=NOW, languages=("sl",))


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
        found = [readers.find(ROV) for _ in range(breaker.FAILURES)]
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
            readers.find(ROV)
        began = time.monotonic()
        found = [readers.find(ROV) for _ in range(20)]
        took = time.monotonic() - began

    assert found == [answers(written)] * 20
    assert took < 0.3


def test_the_database_answers_where_nobody_listens(db, unbroken, settings):
    written = entry("rov")
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    assert readers.find(ROV) == answers(written)


def test_nothing_is_asked_where_no_elasticsearch_is_named(db, unbroken):
    written = entry("rov")

    assert readers.find(ROV) == answers(written)


@pytest.mark.elasticsearch
def test_elasticsearch_answers_where_there_is_one(elastic, patient):
    told_of = entry("rov")
    rebuild_replica(now=NOW, report=told)
    entry("rov")

    # The database would know of both.
    assert readers.find(ROV) == answers(told_of)


@pytest.mark.elasticsearch
def test_what_was_taken_down_is_not_found_though_elasticsearch_was_not_told(elastic, patient):
    stays, goes = entry("rov"), entry("rov")
    rebuild_replica(now=NOW, report=told)
    change(goes, is_public=False)

    assert readers.find(ROV).ids == (stays.pk,)


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

    assert [readers.find(ROV) for _ in range(4)] == [answers(written)] * 4
    assert breaker.is_open()

    for minute in (1, 2):
        keep_replica(NOW + timedelta(minutes=minute))
    assert not breaker.is_open()
    assert elasticsearch.find(ROV) == answers(written)


@pytest.mark.elasticsearch
def test_too_deep_a_page_is_the_databases_and_nobody_is_blamed(elastic, patient):
    rebuild_replica(now=NOW, report=told)
    deep = Ask(**{**vars(ROV), "start": 10_000, "stop": 10_012})

    assert [readers.find(deep) for _ in range(4)] == [Hits((), ())] * 4
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
            assert readers.find(ROV) == expected
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
    assert set(readers.find(ROV).ids) == set(expected.ids)

    server.start()
    settings.ELASTICSEARCH_SECONDS = 30.0
    keep_replica(NOW)

    assert not breaker.is_open()
    assert PendingChange.objects.count() == 0
    assert known(elastic, "rov") == set(expected.ids)
    assert set(readers.find(ROV).ids) == set(expected.ids)
