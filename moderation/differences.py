"""What changed between two versions of a text, word by word, for people to read."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

WORD = re.compile(r"\s*\S+|\s+$")
# So much that stays the same is shown whole; of more, so much on the side of a change.
LONG, NEARBY = 300, 120


class Part(NamedTuple):
    """A stretch of text; ``kind`` is ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


def changed_words(before: str, after: str) -> list[Part]:
    """Return ``after`` in stretches, with what is gone from ``before`` in its place.

    Lines are compared first, then the words of those that differ: so a long text costs little, and
    a paragraph that was moved does not tear its neighbours apart.
    """
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return _joined(_compared(*lines, deeper=True))


def around_changes(parts: list[Part]) -> list[Part]:
    """Return the parts with what stays the same shortened to what stands next to a change."""
    last = len(parts) - 1
    return [
        part
        if part.kind != "same" or len(part.text) <= LONG
        else Part("same", _next_to_changes(part.text, is_first=at == 0, is_last=at == last))
        for at, part in enumerate(parts)
    ]


def _next_to_changes(text: str, *, is_first: bool, is_last: bool) -> str:
    head = "" if is_first else text[:NEARBY].rsplit(maxsplit=1)[0] + " "
    tail = "" if is_last else " " + text[-NEARBY:].split(maxsplit=1)[-1]
    return f"{head}…{tail}"


def _compared(before: list[str], after: list[str], *, deeper: bool) -> Iterator[Part]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        gone, new = "".join(before[i1:i2]), "".join(after[j1:j2])
        if kind == "equal":
            yield Part("same", new)
        elif kind == "replace" and deeper:
            yield from _compared(WORD.findall(gone), WORD.findall(new), deeper=False)
        else:
            yield Part("gone", gone)
            yield Part("new", new)


def _joined(parts: Iterator[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        if part.text and joined and joined[-1].kind == part.kind:
            joined[-1] = Part(part.kind, joined[-1].text + part.text)
        elif part.text:
            joined.append(part)
    return joined
