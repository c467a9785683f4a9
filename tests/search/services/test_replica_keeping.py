"""The scheduler's run mends whatever befell Elasticsearch."""

from datetime import UTC, datetime, timedelta

import pytest

from search.backends import breaker, elasticsearch
from search.backends.asks import Ask
from search.models import PendingChange, ReplicaIndex
from search.services.replica import forget
from search.services.replica_keeping import keep_replica
from search.services.replica_rebuilding import LEFT_OVER_AFTER, rebuild_replica
from tests.search.keyed_entries import entry
from tests.search.replicas import known

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROV = Ask(groups=(frozenset({"rov"}),), now=NOW, languages=("sl",))


def told(label, done, number):
    """Nobody watches."""


def test_keep_replica_forgets_where_there_is_no_elasticsearch(db, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    entry("rov")
    ReplicaIndex.objects.create(name="x", position=0, is_ready=True, touched_at=NOW)
    settings.ELASTICSEARCH_URL = ""

    keep_replica(NOW)

    assert not PendingChange.objects.exists()
    assert not ReplicaIndex.objects.exists()


def test_keep_replica_loses_nothing_and_raises_nothing_while_nobody_answers(db, unbroken, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    entry("rov")

    for minute in range(10):
        keep_replica(NOW + timedelta(minutes=minute))

    assert PendingChange.objects.count() == 1
    assert breaker.is_open()


@pytest.mark.elasticsearch
def test_keep_replica_makes_the_first_index_and_tells_it_of_changes(elastic, patient):
    first = entry("rov")
    keep_replica(NOW)
    assert known(elastic, "rov") == {first.pk}

    second = entry("rov")
    keep_replica(NOW)
    assert known(elastic, "rov") == {first.pk, second.pk}
    assert ReplicaIndex.objects.count() == 1


@pytest.mark.elasticsearch
def test_keep_replica_does_not_trust_an_index_that_the_database_does_not_know(elastic, patient):
    entry("rov")
    rebuild_replica(now=NOW, report=told)
    forget()
    written = entry("most rov")

    keep_replica(NOW + timedelta(minutes=1))

    assert written.pk in known(elastic, "rov")
    assert len(elastic.indices.get(index=f"{elasticsearch.alias()}-*").body) == 1


@pytest.mark.elasticsearch
def test_keep_replica_lets_somebody_fill_an_index_and_removes_what_was_given_up(elastic, patient):
    def stop(label, done, number):
        raise KeyboardInterrupt

    entry("rov")
    with pytest.raises(KeyboardInterrupt):
        rebuild_replica(now=NOW, report=stop)
    begun = ReplicaIndex.objects.get()

    keep_replica(begun.touched_at)
    assert ReplicaIndex.objects.get() == begun

    keep_replica(begun.touched_at + LEFT_OVER_AFTER + timedelta(seconds=1))
    made = ReplicaIndex.objects.get()
    assert (made.is_ready, made.name != begun.name) == (True, True)
    assert list(elastic.indices.get(index=f"{elasticsearch.alias()}-*").body) == [made.name]
