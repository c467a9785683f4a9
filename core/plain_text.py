"""A text as an author types it on a phone, and the blocks that it becomes.

An empty line ends a paragraph, a line "## …" is a heading, lines that begin with "- " are a list.
Lines "1. …", "2. …" are a list of steps, "1) …", "2) …" an ordinary numbered list; a list begins
with 1 and has at least two items, because "1. maja se dobimo" is a sentence. A line that begins
with two spaces belongs to the item above it. https://… becomes a link. Partners on duty also use
**bold**, *italic* and [words](https://…).

What plain text cannot say (pictures, quotes, links to pages …) stands in it as a marker on a line
of its own, [[picture 1]], which the author may leave, move or delete. Whatever would not come back
exactly as it was is kept behind a marker, so that editing a text never loses anything.

A block is a pair of its kind and its value: HTML for a paragraph, words for a heading, a list of
words for steps, anything at all for other kinds.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from core.rich_text import elements, escaped, link, numbered, said

Block = tuple[str, Any]

HEADING_MAX = 120
STEP_MAX = 500

HEADING = re.compile(r"##\s+(\S.*)")
BULLET = re.compile(r"[-*•]\s+(\S.*)")
NUMBERED = re.compile(r"(\d{1,3})([.)])\s+(\S.*)")
INLINE = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\((?P<to>https?://[^\s()<>\"]+)\)"
    r"|(?P<address>https?://\w[^\s<>\"]*)"
    r"|\*\*(?P<bold>[^\s*](?:[^*]*[^\s*])?)\*\*"
    r"|(?<![\w*])\*(?P<italic>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
)
# What ends a sentence or closes a bracket after an address is not part of it.
AFTER_ADDRESS = ".,;:!?'*_)]}»“”…"
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
TAG = re.compile(r"<[^>]*>")


class PlainText(NamedTuple):
    """A text for editing, and the blocks that stand behind its markers."""

    text: str
    kept: dict[str, Block]


def blocks_from_text(text: str, kept: Mapping[str, Block] | None = None) -> list[Block]:
    """Return the blocks of a typed text; ``kept`` are those behind its markers.

    Everything that is typed is escaped. A marker that is not in ``kept`` is ordinary text.
    """
    behind = {_as_marker(marker): block for marker, block in (kept or {}).items()}
    return _joined(_parts(_tidy(text).split("\n"), behind))


def text_from_blocks(blocks: Iterable[Block], name_of: Callable[[str], str] = str) -> PlainText:
    """Return blocks as text for editing; ``name_of`` gives the word in a marker for a kind."""
    pieces = [(piece, _chunk(piece)) for block in blocks for piece in _pieces(block)]
    literal = {
        _as_marker(line) for _, chunk in pieces if chunk is not None for line in chunk.split("\n")
    }
    chunks: list[str] = []
    kept: dict[str, Block] = {}
    numbers: Counter[str] = Counter()
    before: tuple[str, list[Block]] = ("", [])
    for piece, chunk in pieces:
        # A list's number may go on where the text above ended: only the two together tell.
        together = None if chunk is None else blocks_from_text(f"{before[0]}\n\n{chunk}")
        if chunk is not None and together == _joined([*before[1], piece]):
            chunks.append(chunk)
            before = (chunk, [piece])
            continue
        name = name_of(piece[0])
        marker = ""
        while not marker or _as_marker(marker) in literal:
            numbers[name] += 1
            marker = f"[[{name} {numbers[name]}]]"
        kept[marker] = piece
        chunks.append(marker)
        before = ("", [])
    return PlainText("\n\n".join(chunks), kept)


def readable_text(blocks: Iterable[Block], name_of: Callable[[str], str] = str) -> str:
    """Return all words of the blocks, also those that stand behind markers, for comparing."""
    chunks = []
    for block in blocks:
        for piece in _pieces(block):
            chunk = _chunk(piece)
            if chunk is None:
                words = " · ".join(_words(piece[1]))
                chunk = words if piece[0] == "paragraph" else f"{name_of(piece[0])}: {words}"
            chunks.append(chunk)
    return "\n\n".join(chunks)


def _tidy(text: str) -> str:
    """Leave one kind of line end, no tabs and nothing invisible."""
    return INVISIBLE.sub("", LINE_ENDS.sub("\n", text).replace("\t", "  "))


def _as_marker(line: str) -> str:
    return " ".join(line.split()).casefold()


def _joined(parts: Iterable[Block]) -> list[Block]:
    """Let paragraphs and lists that follow each other be one block, as an editor writes them."""
    blocks: list[Block] = []
    for kind, value in parts:
        before = blocks[-1] if blocks else ("", "")
        if kind == before[0] == "paragraph" and _are_whole(before[1], value):
            blocks[-1] = (kind, before[1] + value)
        else:
            blocks.append((kind, value))
    return blocks


def _are_whole(above: str, below: str) -> bool:
    """Tell whether two pieces of HTML stay what they are when one follows the other."""
    return bool(re.search(r"</(p|ul|ol)>$", above) and re.match(r"<(p|ul|ol)\b", below))


# --- from text ----------------------------------------------------------------------------------


def _parts(lines: list[str], kept: Mapping[str, Block]) -> Iterator[Block]:
    paragraph: list[str] = []
    at = 0
    while at < len(lines):
        part, following = _part_at(lines, at, kept)
        line = lines[at].strip()
        if part is None and line:
            paragraph.append(line)
        elif paragraph:
            yield "paragraph", _paragraph(paragraph)
            paragraph = []
        if part is not None:
            yield part
        at = following
    if paragraph:
        yield "paragraph", _paragraph(paragraph)


def _part_at(lines: list[str], at: int, kept: Mapping[str, Block]) -> tuple[Block | None, int]:
    """Return what begins at a line other than a paragraph, and the line after it."""
    line = lines[at].strip()
    if marked := kept.get(_as_marker(line)):
        return marked, at + 1
    if heading := HEADING.fullmatch(line):
        return ("heading", " ".join(heading[1].split())), at + 1
    if BULLET.fullmatch(line):
        items, following = _bullets(lines, at)
        return ("paragraph", _list("ul", items)), following
    items, sign, following = _numbered(lines, at)
    if items and sign == ".":
        return ("steps", ["\n".join(item) for item in items]), following
    if items:
        return ("paragraph", _list("ol", items)), following
    return None, at + 1


def _bullets(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    items: list[list[str]] = []
    while at < len(lines):
        if bullet := BULLET.fullmatch(lines[at].strip()):
            items.append([bullet[1]])
        elif _goes_on(lines[at]):
            items[-1].append(lines[at].strip())
        else:
            break
        at += 1
    return items, at


def _numbered(lines: list[str], at: int) -> tuple[list[list[str]], str, int]:
    """Return the items of a numbered list, their sign and the line after it; or no items."""
    items: list[list[str]] = []
    sign, following = "", at
    while at < len(lines):
        line = lines[at]
        number = NUMBERED.fullmatch(line.strip())
        if number and int(number[1]) == len(items) + 1 and sign in {"", number[2]}:
            items.append([number[3]])
            sign = number[2]
            following = at + 1
        elif items and following == at and _goes_on(line):
            items[-1].append(line.strip())
            following = at + 1
        elif line.strip() or not items:
            break
        at += 1
    if len(items) < 2:
        return [], "", at
    return items, sign, following


def _goes_on(line: str) -> bool:
    """Tell whether a line belongs to the list's item above it."""
    rest = line.strip()
    is_special = HEADING.fullmatch(rest) or BULLET.fullmatch(rest) or NUMBERED.fullmatch(rest)
    return line.startswith("  ") and bool(rest) and not is_special


def _paragraph(lines: list[str]) -> str:
    return f"<p>{'<br/>'.join(map(_inline, lines))}</p>"


def _list(tag: str, items: list[list[str]]) -> str:
    rows = "".join(f"<li>{'<br/>'.join(map(_inline, item))}</li>" for item in items)
    return f"<{tag}>{rows}</{tag}>"


def _inline(line: str) -> str:
    """Escape a line and turn what it marks into HTML."""
    html, at = [], 0
    for found in INLINE.finditer(line):
        if found.start() < at:
            continue
        html.append(escaped(line[at : found.start()]))
        at = found.end()
        if found["address"]:
            address = _without_punctuation(found["address"])
            at = found.start() + len(address)
            html.append(link(address, address))
        elif found["to"]:
            html.append(link(found["to"], found["words"]))
        elif found["bold"]:
            html.append(f"<b>{escaped(found['bold'])}</b>")
        else:
            html.append(f"<i>{escaped(found['italic'])}</i>")
    html.append(escaped(line[at:]))
    return "".join(html)


def _without_punctuation(address: str) -> str:
    while address[-1] in AFTER_ADDRESS:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


# --- from blocks --------------------------------------------------------------------------------


def _pieces(block: Block) -> Iterator[Block]:
    """Return a block in the form in which text gives it back; a paragraph in its elements."""
    kind, value = block
    if kind == "paragraph":
        for element in elements(value):
            words = said(element)
            if words is None:
                yield kind, element
            elif words.html:
                yield kind, words.html
    elif kind == "heading":
        if words := " ".join(str(value).split()):
            yield kind, words
    elif kind == "steps":
        if steps := [step for item in value if (step := _tidy(str(item)).strip())]:
            yield kind, steps
    else:
        yield kind, value


def _chunk(piece: Block) -> str | None:
    """Return a piece as text; None where it would not come back as it is."""
    kind, value = piece
    chunks: list[str] = []
    if kind == "paragraph":
        words = said(value)
        chunks = [] if words is None else [words.text, words.text_with_marked_links]
    elif kind == "heading":
        chunks = [f"## {value}"]
    elif kind == "steps":
        chunks = [numbered((step.replace("\n", "\n  ") for step in value), ".")]
    for chunk in chunks:
        if blocks_from_text(chunk) == [piece]:
            return chunk
    return None


def _words(value: Any) -> Iterator[str]:
    """Return all words in a value of any shape, without markup."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _words(item)
    elif isinstance(value, str) and value.strip():
        yield " ".join(unescape(TAG.sub(" ", value)).split())
