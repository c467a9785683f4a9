from datetime import UTC, datetime, timedelta

import pytest

from search.analysis.analyser import VERSION
from search.backends import breaker
from search.health import problems
from search.models import IndexState, PendingChange, ReplicaIndex

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def current(db, unbroken):
    IndexState.objects.update_or_create(pk=1, defaults={"version": VERSION})


def test_problems_are_none_where_all_is_well(settings):
    assert problems(NOW) == []

    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    ReplicaIndex.objects.create(name="x", position=0, is_ready=True, touched_at=NOW)
    PendingChange.objects.create(entry_id=1)
    assert problems(NOW) == []


def test_problems_name_an_index_of_another_version_of_the_analyser():
    IndexState.objects.update(version=VERSION + 1)

    assert problems(NOW) == [
        "The index is missing or of another version of the analyser: run update_index."
    ]


def test_problems_name_all_that_is_wrong_with_elasticsearch(settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    for _ in range(breaker.FAILURES):
        breaker.note_failure("ConnectionError")
    PendingChange.objects.create(entry_id=1)
    PendingChange.objects.update(made_at=NOW - timedelta(minutes=11))

    assert problems(NOW) == [
        "Elasticsearch does not answer in time; the database does.",
        "Elasticsearch has no index yet: run update_index or wait for the scheduler.",
        "Elasticsearch was not told of changes for more than ten minutes.",
    ]
