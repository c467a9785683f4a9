"""Hostile addresses and hosts. Nothing leaves the machine: the resolver and the socket are given."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import link_fetching
from moderation.link_fetching import Answer, Pace, Refused, State, Target, fetch, target_of

PUBLIC = "93.184.216.34"


@contextmanager
def host(*answers):
    """A server that gives its answers in turn, the last one for ever, and remembers what came.

    An answer is a list of pieces; a number among them is a pause in seconds.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    asked = []

    def serve():
        number = 0
        while True:
            try:
                came, _from = listening.accept()
            except OSError:
                return
            with came:
                came.settimeout(5)
                try:
                    asked.append(came.recv(65536).decode("latin-1"))
                    for piece in answers[min(number, len(answers) - 1)]:
                        if isinstance(piece, int | float):
                            time.sleep(piece)
                        else:
                            came.sendall(piece)
                except OSError:
                    pass
            number += 1

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1], asked
    finally:
        listening.close()


def says(status, location=None):
    where = f"Location: {location}\r\n" if location else ""
    return [f"HTTP/1.1 {status} X\r\n{where}Content-Length: 0\r\n\r\n".encode()]


def asked_of(port, url, *, addresses=None, sleeps=None, **options):
    """Fetch with a resolver that knows everybody and a socket that leads to our server."""
    connected = []

    def open_socket(address, wanted_port, timeout):
        connected.append((address, wanted_port))
        return socket.create_connection(("127.0.0.1", port), timeout)

    pauses = [] if sleeps is None else sleeps
    answer = fetch(
        url,
        agent="test (+https://example.org/)",
        pace=Pace(sleep=pauses.append),
        resolve=lambda name, _port: (addresses or {}).get(name, [PUBLIC]),
        open_socket=open_socket,
        **options,
    )
    return answer, connected


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, Answer(State.FINE, 200)),
        (204, Answer(State.FINE, 204)),
        (401, Answer(State.FINE, 401)),
        (403, Answer(State.FINE, 403)),
        (404, Answer(State.DEAD, 404)),
        (410, Answer(State.DEAD, 410)),
        (429, Answer(State.FINE, 429)),
        (503, Answer(State.SILENT, 503)),
    ],
)
def test_fetch_says_what_a_status_means_for_readers(status, answer):
    with host(says(status)) as (port, _asked):
        assert asked_of(port, "http://a.si/")[0] == answer


def test_fetch_asks_politely_and_says_who_asks():
    with host(says(200)) as (port, asked):
        asked_of(port, "http://a.si/pot?k=č")

    assert asked == [
        (
            "HEAD /pot?k=%C4%8D HTTP/1.1\r\nHost: a.si\r\nAccept-Encoding: identity\r\n"
            "User-Agent: test (+https://example.org/)\r\nAccept: */*\r\n"
            "Connection: close\r\n\r\n"
        )
    ]


def test_fetch_tries_get_where_head_is_not_liked_and_waits_a_second():
    sleeps = []
    with host(says(405), says(200)) as (port, asked):
        answer, _connected = asked_of(port, "http://a.si/", sleeps=sleeps)

    assert answer == Answer(State.FINE, 200)
    assert [line.split()[0] for line in asked] == ["HEAD", "GET"]
    assert [0 < pause <= 1 for pause in sleeps] == [True]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.si/", "file:///etc/passwd", "gopher://a.si/", "javascript:alert(1)", "//a.si/", "",
        "http://", "http:///", "http://:80/", "http://a.si:22/", "http://a.si:443/",
        "https://a.si:80/", "http://a.si:0/", "http://a.si:99999/", "http://a.si:x/",
        "http://user@a.si/", "http://user:pass@a.si/", "http://@a.si/", "http://:@a.si/",
        "http://a.si\\@b.si/", "http://a.si/\r\nX: y", "http://a.si/ x", "http://a\x00.si/",
        "http://a.si/\t", "http://[::1", "http://[fe80::1%25eth0]/", "http://" + "a" * 64 + ".si/",
        "http://..si/", "http://a.si/" + "a" * 2000,
    ],
)  # fmt: skip
def test_fetch_does_not_go_to_odd_addresses(url):
    assert asked_of(1, url) == (Answer(State.REFUSED), [])


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["100.64.0.1"], ["::1"], ["fd00::1"],
        ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"], ["fe80::1%eth0"], ["0.0.0.1"],
        # One public address beside a private one: whoever does that is up to something.
        [PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, "::1"],
    ],
)  # fmt: skip
def test_fetch_does_not_go_into_private_networks(addresses):
    assert asked_of(1, "http://a.si/", addresses={"a.si": addresses}) == (
        Answer(State.REFUSED),
        [],
    )


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "[::1]"]
)
def test_fetch_is_not_taken_in_by_another_way_of_writing(name):
    connected = []

    answer = fetch(
        f"http://{name}/", agent="test", open_socket=lambda *where: connected.append(where)
    )

    assert (answer.state in {State.REFUSED, State.DEAD}, connected) == (True, [])


def test_fetch_connects_to_the_address_that_was_looked_at():
    """A host that names another address when asked again gains nothing: it is asked once."""
    asked = []

    def resolve(name, port):
        asked.append(name)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    connected = []

    def open_socket(address, port, timeout):
        connected.append(address)
        raise ConnectionRefusedError

    answer = fetch("http://a.si/", agent="test", resolve=resolve, open_socket=open_socket)

    assert (answer, asked, connected) == (Answer(State.SILENT), ["a.si"], [PUBLIC])


@pytest.mark.parametrize(
    ("location", "state"),
    [
        ("http://znotraj.si/", State.REFUSED),
        ("http://127.0.0.1/", State.REFUSED),
        ("http://a.si:8080/", State.REFUSED),
        ("http://user:x@a.si/", State.REFUSED),
        ("file:///etc/passwd", State.REFUSED),
        ("/naprej", State.FINE),
        ("naprej?č", State.FINE),
        ("http://b.si/", State.FINE),
        ("http://[", State.SILENT),
    ],
)
def test_fetch_looks_at_each_redirect_anew(location, state):
    addresses = {"znotraj.si": ["10.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
    with host(says(302, location), says(200)) as (port, asked):
        answer, _connected = asked_of(port, "http://a.si/", addresses=addresses)

    assert answer.state == state
    assert len(asked) == (2 if state == State.FINE else 1)


def test_fetch_follows_five_redirects_and_no_more():
    with host(says(301, "/x")) as (port, asked):
        answer, _connected = asked_of(port, "http://a.si/")

    assert (answer, len(asked)) == (Answer(State.SILENT), 6)


def test_fetch_ends_when_a_host_sends_a_letter_now_and_then(monkeypatch):
    monkeypatch.setattr(link_fetching, "ALL_SECONDS", 0.6)
    began = time.monotonic()
    with host([b"H", *([0.1, b"x"] * 100)]) as (port, _asked):
        answer, _connected = asked_of(port, "http://a.si/")

    assert (answer, time.monotonic() - began < 4) == (Answer(State.SILENT), True)


def test_fetch_ends_when_a_host_says_nothing(monkeypatch):
    monkeypatch.setattr(link_fetching, "STEP_SECONDS", 0.3)
    began = time.monotonic()
    with host([4]) as (port, _asked):
        answer, _connected = asked_of(port, "http://a.si/")

    assert (answer, time.monotonic() - began < 3) == (Answer(State.SILENT), True)


@pytest.mark.parametrize(
    "pieces",
    [
        [b""],
        [b"\x00\xff" * 1000],
        [b"HTTP/1.1 abc\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n"],
        [b"HTTP/1.1 200 " + b"a" * 70000],
        [b"HTTP/1.1 99999999999999999999 OK\r\n\r\n"],
    ],
    ids=["nothing", "noise", "no status", "many headers", "a long line", "a long status"],
)
def test_fetch_survives_whatever_a_host_answers(pieces):
    with host(pieces) as (port, _asked):
        assert asked_of(port, "http://a.si/")[0].state == State.SILENT


def test_fetch_asks_for_a_certificate():
    with host(says(200)) as (port, _asked):
        answer, connected = asked_of(port, "https://a.si/")

    assert (answer.state, {wanted for _address, wanted in connected}) == (State.SILENT, {443})


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no such host"), State.DEAD),
        (socket.gaierror(socket.EAI_AGAIN, "no answer"), State.OFFLINE),
        (TimeoutError(), State.SILENT),
    ],
    ids=["there is none", "we cannot ask", "no answer in time"],
)
def test_fetch_tells_a_host_that_is_not_there_from_our_own_trouble(problem, state):
    def resolve(name, port):
        raise problem

    assert fetch("http://a.si/", agent="test", resolve=resolve) == Answer(state)


def test_target_of_writes_a_name_as_the_net_knows_it():
    assert target_of("HTTPS://Čebela.SI./pot/č?a=b#del") == Target(
        "https", "xn--ebela-gya.si", "/pot/%C4%8D?a=b"
    )


@settings(deadline=None)
@given(st.text() | st.text(alphabet="htps:/@.[]%#?\\ a1").map(lambda rest: f"http://{rest}"))
def test_target_of_refuses_or_gives_what_may_be_asked(url):
    try:
        target = target_of(url)
    except Refused:
        return

    assert (target.scheme in {"http", "https"}, target.host.isascii()) == (True, True)
    assert (target.path[0], target.path.isascii()) == ("/", True)
    assert not any(char <= " " for char in target.path + target.host)


def test_pace_lets_a_second_pass_between_two_questions_to_one_host():
    times, pauses = iter([0.0, 0.0, 0.25, 1.0, 9.0, 9.0]), []
    pace = Pace(clock=lambda: next(times), sleep=pauses.append)

    for name in ("a.si", "b.si", "a.si", "a.si"):
        pace.wait_for(name)

    assert pauses == [0.75]
