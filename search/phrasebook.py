"""Expressions that editors wrote down, and where they stand in what somebody typed.

A word in any form is met by the keys that it shares with the one that was written. Where one word
alone decides what else is looked for, that is too much: *mam* is a form of *mama* as well, and
whoever looks for their mother does not mean *imam*. There editors write the base form, and only
words that have it among their keys meet it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from search.analysis.words import fold
from search.analysis.words import words as words_of

T = TypeVar("T")
# The folded forms under which one typed word may be meant; among them the word itself or not.
KeysOf = Callable[[str], Collection[str]]


def as_typed(word: str) -> frozenset[str]:
    """Return the one key of a word where no analyser is asked: the word itself, folded."""
    return frozenset({fold(word)})


def expression(text: str) -> str:
    """Return an expression as it is kept: its words in lower case, parted by single spaces."""
    return " ".join(words_of(text))


def expressions(text: str) -> list[str]:
    """Return the expressions that commas or lines part, each once, in their order."""
    parts = (expression(part) for part in text.replace("\n", ",").split(","))
    return list(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True)
class Met(Generic[T]):
    """An expression that was met: words ``start`` to ``stop`` (not included), and what it leads to."""

    start: int
    stop: int
    leads_to: T


class Phrasebook(Generic[T]):
    """Looks up a sequence of typed words among many expressions, a few steps for each word.

    ``entries`` are expressions with what each leads to. Words are the same when they share a key of
    ``keys_of``; with ``is_careful`` an expression of one word is met only by words that have that very
    word among their keys.
    """

    def __init__(
        self,
        entries: Iterable[tuple[str, T]],
        keys_of: KeysOf = as_typed,
        *,
        is_careful: bool = False,
    ) -> None:
        self._keys_of = keys_of
        self._entries: list[tuple[list[frozenset[str]], T]] = []
        self._by_first: dict[str, list[int]] = {}
        for text, leads_to in entries:
            words = text.split()
            is_exact = is_careful and len(words) == 1
            wanted = [as_typed(word) if is_exact else self._keys(word) for word in words]
            for key in wanted[0] if wanted else ():
                self._by_first.setdefault(key, []).append(len(self._entries))
            self._entries.append((wanted, leads_to))

    def met_in(self, words: Sequence[str]) -> list[Met[T]]:
        """Return every expression that stands in ``words``, from the left; they may overlap."""
        typed = [self._keys(word) for word in words]
        return [
            Met(start, start + len(wanted), leads_to)
            for start in range(len(typed))
            for wanted, leads_to in self._beginning_with(typed[start])
            if len(wanted) <= len(typed) - start
            and not any(map(frozenset.isdisjoint, wanted, typed[start:]))
        ]

    def _keys(self, word: str) -> frozenset[str]:
        return as_typed(word) | frozenset(self._keys_of(word))

    def _beginning_with(self, keys: frozenset[str]) -> list[tuple[list[frozenset[str]], T]]:
        numbers = {number for key in keys for number in self._by_first.get(key, ())}
        return [self._entries[number] for number in sorted(numbers)]
