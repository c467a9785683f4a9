"""A walk over everything that a site points at, over HTTP, without a browser."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from tests.browser.document import Document

# More than this is a trap of addresses that go on for ever, such as a calendar without an end.
MOST = 4000
# Behind these stand people with an account.
CLOSED = re.compile(r"/(?:(?:en|de)/)?(?:cms|odjava)/")
SIGN_IN = re.compile(r"/(?:(?:en|de)/)?prijava/")
ELSEWHERE = {"https", "mailto", "tel", "webcal"}
IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)""")
FOUND, MOVED, LOST = 200, range(300, 400), 400


@dataclass
class Answer:
    """What one address of the site answered, and the address that pointed at it."""

    address: str
    pointed_at_by: str
    status: int
    kind: str
    location: str
    body: bytes

    @cached_property
    def document(self) -> Document | None:
        return Document(self.body.decode()) if self.kind == "text/html" else None


class Crawl:
    """Every address that can be reached from ``starts``; ``complaints`` is what does not hold."""

    def __init__(self, site: str, starts: Iterable[str]):
        self.site = site
        self.answers: dict[str, Answer] = {}
        self.complaints: list[str] = []
        self._fragments: dict[tuple[str, str], str] = {}
        self._queue = deque((start, "the beginning") for start in starts)
        self._seen = {start for start, _by in self._queue}
        self._connection = HTTPConnection(urlsplit(site).netloc, timeout=60)
        while self._queue:
            self._ask(*self._queue.popleft())
        self._connection.close()
        self._look_for_fragments()

    @property
    def pages(self) -> dict[str, Document]:
        """The pages of HTML by their address, in the order in which they were found."""
        return {
            address: answer.document
            for address, answer in self.answers.items()
            if answer.document and answer.status == FOUND
        }

    def _ask(self, address, by):
        self._connection.request("GET", address)
        response = self._connection.getresponse()
        kind = response.headers.get_content_type()
        location = response.headers.get("Location", "")
        answer = Answer(address, by, response.status, kind, location, response.read())
        self.answers[address] = answer
        if answer.status in MOVED:
            self._follow(answer)
        elif answer.status != FOUND:
            self._complain(f"{address} answers {answer.status}", by)
        else:
            self._read(answer)

    def _follow(self, answer):
        """Only what needs an account sends people on, to the sign-in."""
        target = urljoin(self.site + answer.address, answer.location)
        if not SIGN_IN.match(urlsplit(target).path):
            self._complain(f"{answer.address} sends on to {target}", answer.pointed_at_by)
            self._note(answer.address, target)

    def _read(self, answer):
        if not answer.body:
            self._complain(f"{answer.address} is empty", answer.pointed_at_by)
        elif answer.document:
            self._read_page(answer)
        elif answer.kind == "text/css":
            for target in IN_STYLES.findall(answer.body.decode()):
                self._note(answer.address, target, is_part=True)
        elif answer.kind.endswith("xml") and "svg" not in answer.kind:
            self._read_feed(answer)
        elif answer.kind == "text/calendar" and not answer.body.startswith(b"BEGIN:VCALENDAR\r\n"):
            self._complain(f"{answer.address} is no calendar", answer.pointed_at_by)

    def _read_page(self, answer):
        document = answer.document
        for target in sorted(document.parts):
            self._note(answer.address, target, is_part=True)
        for target in sorted(document.links):
            self._note(answer.address, target)
        # One choice at a time, from the list that nothing has narrowed yet.
        if "?" not in answer.address:
            for filters in document.filters:
                for target in filters.addresses():
                    self._note(answer.address, target)

    def _read_feed(self, answer):
        for element in ET.fromstring(answer.body).iter():  # noqa: S314 -- our own
            target = element.get("href") or (element.text or "").strip()
            if element.tag.endswith(("link", "loc")) and target:
                self._note(answer.address, target)

    def _note(self, by, target, *, is_part=False):
        """Put what ``by`` points at in the queue, or say what is wrong with it."""
        if target.startswith("data:") and is_part:
            return
        parts = urlsplit(urljoin(self.site + by, target))
        if parts.netloc != urlsplit(self.site).netloc:
            if is_part:
                self._complain(f"{target} is loaded from another host", by)
            elif parts.scheme not in ELSEWHERE or (parts.scheme == "https" and not parts.netloc):
                self._complain(f"{target} leads nowhere", by)
            return
        address = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        if CLOSED.match(address) or (SIGN_IN.match(address) and parts.query):
            return
        if parts.fragment:
            self._fragments.setdefault((address, unquote(parts.fragment)), by)
        if address not in self._seen:
            assert len(self._seen) < MOST, f"The site has no end: {address}, linked from {by}"
            self._seen.add(address)
            self._queue.append((address, by))

    def _look_for_fragments(self):
        for (address, fragment), by in self._fragments.items():
            answer = self.answers.get(address)
            if answer and answer.document and fragment not in answer.document.ids:
                self._complain(f"{address} has no #{fragment}", by)

    def _complain(self, what, by):
        self.complaints.append(f"{what}, linked from {by}")
