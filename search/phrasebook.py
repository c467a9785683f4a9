"""Expressions that editors wrote down, and where they stand in what somebody typed.

Editors write the base form. Whatever form of it somebody types is met, because the base form is
among the keys of the typed word. The other way round would be wrong: *mam* is a form of *mama* too,
and whoever looks for their mother does not mean *imam*.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.query import as_words

T = TypeVar("T")
# The folded forms under which one typed word may be meant; among them the word itself or not.
KeysOf = Callable[[str], Collection[str]]


def folded(word: str) -> str:
    """Return the word in lower case and without diacritics, as people type on a phone."""
    apart = unicodedata.normalize("NFKD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def as_typed(word: str) -> frozenset[str]:
    """Return the one key of a word where no analyser is asked: the word itself, folded."""
    return frozenset({folded(word)})


def expression(text: str) -> str:
    """Return an expression as it is kept: its words in lower case, parted by single spaces."""
    return as_words(text).lower()


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
    """Looks up a sequence of typed words among many expressions, a few steps for each word."""

    def __init__(self, entries: Iterable[tuple[str, T]]):
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for text, leads_to in entries:
            words = tuple(folded(word) for word in text.split())
            if words:
                self._by_first.setdefault(words[0], []).append((words, leads_to))

    def met_in(self, words: Sequence[str], keys_of: KeysOf = as_typed) -> list[Met[T]]:
        """Return every expression that stands in ``words``, from the left; they may overlap."""
        keys = [as_typed(word) | frozenset(keys_of(word)) for word in words]
        return [
            Met(start, start + len(wanted), leads_to)
            for start, first in enumerate(keys)
            for key in sorted(first)
            for wanted, leads_to in self._by_first.get(key, ())
            if len(wanted) <= len(keys) - start
            and all(word in keys[start + place] for place, word in enumerate(wanted))
        ]
