"""The rich text of a paragraph block, read element by element: what of it plain text can say."""

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple


def link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escaped(words)}</a>'


def escaped(words: str) -> str:
    return escape(words, quote=False)


def numbered(items: Iterable[str], sign: str) -> str:
    return "\n".join(f"{number}{sign} {item}" for number, item in enumerate(items, 1))


def elements(html: str) -> list[str]:
    """Cut rich text into its outermost elements; what is not cut cleanly stays in one piece."""
    cutter = _Cutter(html)
    return cutter.elements if cutter.is_clean else [html]


class _Cutter(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.is_clean = True
        self._html = html
        self._open: list[str] = []
        self._starts = 0
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", html))]
        self.feed(html)
        self.close()
        self.is_clean = self.is_clean and not self._open

    def _at(self) -> int:
        line, offset = self.getpos()
        return self._line_starts[line - 1] + offset

    def handle_starttag(self, tag, attrs):
        if tag in {"br", "hr", "img", "embed"}:
            self.is_clean = self.is_clean and bool(self._open)
            return
        if not self._open:
            self._starts = self._at()
            self.is_clean = self.is_clean and tag in {"p", "ul", "ol"}
        self._open.append(tag)

    def handle_endtag(self, tag):
        if tag == "br":
            return
        if not self._open or self._open.pop() != tag:
            self.is_clean = False
        elif not self._open:
            end = self._html.find(">", self._at()) + 1
            self.elements.append(self._html[self._starts : end])

    def handle_startendtag(self, tag, attrs):
        self.is_clean = self.is_clean and bool(self._open)

    def handle_data(self, data):
        if not self._open and data.strip():
            self.is_clean = False


class Said(NamedTuple):
    """An element of rich text as it would be typed, and its HTML as typing it gives it."""

    text: str
    text_with_marked_links: str
    html: str


class _Run(NamedTuple):
    """Some words of a line, under one tag or under none."""

    tag: str
    words: str
    address: str = ""

    def typed(self, mark_links: bool) -> str:
        match self.tag:
            case "b":
                return f"**{self.words}**"
            case "i":
                return f"*{self.words}*"
            case "a" if mark_links or self.words != self.address:
                return f"[{self.words}]({self.address})"
        return self.words

    @property
    def html(self) -> str:
        match self.tag:
            case "a":
                return link(self.address, self.words)
            case "":
                return escaped(self.words)
        return f"<{self.tag}>{escaped(self.words)}</{self.tag}>"


def said(element: str) -> Said | None:
    """Return what an element says in plain text; None where it says more than that."""
    parser = _Element()
    parser.feed(element)
    parser.close()
    if parser.is_beyond_text:
        return None
    items = [lines for item in parser.items if any(lines := [_trimmed(line) for line in item])]
    if not items:
        return Said("", "", "")
    texts = [_typed(parser.tag, items, mark_links) for mark_links in (False, True)]
    rows = ["<br/>".join("".join(run.html for run in line) for line in item) for item in items]
    if parser.tag == "p":
        return Said(*texts, f"<p>{rows[0]}</p>")
    html = "".join(f"<li>{row}</li>" for row in rows)
    return Said(*texts, f"<{parser.tag}>{html}</{parser.tag}>")


def _typed(tag: str, items: list[list[list[_Run]]], mark_links: bool) -> str:
    rows = [["".join(run.typed(mark_links) for run in line) for line in item] for item in items]
    if tag == "p":
        return "\n".join(rows[0])
    indented = ["\n  ".join(row) for row in rows]
    if tag == "ol":
        return numbered(indented, ")")
    return "\n".join(f"- {row}" for row in indented)


def _trimmed(line: list[_Run]) -> list[_Run]:
    """Drop the blanks at both ends of a line: nobody sees them."""
    runs = [run for run in line if run.words]
    if runs and not runs[0].tag:
        runs[0] = runs[0]._replace(words=runs[0].words.lstrip())
    if runs and not runs[-1].tag:
        runs[-1] = runs[-1]._replace(words=runs[-1].words.rstrip())
    return [run for run in runs if run.words]


class _Element(HTMLParser):
    """Read one paragraph or list, line by line; note whether plain text could say it."""

    ALIKE = {"strong": "b", "em": "i"}
    INSIDE = {
        "": {"p", "ul", "ol"},
        "ul": {"li"},
        "ol": {"li"},
        "p": {"b", "i", "a", "br"},
        "li": {"b", "i", "a", "br"},
    }

    def __init__(self) -> None:
        super().__init__()
        self.tag = ""
        self.items: list[list[list[_Run]]] = []
        self.is_beyond_text = False
        self._path: list[str] = []

    def handle_starttag(self, tag, attrs):
        tag = self.ALIKE.get(tag, tag)
        given = {name: value for name, value in attrs if name != "data-block-key"}
        inside = self._path[-1] if self._path else ""
        address = given.pop("href", None) if tag == "a" else None
        if given or tag not in self.INSIDE.get(inside, ()) or (not inside and self.tag):
            self.is_beyond_text = True
        if tag == "a" and not (address or "").startswith(("https://", "http://")):
            self.is_beyond_text = True
        if tag == "br":
            if self.items:
                self.items[-1].append([])
            return
        if not inside:
            self.tag = tag
        if tag in {"p", "li"}:
            self.items.append([[]])
        elif tag in {"b", "i", "a"}:
            self._begin_run(tag, address or "")
        self._path.append(tag)

    def handle_endtag(self, tag):
        if tag == "br":
            return
        tag = self.ALIKE.get(tag, tag)
        if not self._path or self._path.pop() != tag:
            self.is_beyond_text = True
        elif tag in {"b", "i", "a"}:
            self._begin_run("")

    def handle_data(self, data):
        inside = self._path[-1] if self._path else ""
        words = data.replace("\n", " ").replace("\r", " ")
        if inside in {"", "ul", "ol"} or not self.items:
            self.is_beyond_text = self.is_beyond_text or bool(words.strip())
            return
        line = self.items[-1][-1]
        if not line:
            line.append(_Run("", ""))
        line[-1] = line[-1]._replace(words=line[-1].words + words)

    def _begin_run(self, tag, address=""):
        if self.items:
            self.items[-1][-1].append(_Run(tag, "", address))

    def handle_comment(self, data):
        self.is_beyond_text = True

    def handle_decl(self, decl):
        self.is_beyond_text = True

    def unknown_decl(self, data):
        self.is_beyond_text = True

    def handle_pi(self, data):
        self.is_beyond_text = True
