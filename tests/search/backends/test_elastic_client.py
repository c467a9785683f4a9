"""The client ends in time whatever it meets; no Elasticsearch is needed for that."""

import time
from threading import active_count

import pytest
from elasticsearch import ConnectionTimeout

from search.backends import elastic_client
from tests.search.backends.listeners import drips, drips_headers, listening, saying, silence


@pytest.fixture(autouse=True)
def quick(settings):
    settings.ELASTICSEARCH_SECONDS = 0.4


@pytest.mark.parametrize("answer", [silence, drips, drips_headers])
def test_a_request_ends_in_time_and_leaves_nothing_behind(settings, answer):
    before = active_count()

    with listening(answer) as address:
        settings.ELASTICSEARCH_URL = address
        began = time.monotonic()
        with pytest.raises(ConnectionTimeout):
            elastic_client.client().search(index="x")
        took = time.monotonic() - began

    assert 0.3 < took < 1.0
    for _ in range(100):
        if active_count() <= before:
            break
        time.sleep(0.02)
    assert active_count() <= before


def test_all_requests_of_a_reader_share_their_time(settings):
    patience = elastic_client.Patience()

    with listening(saying(b"{}", after=0.3)) as address:
        settings.ELASTICSEARCH_URL = address
        began = time.monotonic()
        assert patience.search(index="x") == {}
        for _ in range(3):
            with pytest.raises(ConnectionTimeout):
                patience.search(index="x")
        took = time.monotonic() - began

    assert 0.3 < took < 0.6


def test_a_request_is_not_begun_while_too_many_wait(settings):
    with listening(silence) as address:
        settings.ELASTICSEARCH_URL = address
        for _ in range(elastic_client.MOST_AT_ONCE):
            elastic_client._free_places.acquire()
        try:
            began = time.monotonic()
            with pytest.raises(ConnectionTimeout):
                elastic_client.client().search(index="x")
        finally:
            for _ in range(elastic_client.MOST_AT_ONCE):
                elastic_client._free_places.release()

    assert time.monotonic() - began < 0.2


def test_is_configured_where_an_address_is_named(settings):
    assert not elastic_client.is_configured()
    settings.ELASTICSEARCH_URL = "http://localhost:9200"
    assert elastic_client.is_configured()
