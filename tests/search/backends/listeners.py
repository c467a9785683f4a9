"""Servers on loopback that are anything but Elasticsearch."""

import socket
from contextlib import contextmanager
from threading import Event, Thread


@contextmanager
def listening(answer):
    """Give the address of a server that calls ``answer(connection, over)`` for each connection.

    ``over`` is an ``Event`` that is set when the test ends.
    """
    over = Event()
    listener = socket.create_server(("127.0.0.1", 0))
    connections = []

    def accept():
        while not over.is_set():
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            connections.append(connection)
            Thread(target=_quietly, args=(answer, connection, over), daemon=True).start()

    thread = Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in connections:
            connection.close()
        thread.join()


def _quietly(answer, connection, over):
    try:
        answer(connection, over)
    except OSError:
        # Whoever asked has gone.
        return


def silence(connection, over):
    """Take the question and say nothing."""
    over.wait()


def drips(connection, over):
    """Begin an answer of a good server and let the rest come byte by byte."""
    connection.recv(65_536)
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\n"
        b"Content-Type: application/vnd.elasticsearch+json;compatible-with=9\r\n"
        b"Content-Length: 100000\r\n\r\n{"
    )
    while not over.wait(0.05):
        connection.sendall(b" ")


def drips_headers(connection, over):
    connection.recv(65_536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not over.wait(0.05):
        connection.sendall(b"x")


def saying(
    body, *, after=0, kind="application/vnd.elasticsearch+json;compatible-with=9", product=True
):
    """Return a server's whole answer to everything, that many seconds after the question."""
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    if product:
        lines.append("X-Elastic-Product: Elasticsearch")
    whole = "\r\n".join([*lines, "", ""]).encode() + body

    def answer(connection, over):
        while connection.recv(65_536):
            over.wait(after)
            connection.sendall(whole)

    return answer


def hangs_up(connection, over):
    connection.recv(65_536)
    connection.close()


def garbage(connection, over):
    connection.recv(65_536)
    connection.sendall(b"\x00\xff not HTTP at all\r\n\r\n")
    connection.close()
