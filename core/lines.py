"""Lists that authors type as lines: steps, help that is offered, documents.

An empty line is none, and a dash or a dot with which somebody began a line is not a part of it. A
document is a name, or a name and an address: ``Application form | https://example.org/form``.
"""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

# An address in running text; what closes a sentence or a bracket behind it is not part of it.
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"|]{1,2000}(?<![.,;:!?'*_)\]}»“”…])", re.IGNORECASE)
BULLET = re.compile(r"^(?:[-–•*]|\d{1,2}[.)])\s+")


class Document(NamedTuple):
    """``url`` is empty where there is nothing to open."""

    name: str
    url: str


class WrongLine(ValueError):  # noqa: N818 -- it names what is wrong, as in moderation.errors
    """A line that says no document; ``args[0]`` is the line."""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each without what marks it as one."""
    found = (BULLET.sub("", line.strip()).strip() for line in text.splitlines())
    return [line for line in found if line]


def documents_of(text: str) -> list[Document]:
    """Return the documents of a text.

    :raises WrongLine: at the first line without a name or with an address that no browser opens
    """
    return [_document(line) for line in lines_of(text)]


def _document(line: str) -> Document:
    name, bar, url = (part.strip() for part in line.partition("|"))
    if not name or (bar and not _opens(url)):
        raise WrongLine(line)
    return Document(name, url)


def _opens(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in parts.netloc and not re.search(r"\s", url)
