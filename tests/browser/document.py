"""What a page of HTML points at, and what can be pointed at in it. Knows no network."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

FOLLOWED = {"alternate", "author", "canonical", "help", "license", "next", "prev", "search"}
LOADED = {
    "href": {"link"},
    "src": {"audio", "embed", "iframe", "img", "input", "script", "source", "track", "video"},
}
CHOICES = {"checkbox", "radio"}
NOT_SENT = {"button", "image", "reset", "submit"}


@dataclass
class Filters:
    """A form that is sent by GET: its address, what is set in it, and what else can be chosen."""

    action: str
    given: dict[str, str] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)

    def addresses(self) -> Iterator[str]:
        """Yield the address of the form as it stands, then one for each single choice."""
        for chosen in ({}, *({name: value} for name, value in self.choices)):
            yield f"{self.action.partition('?')[0]}?{urlencode({**self.given, **chosen})}"


class Document(HTMLParser):
    """A page that has been read.

    ``links`` are followed by people and feed readers, ``parts`` are loaded by the browser; both are
    as written. ``filters`` are the forms sent by GET. ``features`` are the tags with their classes.
    """

    def __init__(self, html: str):
        super().__init__()
        self.language = ""
        self.links: set[str] = set()
        self.parts: set[str] = set()
        self.filters: list[Filters] = []
        self.features: set[str] = set()
        self.ids: set[str] = set()
        self._form: Filters | None = None
        self._select = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.features |= {tag, *(f"{tag}.{name}" for name in attributes.get("class", "").split())}
        if identifier := attributes.get("id"):
            self.ids.add(identifier)
        if tag == "html":
            self.language = attributes.get("lang", "")
        self._note_links(tag, attributes)
        self._note_form(tag, attributes)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def _note_links(self, tag, attributes):
        if tag in {"a", "area"} and "href" in attributes:
            self.links.add(attributes["href"])
        if tag == "link" and FOLLOWED & set(attributes.get("rel", "").split()):
            self.links.add(attributes["href"])
            return
        for name, tags in LOADED.items():
            if tag in tags and attributes.get(name):
                self.parts.add(attributes[name])
        for candidate in attributes.get("srcset", "").split(","):
            self.parts |= set(candidate.split()[:1])

    def _note_form(self, tag, attributes):
        if tag == "form" and attributes.get("method", "get").lower() == "get":
            self._form = Filters(attributes.get("action", ""))
            self.filters.append(self._form)
        elif self._form is None:
            return
        elif tag == "select":
            self._select = attributes.get("name", "")
        elif tag == "option" and self._select and attributes.get("value"):
            self._form.choices.append((self._select, attributes["value"]))
        elif tag == "input" and attributes.get("name"):
            self._note_input(attributes)

    def _note_input(self, attributes):
        kind = attributes.get("type", "text")
        if kind in CHOICES:
            self._form.choices.append((attributes["name"], attributes.get("value", "on")))
        elif kind not in NOT_SENT:
            self._form.given[attributes["name"]] = attributes.get("value", "")
