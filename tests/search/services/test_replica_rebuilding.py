"""The index is made anew while readers ask and writers write."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from search.backends import elasticsearch
from search.backends.asks import Ask
from search.models import Entry, PendingChange, ReplicaIndex
from search.services import replica_rebuilding
from search.services.replica import NotThere, send_changes
from search.services.replica_rebuilding import is_missing, rebuild_replica
from tests.search.keyed_entries import change, entry, remove
from tests.search.replicas import known

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROV = Ask(groups=(frozenset({"rov"}),), now=NOW, languages=("sl",), stop=5_000)

pytestmark = pytest.mark.elasticsearch


def told(label, done, number):
    """Nobody watches."""


@pytest.fixture
def no_entries(db):
    """The site's own pages have entries too."""
    Entry.objects.all().delete()


def indices(elastic):
    return list(elastic.indices.get(index=f"{settings.ELASTICSEARCH_INDEX_PREFIX}-*").body)


@pytest.fixture(autouse=True)
def _slow_machine(request):
    request.getfixturevalue("patient")


def test_rebuild_replica_holds_what_is_public_and_says_how_far_it_is(
    elastic, no_entries, monkeypatch
):
    monkeypatch.setattr(replica_rebuilding, "ENTRIES_AT_ONCE", 2)
    written = [entry("rov") for _ in range(5)]
    entry("rov", is_public=False)
    steps = []

    number = rebuild_replica(now=NOW, report=lambda *step: steps.append(step))

    assert number == 5
    assert steps == [("Elasticsearch", done, 5) for done in (2, 4, 5)]
    assert elasticsearch.find(ROV).ids == tuple(row.pk for row in reversed(written))
    assert not PendingChange.objects.exists()


def test_readers_are_answered_by_the_old_index_until_the_new_one_is_ready(
    elastic, no_entries, monkeypatch
):
    written = [entry("rov") for _ in range(4)]
    rebuild_replica(now=NOW, report=told)
    (old,) = indices(elastic)
    answers = []
    monkeypatch.setattr(replica_rebuilding, "ENTRIES_AT_ONCE", 1)

    rebuild_replica(
        now=NOW + timedelta(hours=1),
        report=lambda *step: answers.append(elasticsearch.find(ROV).ids),
    )

    expected = tuple(row.pk for row in reversed(written))
    assert answers == [expected] * 4
    assert elasticsearch.find(ROV).ids == expected
    (new,) = indices(elastic)
    assert new > old
    assert list(elastic.indices.get_alias(name=elasticsearch.alias()).body) == [new]
    assert list(ReplicaIndex.objects.values_list("name", "is_ready")) == [(new, True)]


def test_what_is_written_meanwhile_is_in_both(elastic, no_entries, monkeypatch):
    first, second, third = (entry("rov") for _ in range(3))
    rebuild_replica(now=NOW, report=told)
    old = ReplicaIndex.objects.get()
    monkeypatch.setattr(replica_rebuilding, "ENTRIES_AT_ONCE", 1)
    later = []

    def write(label, done, number):
        if done != 2:
            return
        remove(first)
        change(second, body="most")
        change(third, body="rov rov")
        later.append(entry("rov"))
        send_changes(old, elastic)
        assert known(elastic, "rov") == {third.pk, later[0].pk}

    rebuild_replica(now=NOW + timedelta(hours=1), report=write)

    assert known(elastic, "rov") == {third.pk, later[0].pk}
    assert not PendingChange.objects.exists()


class Stopped(Exception):  # noqa: N818 -- it says what happened
    """Somebody ended the run."""


def stop(label, done, number):
    raise Stopped


def test_a_run_that_was_stopped_leaves_what_the_next_one_removes(elastic):
    written = entry("rov")
    rebuild_replica(now=NOW, report=told)
    with pytest.raises(Stopped):
        rebuild_replica(now=NOW + timedelta(hours=1), report=stop)
    assert len(indices(elastic)) == 2
    assert elasticsearch.find(ROV).ids == (written.pk,)

    rebuild_replica(now=NOW + timedelta(hours=2), report=told)

    (name,) = indices(elastic)
    assert list(ReplicaIndex.objects.values_list("name", flat=True)) == [name]
    assert elasticsearch.find(ROV).ids == (written.pk,)


def test_of_two_runs_at_once_one_comes_to_its_end(elastic):
    written = entry("rov")

    def begin_another(label, done, number):
        rebuild_replica(now=NOW + timedelta(hours=1), report=told)

    with pytest.raises(NotThere):
        rebuild_replica(now=NOW, report=begin_another)

    assert len(indices(elastic)) == 1
    assert elasticsearch.find(ROV).ids == (written.pk,)


def test_indices_of_another_site_whose_prefix_begins_with_ours_stay(elastic):
    theirs = f"{settings.ELASTICSEARCH_INDEX_PREFIX}-de-1-{'2' * 20}"
    elastic.indices.create(index=theirs)

    rebuild_replica(now=NOW, report=told)

    assert theirs in indices(elastic)


def test_an_index_of_another_layout_is_asked_by_nobody_and_replaced(elastic, monkeypatch):
    written = entry("rov")
    monkeypatch.setattr(elasticsearch, "LAYOUT", 1)
    rebuild_replica(now=NOW, report=told)
    (old,) = indices(elastic)
    monkeypatch.undo()
    assert is_missing(elastic, now=NOW)

    rebuild_replica(now=NOW + timedelta(hours=1), report=told)

    assert not is_missing(elastic, now=NOW)
    assert old not in indices(elastic)
    assert len(indices(elastic)) == 1
    assert elasticsearch.find(ROV).ids == (written.pk,)


def test_update_index_makes_both_and_says_when_elasticsearch_could_not_be_made(elastic, settings):
    out = StringIO()
    call_command("update_index", stdout=out)
    assert len(indices(elastic)) == 1
    assert "Elasticsearch: " in out.getvalue()

    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with pytest.raises(
        CommandError, match=r"The database's index is up to date, .*ConnectionError"
    ):
        call_command("update_index", verbosity=0)
