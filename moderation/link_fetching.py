"""Whether an address that an author typed can be opened by readers.

Our server asks, so the address may be hostile: it may lead into our own network, change its mind
between two questions, send us on for ever, answer a letter a second or never end. Therefore: http
and https at their own ports alone, no names and passwords; a host's addresses are looked up once,
all of them must be public, and the connection goes to the very address that was looked at; each
redirect is a new question under the same rules; five and ten seconds, and not a byte of the page
is read. Nothing is sent along but the name of this site.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urljoin, urlsplit

from moderation.public_addresses import is_public

STEP_SECONDS = 5
ALL_SECONDS = 10
SECONDS_BETWEEN = 1
MOST_REDIRECTS = 5
LONGEST_URL = 2000
PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
GONE = {404, 410}
SAFE_IN_PATH = "/%:@!$&'()*+,;=~-._"


class State(StrEnum):
    WAITING = "waiting"
    FINE = "fine"
    DEAD = "dead"
    REFUSED = "refused"
    SILENT = "silent"
    OFFLINE = "offline"


@dataclass(frozen=True)
class Answer:
    state: State
    status: int | None = None


class Refused(Exception):  # noqa: N818 -- it names what happened, as in moderation.errors
    """We do not go there."""


class _Nowhere(Exception):  # noqa: N818 -- likewise
    """There is no such host."""


class _Offline(Exception):  # noqa: N818 -- likewise
    """We cannot even ask; it says nothing about the link."""


@dataclass(frozen=True)
class Target:
    """A question that may be asked: to which host, in which way, for what."""

    scheme: str
    host: str
    path: str

    @property
    def port(self) -> int:
        return PORTS[self.scheme]


@dataclass
class Pace:
    """At most one question a second to one host."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    asked: dict[str, float] = field(default_factory=dict)

    def wait_for(self, host: str) -> None:
        if host in self.asked:
            pause = self.asked[host] + SECONDS_BETWEEN - self.clock()
            if pause > 0:
                self.sleep(pause)
        self.asked[host] = self.clock()


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a host; the system's own way, which cannot be told to hurry.

    :raises OSError: as ``socket.getaddrinfo``
    """
    found: list = []

    def ask():
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as problem:
            found.append(problem)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(STEP_SECONDS)
    if not found:
        raise TimeoutError
    if isinstance(found[0], UnicodeError):
        raise _Nowhere
    if isinstance(found[0], OSError):
        raise found[0]
    return [entry[4][0] for entry in found[0]]


def connect(address: str, port: int, timeout: float) -> socket.socket:
    """Open a connection to an address in figures."""
    return socket.create_connection((address, port), timeout)


def fetch(
    url: str,
    *,
    agent: str,
    pace: Pace | None = None,
    resolve: Callable[[str, int], list[str]] = look_up,
    open_socket: Callable[[str, int, float], socket.socket] = connect,
    tls: ssl.SSLContext | None = None,
) -> Answer:
    """Ask whether an address can be opened; never raises."""
    pace = pace or Pace()
    ask = _Asking(agent, pace, resolve, open_socket, tls, ends_at=pace.clock() + ALL_SECONDS)
    try:
        return ask.follow(url)
    except Refused:
        return Answer(State.REFUSED)
    except _Nowhere:
        return Answer(State.DEAD)
    except _Offline:
        return Answer(State.OFFLINE)
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(State.SILENT)


def target_of(url: str) -> Target:
    """Return what to ask for an address.

    :raises Refused: when it is one that we do not open
    """
    if len(url) > LONGEST_URL or any(char <= " " or char in '\\<>"\x7f' for char in url):
        raise Refused
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as odd:
        raise Refused from odd
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not host or port not in {None, PORTS[scheme]}:
        raise Refused
    if parts.username is not None or parts.password is not None or "%" in host:
        raise Refused
    path = quote(parts.path or "/", safe=SAFE_IN_PATH)
    query = quote(parts.query, safe=SAFE_IN_PATH + "?")
    return Target(scheme, host, f"{path}?{query}" if query else path)


@dataclass
class _Asking:
    agent: str
    pace: Pace
    resolve: Callable[[str, int], list[str]]
    open_socket: Callable[[str, int, float], socket.socket]
    tls: ssl.SSLContext | None
    ends_at: float

    def follow(self, url: str) -> Answer:
        for _hop in range(MOST_REDIRECTS + 1):
            target = target_of(url)
            status, location = self._ask(target)
            if status not in REDIRECTS or not location:
                return _meaning(status)
            # Servers send letters beyond ASCII as they are; http.client reads them as Latin-1.
            where = location.encode("latin-1", "replace").decode("utf-8", "replace")
            url = urljoin(url, where.strip()).partition("#")[0]
        return Answer(State.SILENT)

    def _ask(self, target: Target) -> tuple[int, str | None]:
        """HEAD, and where a server does not care for that, GET without reading what comes."""
        address = self._address_of(target)
        try:
            status, location = self._once("HEAD", target, address)
        except (ConnectionResetError, http.client.HTTPException):
            status, location = 405, None
        if status >= 400:
            status, location = self._once("GET", target, address)
        return status, location

    def _address_of(self, target: Target) -> str:
        self._seconds_left()
        try:
            addresses = self.resolve(target.host, target.port)
        except socket.gaierror as problem:
            raise (_Nowhere if problem.errno in NO_SUCH_HOST else _Offline) from problem
        if not addresses:
            raise _Nowhere
        if not all(is_public(address) for address in addresses):
            raise Refused
        # Not every server of ours has the newer kind.
        return min(addresses, key=lambda address: ":" in address)

    def _once(self, method: str, target: Target, address: str) -> tuple[int, str | None]:
        self.pace.wait_for(target.host)
        connection = http.client.HTTPConnection(target.host, target.port)
        try:
            opened = self.open_socket(address, target.port, self._seconds_left())
        except OSError as problem:
            raise (_Offline if problem.errno in NO_WAY_OUT else problem) from problem
        # A letter a second keeps every single wait short: somebody has to look at the clock.
        held = [opened]
        watch = threading.Timer(self._seconds_left(all_of_it=True), _shut, [held])
        watch.daemon = True
        watch.start()
        try:
            opened.settimeout(self._seconds_left())
            if target.scheme == "https":
                tls = self.tls or ssl.create_default_context()
                held[0] = tls.wrap_socket(
                    opened, server_hostname=target.host, do_handshake_on_connect=False
                )
                held[0].do_handshake()
            connection.sock = held[0]
            headers = {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, target.path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location")
        finally:
            watch.cancel()
            connection.close()
            held[0].close()

    def _seconds_left(self, *, all_of_it=False) -> float:
        left = self.ends_at - self.pace.clock()
        if left <= 0:
            raise TimeoutError
        return left if all_of_it else min(left, STEP_SECONDS)


NO_SUCH_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
NO_WAY_OUT = {101, 113}  # ENETUNREACH, EHOSTUNREACH


def _shut(held: list[socket.socket]) -> None:
    try:
        held[0].shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _meaning(status: int) -> Answer:
    if status in GONE:
        return Answer(State.DEAD, status)
    if status >= 500:
        return Answer(State.SILENT, status)
    # A door that is shut to machines (401, 403, 429) is often open to people.
    return Answer(State.FINE, status)
