"""A real Elasticsearch for the tests that are marked with it, each with indices of its own."""

import os
import subprocess
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import override_settings

from search.backends.elastic_client import SECONDS_FOR_JOBS, client

_numbers = count(1)
PROGRAM = Path(__file__).parent.parent.parent / ".ci" / "elasticsearch"


@pytest.fixture
def unbroken():
    """The breaker as it is on a new machine, before and after."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def patient(settings):
    """For what a server has to answer right, however slow the machine."""
    settings.ELASTICSEARCH_SECONDS = 30.0


@contextmanager
def using_elasticsearch(name):
    """Have search and replica use the server that the environment names; give the settings for that."""
    changed = {
        "ELASTICSEARCH_URL": os.environ["ELASTICSEARCH_URL"],
        "ELASTICSEARCH_INDEX_PREFIX": f"test-{name}-{os.getpid()}",
    }
    with override_settings(**changed):
        elastic = client(SECONDS_FOR_JOBS)
        yield changed
        for index in elastic.indices.get(index=f"{changed['ELASTICSEARCH_INDEX_PREFIX']}*").body:
            elastic.indices.delete(index=index)


@pytest.fixture
def elastic(db, unbroken):
    """The client of the server that the environment names, with no index of ours yet."""
    with using_elasticsearch(f"{next(_numbers)}-of"):
        yield client(SECONDS_FOR_JOBS)


class Server:
    """The process behind the server, where `.ci/elasticsearch` started it."""

    def kill(self):
        self._run("kill")

    def start(self):
        self._run("start")

    def _run(self, command):
        subprocess.run(
            [PROGRAM, command, os.environ["ELASTICSEARCH_FOLDER"]], check=True, timeout=240
        )


@pytest.fixture
def server():
    """A server that may be killed; it runs again afterwards."""
    if "ELASTICSEARCH_FOLDER" not in os.environ:
        pytest.skip(
            "ELASTICSEARCH IS NOT KILLED: ELASTICSEARCH_FOLDER names no folder of .ci/elasticsearch"
        )
    server = Server()
    yield server
    server.start()
