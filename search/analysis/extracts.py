"""The part of a text that says most about what was asked, with the words that were found in it."""

from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from search.analysis.words import spans, word_from, word_until, words

# What is longer is read so far: an extract from the rest would not be worth its time.
LONGEST_TEXT = 50_000
_CUT = "…"
# So much of the extract stands before the first hit, so that it can be read.
_LEAD = 5


class Piece(NamedTuple):
    """A part of an extract; hits are whole words that were asked for."""

    text: str
    is_hit: bool


class _Hit(NamedTuple):
    start: int
    end: int
    # Which words of the query it answers, as bits.
    answers: int


def extract(
    text: str,
    asked: Sequence[Set[str]],
    keys_of: Callable[[set[str]], dict[str, tuple[str, ...]]],
    length: int = 240,
) -> list[Piece]:
    """Return at most ``length`` characters of a text (and ellipses) as pieces, hits marked.

    ``asked`` has the keys of each word of the query, ``keys_of`` gives the keys of the text's words,
    many at once (:meth:`Analyser.keys_of_words`). Chosen is the part that holds most different words
    of the query, then most hits, then the first; without a hit the beginning. Words stay whole,
    white space becomes one space.
    """
    text = " ".join(text[:LONGEST_TEXT].split())
    hits = _hits(text, asked, keys_of)
    start = _start(text, hits, length)
    end = word_until(text, start, start + length) if start + length < len(text) else len(text)
    return _framed(text, start, end, _pieces(text, hits, start, end))


def _hits(
    text: str,
    asked: Sequence[Set[str]],
    keys_of: Callable[[set[str]], dict[str, tuple[str, ...]]],
) -> list[_Hit]:
    everything = {key for keys in asked for key in keys}
    answers = {
        word: sum(1 << place for place, keys in enumerate(asked) if not keys.isdisjoint(those))
        for word, those in keys_of(set(words(text))).items()
        if not everything.isdisjoint(those)
    }
    if not answers:
        return []
    return [_Hit(start, end, answers[word]) for start, end, word in spans(text, answers)]


def _start(text: str, hits: Sequence[_Hit], length: int) -> int:
    """Return where the extract begins: some words before the first hit of the best part."""
    if not hits or len(text) <= length:
        return 0
    first = _best_part(hits, length - length // _LEAD)
    wanted = min(first - length // _LEAD, len(text) - length)
    return min(word_from(text, wanted), first) if wanted > 0 else 0


def _best_part(hits: Sequence[_Hit], room: int) -> int:
    """Return where the first hit of the best part begins; one pass over the hits, two fingers."""
    counts: dict[int, int] = {}
    best, chosen, left = (0, 0), hits[0].start, 0
    for right, hit in enumerate(hits):
        counts[hit.answers] = counts.get(hit.answers, 0) + 1
        while left < right and hit.end - hits[left].start > room:
            gone = hits[left].answers
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            left += 1
        different = 0
        for answers in counts:
            different |= answers
        worth = (different.bit_count(), right - left + 1)
        if worth > best:
            best, chosen = worth, hits[left].start
    return chosen


def _pieces(text: str, hits: Sequence[_Hit], start: int, end: int) -> list[Piece]:
    pieces, place = [], start
    for hit in hits:
        if start <= hit.start < end:
            pieces += [
                Piece(text[place : hit.start], is_hit=False),
                Piece(text[hit.start : min(hit.end, end)], is_hit=True),
            ]
            place = min(hit.end, end)
    return [*pieces, Piece(text[place:end].rstrip(), is_hit=False)]


def _framed(text: str, start: int, end: int, pieces: list[Piece]) -> list[Piece]:
    before = [Piece(f"{_CUT} ", is_hit=False)] if start else []
    after = [Piece(f" {_CUT}", is_hit=False)] if text[end:].strip() else []
    framed: list[Piece] = []
    for piece in (*before, *pieces, *after):
        if framed and not piece.is_hit and not framed[-1].is_hit:
            framed[-1] = Piece(framed[-1].text + piece.text, is_hit=False)
        elif piece.text:
            framed.append(piece)
    return framed
