"""The part of a text that says most about what was asked, with the words that were found in it."""

from bisect import bisect_right
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from search.analysis.words import Span, spans

# What is longer is read so far: an extract from the rest would not be worth its time.
LONGEST_TEXT = 100_000
_CUT = "…"
# Before the first hit stands so much of the extract, so that it can be read.
_LEAD = 5


class Piece(NamedTuple):
    """A part of an extract; hits are whole words that were asked for."""

    text: str
    is_hit: bool


def extract(
    text: str,
    asked: Sequence[Set[str]],
    keys_of: Callable[[set[str]], dict[str, tuple[str, ...]]],
    length: int = 240,
) -> list[Piece]:
    """Return at most about ``length`` characters of a text as pieces, hits marked.

    ``asked`` has the keys of each word of the query, ``keys_of`` gives the keys of the text's words,
    many at once. Chosen is the part that holds most different words of the query, then most hits,
    then the first; without a hit the beginning. Words stay whole, white space becomes one space,
    and what was left out is an ellipsis.
    """
    text = text[:LONGEST_TEXT]
    found = list(spans(text))
    if not found:
        return _pieces(text, [], 0, len(text), length)
    hits = _hits(found, asked, keys_of)
    start, end = _window(text, found, hits, length)
    return _pieces(text, [span for span, _ in hits], start, end, length)


def _hits(
    found: Sequence[Span],
    asked: Sequence[Set[str]],
    keys_of: Callable[[set[str]], dict[str, tuple[str, ...]]],
) -> list[tuple[Span, int]]:
    """Return the words that were asked for, each with which of the query's words (bits) it is."""
    everything = frozenset[str]().union(*asked)
    answers = {
        word: sum(1 << place for place, keys in enumerate(asked) if not keys.isdisjoint(those))
        for word, those in keys_of({span.word for span in found}).items()
        if not everything.isdisjoint(those)
    }
    return [(span, answers[span.word]) for span in found if span.word in answers]


def _window(
    text: str, found: Sequence[Span], hits: Sequence[tuple[Span, int]], length: int
) -> tuple[int, int]:
    """Return from where to where the extract goes, at borders of words."""
    if len(text) <= length:
        return 0, len(text)
    first = _best_hit(hits, length) if hits else 0
    begin = max(0, min(first - length // _LEAD, len(text) - length))
    starts = [span.start for span in found]
    start = 0 if begin == 0 else starts[min(bisect_right(starts, begin - 1), len(starts) - 1)]
    if hits and start > first:
        start = first
    last = bisect_right([span.end for span in found], start + length) - 1
    if start + length >= len(text):
        return start, len(text)
    # A word longer than the extract is cut after all.
    end = found[last].end if last >= 0 and found[last].end > start else start + length
    return start, end


def _best_hit(hits: Sequence[tuple[Span, int]], length: int) -> int:
    """Return where the first hit of the best part begins; two fingers over the hits."""
    room = length - length // _LEAD
    best, chosen, left = (0, 0), hits[0][0].start, 0
    counts: dict[int, int] = {}
    different = 0
    for right, (span, answer) in enumerate(hits):
        counts[answer] = counts.get(answer, 0) + 1
        while span.end - hits[left][0].start > room and left < right:
            counts[hits[left][1]] -= 1
            left += 1
        different = 0
        for one, count in counts.items():
            if count:
                different |= one
        worth = (different.bit_count(), right - left + 1)
        if worth > best:
            best, chosen = worth, hits[left][0].start
    return chosen


def _pieces(text: str, hits: Sequence[Span], start: int, end: int, length: int) -> list[Piece]:
    end = min(end, start + max(length, 1))
    pieces: list[Piece] = []
    place = start
    for span in hits[bisect_right([hit.end for hit in hits], start) :]:
        if span.start >= end:
            break
        _add(pieces, text[place : span.start], is_hit=False)
        _add(pieces, text[max(span.start, start) : min(span.end, end)], is_hit=True)
        place = span.end
    _add(pieces, text[place:end], is_hit=False)
    return _framed(pieces, is_cut_before=start > 0, is_cut_after=bool(text[end:].strip()))


def _add(pieces: list[Piece], text: str, *, is_hit: bool) -> None:
    if text:
        spaced = " ".join(text.split())
        before = " " if text[0].isspace() and pieces else ""
        after = " " if text[-1].isspace() and spaced else ""
        if spaced or before:
            pieces.append(Piece(f"{before}{spaced}{after}", is_hit))


def _framed(pieces: list[Piece], *, is_cut_before: bool, is_cut_after: bool) -> list[Piece]:
    if is_cut_before:
        pieces = _joined([Piece(f"{_CUT} ", is_hit=False), *pieces])
    if is_cut_after:
        pieces = _joined([*_stripped(pieces), Piece(f" {_CUT}", is_hit=False)])
    return _stripped(pieces)


def _stripped(pieces: list[Piece]) -> list[Piece]:
    if not pieces:
        return pieces
    last = Piece(pieces[-1].text.rstrip(), pieces[-1].is_hit)
    return [*pieces[:-1], last] if last.text else pieces[:-1]


def _joined(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].is_hit == piece.is_hit == False:  # noqa: E712 - both are none
            joined[-1] = Piece(joined[-1].text + piece.text, is_hit=False)
        else:
            joined.append(piece)
    return joined
