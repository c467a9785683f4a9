import logging

import pytest
import time_machine

from search.backends import breaker

NOON = "2026-11-22T12:00:00Z"


@pytest.fixture
def clock(unbroken):
    """The cache's lapses are the breaker's clock."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def fail(times=breaker.FAILURES):
    for _ in range(times):
        breaker.note_failure("ConnectionTimeout")


def test_lets_through_until_there_were_too_many_failures(clock):
    fail(breaker.FAILURES - 1)
    assert breaker.lets_through()
    assert not breaker.is_open()

    fail(1)
    assert not breaker.lets_through()
    assert breaker.is_open()


def test_failures_far_apart_do_not_add_up(clock):
    for _ in range(10):
        fail(1)
        clock.shift(breaker.SECONDS_OF_FAILURES + 1)

    assert breaker.lets_through()


def test_failures_far_apart_do_not_add_up_in_a_cache_of_files(clock, settings, tmp_path):
    files = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": files, "LOCATION": tmp_path}}

    for _ in range(breaker.FAILURES):
        fail(1)
        clock.shift(breaker.SECONDS_OF_FAILURES + 1)

    assert not breaker.is_open()


def test_after_the_pause_one_tries_for_all(clock):
    fail()
    clock.shift(breaker.FIRST_PAUSE + 1)

    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]


def test_whoever_tries_and_never_comes_back_is_replaced(clock):
    fail()
    clock.shift(breaker.FIRST_PAUSE + 1)
    breaker.lets_through()
    clock.shift(breaker.SECONDS_OF_TRIAL + 1)

    assert breaker.lets_through()


def test_the_pause_doubles_up_to_a_limit(clock):
    fail()
    pauses = []
    for _ in range(9):
        pauses.append(next(second for second in range(1_000) if _is_over(clock)))
        fail(1)

    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300]


def _is_over(clock):
    if breaker.lets_through():
        return True
    clock.shift(1)
    return False


def test_a_success_lets_everybody_through_and_forgets(clock):
    fail()
    clock.shift(breaker.FIRST_PAUSE + 1)
    assert breaker.lets_through()

    breaker.note_success()

    assert [breaker.lets_through() for _ in range(3)] == [True, True, True]
    fail(breaker.FAILURES - 1)
    assert breaker.lets_through()


def test_one_line_is_logged_when_it_opens_and_one_when_it_closes(clock, caplog):
    with caplog.at_level(logging.WARNING, logger="search.backends.breaker"):
        fail(10)
        for _ in range(3):
            clock.shift(1_000)
            assert breaker.lets_through()
            fail(1)
        for _ in range(3):
            breaker.note_success()

    assert [record.getMessage() for record in caplog.records] == [
        "Elasticsearch is left alone, the database answers: ConnectionTimeout",
        "Elasticsearch answers again",
    ]
