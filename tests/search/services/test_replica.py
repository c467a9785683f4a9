"""What changes in the index comes to Elasticsearch once, in order, and whenever it can take it."""

from datetime import UTC, datetime

import pytest

from blog.models import PostPage
from search.backends import breaker
from search.models import Entry, PendingChange, ReplicaIndex
from search.services import replica
from search.services.indexing import index_objects
from search.services.replica import (
    CHANGES_SENT_AT_ONCE,
    NotThere,
    forget,
    send,
    send_changes,
)
from search.services.replica_rebuilding import rebuild_replica
from tests.blog.factories import PostPageFactory
from tests.search.backends.listeners import listening, silence
from tests.search.keyed_entries import change, entry, remove
from tests.search.replicas import known

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def told(label, done, number):
    """Nobody watches a rebuild here."""


@pytest.fixture
def target(elastic, patient):
    rebuild_replica(now=NOW, report=told)
    return ReplicaIndex.objects.get()


def test_note_changes_notes_nothing_without_elasticsearch(db):
    entry("rov")

    assert not PendingChange.objects.exists()


def test_a_save_is_not_kept_waiting_by_a_server_that_hangs_for_ever(
    db, unbroken, settings, django_capture_on_commit_callbacks
):
    settings.ELASTICSEARCH_SECONDS = 0.3
    ReplicaIndex.objects.create(name="x", position=0, is_ready=True, touched_at=NOW)

    with listening(silence) as address:
        settings.ELASTICSEARCH_URL = address
        for _ in range(breaker.FAILURES):
            with django_capture_on_commit_callbacks(execute=True):
                entry("rov")

    assert breaker.is_open()
    assert PendingChange.objects.count() == breaker.FAILURES


@pytest.mark.elasticsearch
def test_what_is_saved_is_found_after_the_commit_and_what_is_removed_is_not(
    elastic, target, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        stays, goes, hides = entry("rov"), entry("rov"), entry("rov")
    assert known(elastic, "rov") == {stays.pk, goes.pk, hides.pk}

    with django_capture_on_commit_callbacks(execute=True):
        remove(goes)
        change(hides, is_public=False)
        change(stays, body="most")

    assert known(elastic, "rov") == set()
    assert known(elastic, "most") == {stays.pk}
    assert not PendingChange.objects.exists()


@pytest.mark.elasticsearch
def test_a_page_that_is_published_and_taken_down_comes_and_goes(
    elastic, target, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = PostPageFactory(title="Hlevček", published=True)
    written = Entry.objects.get(object_id=str(page.pk), kind="objava")
    assert written.pk in known(elastic, "hlevcek")

    page.unpublish()
    with django_capture_on_commit_callbacks(execute=True):
        index_objects(model=PostPage, pks=[page.pk])
    assert known(elastic, "hlevcek") == set()


@pytest.mark.elasticsearch
def test_what_is_not_public_is_never_sent(elastic, target):
    elastic.indices.refresh(index=target.name)
    before = elastic.count(index=target.name)["count"]
    entry("rov", is_public=False)

    send_changes(target, elastic)

    elastic.indices.refresh(index=target.name)
    assert elastic.count(index=target.name)["count"] == before


@pytest.mark.elasticsearch
def test_many_changes_wait_for_the_scheduler(elastic, target, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(CHANGES_SENT_AT_ONCE + 1):
            entry("rov")
    assert known(elastic, "rov") == set()

    assert send_changes(target, elastic) == CHANGES_SENT_AT_ONCE + 1
    assert len(known(elastic, "rov")) == CHANGES_SENT_AT_ONCE + 1
    assert send_changes(target, elastic) == 0


@pytest.mark.elasticsearch
def test_an_old_writing_that_comes_late_changes_nothing(elastic, target):
    written, gone = entry("rov"), entry("rov")
    old = [(written.pk, 1, Entry(pk=written.pk, body="old", language="sl")), (gone.pk, 1, gone)]
    change(written, body="most")
    remove(gone)
    send_changes(target, elastic)

    send(elastic, target.name, old)

    assert known(elastic, "most") == {written.pk}
    assert known(elastic, "old") == known(elastic, "rov") == set()


@pytest.mark.elasticsearch
def test_two_that_send_the_same_do_no_harm(elastic, target):
    written = entry("rov")
    another = ReplicaIndex.objects.get()

    assert send_changes(target, elastic) == 1
    later = entry("rov")
    assert send_changes(another, elastic) == 1

    assert known(elastic, "rov") == {written.pk, later.pk}
    # Whoever knows less does not bring it back to where it was.
    target.position = 0
    entry("rov")
    assert send_changes(target, elastic) == 1
    assert send_changes(another, elastic) == 0 or not PendingChange.objects.exists()


@pytest.mark.elasticsearch
def test_sending_makes_no_index_without_a_mapping(elastic, target):
    elastic.indices.delete(index=target.name)
    entry("rov")

    with pytest.raises(NotThere):
        send_changes(target, elastic)

    assert not elastic.indices.exists(index=f"{target.name}-in")
    assert PendingChange.objects.count() == 1


@pytest.mark.elasticsearch
def test_an_entry_that_cannot_be_kept_holds_up_no_other(elastic, target, caplog):
    # A term of Elasticsearch ends at 32,766 bytes.
    entry("rov", facets="x" * 40_000)
    written = entry("rov")

    send_changes(target, elastic)

    assert known(elastic, "rov") == {written.pk}
    assert [record.levelname for record in caplog.records] == ["ERROR"]


@pytest.mark.elasticsearch
def test_long_texts_go_in_several_requests(elastic, target, monkeypatch):
    monkeypatch.setattr(replica, "LONGEST_REQUEST", 30)
    written = [entry("rov " + "x " * length) for length in (1, 5, 40, 2)]
    remove(written.pop())

    send_changes(target, elastic)

    assert known(elastic, "rov") == {row.pk for row in written}


@pytest.mark.elasticsearch
def test_forget_has_the_next_index_made_anew(elastic, target):
    entry("rov")

    forget()

    assert not ReplicaIndex.objects.exists()
    assert not PendingChange.objects.exists()
