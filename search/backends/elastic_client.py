"""The official client of Elasticsearch, told to be punctual."""

import math
import socket
import time
from functools import cache
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread, local

from django.conf import settings
from elastic_transport import ConnectionTimeout, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT
from elasticsearch import Elasticsearch

SECONDS_FOR_JOBS = 30.0
# Requests of this process, with those whose answer nobody waits for any more.
MOST_AT_ONCE = 16

_free_places = BoundedSemaphore(MOST_AT_ONCE)
_request = local()


class PunctualNode(Urllib3HttpNode):
    """Ends a request in time, whatever keeps it: names, connecting, or an answer that drips.

    urllib3 begins to count anew with every byte, and nothing limits the look-up of a name.
    """

    def __init__(self, config):
        super().__init__(config)
        self.pool.ConnectionCls = type("Connection", (_Noted, self.pool.ConnectionCls), {})

    def perform_request(self, method, target, body=None, headers=None, request_timeout=DEFAULT):
        seconds = self.config.request_timeout if request_timeout is DEFAULT else request_timeout
        if not _free_places.acquire(blocking=False):
            raise ConnectionTimeout("too many requests are still waiting for their answer")
        began = time.monotonic()
        answers, notes = SimpleQueue(), {}

        def ask():
            _request.notes = notes
            try:
                answers.put(
                    (
                        super(PunctualNode, self).perform_request(
                            method, target, body, headers, seconds
                        ),
                        None,
                    )
                )
            except BaseException as problem:  # it is raised where somebody waits for it
                answers.put((None, problem))
            finally:
                _free_places.release()

        Thread(target=ask, daemon=True).start()
        try:
            answer, problem = answers.get(timeout=seconds)
        except Empty:
            _hang_up(notes)
            waited = time.monotonic() - began
            raise ConnectionTimeout(f"no whole answer in {waited:.1f} s") from None
        if problem is not None:
            raise problem
        return answer


class _Noted:
    """A connection that tells its thread's request by which socket the answer comes."""

    def getresponse(self, *args, **kwargs):
        _request.notes["socket"] = self.sock
        return super().getresponse(*args, **kwargs)


def _hang_up(notes):
    if "socket" in notes:
        try:
            notes["socket"].shutdown(socket.SHUT_RDWR)
        except OSError:
            # It ended by itself just now.
            return


def is_configured() -> bool:
    return bool(settings.ELASTICSEARCH_URL)


def client(seconds: float | None = None) -> Elasticsearch:
    """Return this process's client, whose every request ends in ``seconds``, else as readers need it."""
    return _client(
        settings.ELASTICSEARCH_URL,
        settings.ELASTICSEARCH_API_KEY,
        settings.ELASTICSEARCH_CA_CERTS,
        seconds or settings.ELASTICSEARCH_SECONDS,
    )


class Patience:
    """The seconds that a reader waits for Elasticsearch, in however many requests."""

    def __init__(self):
        self.left = settings.ELASTICSEARCH_SECONDS

    def search(self, **request) -> dict:
        """Search with what is left.

        :raises ConnectionTimeout: when nothing is, or it ends before the answer comes
        """
        if self.left <= 0:
            raise ConnectionTimeout("other requests took all the time")
        began = time.monotonic()
        # It need not go on with what nobody waits for.
        timeout = f"{math.ceil(self.left * 1_000)}ms"
        try:
            patient = client().options(request_timeout=self.left)
            return patient.search(timeout=timeout, **request).body
        finally:
            self.left -= time.monotonic() - began


@cache
def _client(url, api_key, ca_certs, seconds):
    return Elasticsearch(
        url,
        api_key=api_key or None,
        **({"ca_certs": ca_certs} if ca_certs else {}),
        node_class=PunctualNode,
        request_timeout=seconds,
        # Whoever asks has the database; whoever writes comes again.
        max_retries=0,
        retry_on_timeout=False,
    )
