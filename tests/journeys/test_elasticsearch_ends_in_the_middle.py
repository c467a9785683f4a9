"""Elasticsearch is killed while people read and write: readers have their answers all along."""

import time

import pytest
from django.test import Client

from search.backends import breaker
from search.models import Entry, PendingChange
from tests.journeys.people import browser_of, decision, time_passes
from tests.moderation.scene import submitted_by
from tests.search.replicas import known

pytestmark = pytest.mark.elasticsearch


class Reader:
    """Somebody who searches, and how long the longest answer took."""

    def __init__(self):
        self.browser, self.slowest = Client(), 0

    def titles(self, typed="jezero"):
        began = time.perf_counter()
        answer = self.browser.get("/iskanje/", {"q": typed})
        self.slowest = max(self.slowest, time.perf_counter() - began)
        assert answer.status_code == 200
        return [entry.label for entry in answer.context["found"].entries]


def entry_of(post):
    return Entry.objects.get(object_id=str(post.pk), kind=post.kind).pk


def test_readers_notice_nothing_when_elasticsearch_is_killed_and_comes_back(
    scene, clock, elastic, server, settings, django_capture_on_commit_callbacks
):
    decider, reader = browser_of(scene.decider), Reader()

    def done(post, what, **typed):
        address = f"/cms/pregled/{post.pk}/"
        with django_capture_on_commit_callbacks(execute=True):
            assert decider.post(f"{address}{what}/", typed).status_code == 302

    def published(title):
        with django_capture_on_commit_callbacks(execute=True):
            post = submitted_by(scene.author, scene.youth, title=title)
        done(post, "objavi", **decision(decider.get(f"/cms/pregled/{post.pk}/"), "approve_form"))
        return post

    # Two posts are public, and within a minute Elasticsearch knows them.
    pond, hike = published("Plavanje v jezeru"), published("Pohod k jezeru")
    settings.ELASTICSEARCH_SECONDS = 30.0
    time_passes(clock, minutes=1)
    assert known(elastic, "jezero") == {entry_of(pond), entry_of(hike)}
    both = ["Pohod k jezeru", "Plavanje v jezeru"]
    settings.ELASTICSEARCH_SECONDS = 1.0
    assert [reader.titles() for _ in range(10)] == [both] * 10

    # It is killed; everybody goes on reading.
    server.kill()
    assert [reader.titles() for _ in range(30)] == [both] * 30
    assert breaker.is_open()

    # What is published meanwhile is found at once, and what is taken down by nobody.
    published("Drsanje na jezeru")
    done(pond, "umakni", reason="Napačen dan.")
    now = ["Pohod k jezeru", "Drsanje na jezeru"]
    assert reader.titles() == now
    for _ in range(3):
        time_passes(clock, minutes=1)
        assert reader.titles() == now
    assert PendingChange.objects.exists()
    assert reader.slowest < 2 * settings.ELASTICSEARCH_SECONDS + 1

    # It comes back; a minute later it has been told everything, and answers again.
    server.start()
    settings.ELASTICSEARCH_SECONDS = 30.0
    assert reader.titles() == now
    time_passes(clock, minutes=1)
    assert not breaker.is_open()
    assert not PendingChange.objects.exists()
    assert len(known(elastic, "jezero")) == 2
    assert entry_of(pond) not in known(elastic, "jezero")
    assert [reader.titles() for _ in range(10)] == [now] * 10
