"""What somebody asks for: words, each to be had in any of its forms, and quoted phrases, as they stand.

*poletna šola* asks for entries that have both words, *"poletna šola"* for those in which the one
follows the other. Words that say nothing are left out beside others. Anything else that stands in a
query (operators, brackets, control characters) parts words and means nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.query import LONGEST_QUERY, MOST_WORDS
from search.analysis.stop_words import without_stop_words
from search.analysis.words import Span, fold, spans
from search.backends.matching import Key, all_of, some_of

KeysOf = Callable[[str], frozenset[str]]
# Parts of a query, (start, stop) in its words, and what else to look for, each as words.
Alternatives = Mapping[tuple[int, int], Sequence[tuple[str, ...]]]
AlternativesFor = Callable[[Sequence[str], str, KeysOf], Alternatives]
# Sets of keys; an entry has one of each.
Groups = tuple[frozenset[str], ...]

# Slovene, German, English and French quotes; a quote without its other half means nothing.
_QUOTED = re.compile(r'"([^"]*)"|[„“]([^“”"]*)[“”"]|»([^«»]*)«|«([^«»]*)»')


@dataclass(frozen=True)
class Term:
    """A word, or several that editors know as one expression.

    ``start`` and ``end`` say where it stands in the text. An entry has it in one of its ``ways``.
    ``instead``: folded words of the site that were taken for it, the most likely first.
    """

    start: int
    end: int
    words: tuple[str, ...]
    ways: tuple[Groups, ...]
    instead: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is one word without anything that editors added."""
        return len(self.words) == len(self.ways) == 1

    def match(self):
        return some_of(
            all_of(some_of(Key(key) for key in sorted(group)) for group in way) for way in self.ways
        )


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other; one with accents is meant with them, without either way."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """``text`` is what was typed, as far as it is read; ``phrases`` are taken as they are spelt."""

    text: str
    terms: tuple[Term, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.phrases)

    def keys(self) -> frozenset[str]:
        """Return the keys of words that are hits."""
        return frozenset().union(*self.asked())

    def asked(self) -> tuple[frozenset[str], ...]:
        """Return the keys of each word, or of what may be found in its place."""
        ways = (way for term in self.terms for way in term.ways)
        quoted = (frozenset([fold(word)]) for phrase in self.phrases for word in phrase.words)
        return tuple(dict.fromkeys([*(group for way in ways for group in way), *quoted]))

    def matches(self) -> tuple:
        """Return what an entry must hold, a match for each word; phrases word by word."""
        loose = (Key(fold(word)) for phrase in self.phrases for word in phrase.words)
        return tuple(dict.fromkeys([*(term.match() for term in self.terms), *loose]))

    def corrected(self, forms: Mapping[Term, Sequence[str]], keys_of: KeysOf) -> "Question":
        """Return the question with other words, folded, beside some of its terms.

        ``keys_of`` may be more lenient than it was with what was typed.
        """
        return replace(
            self, terms=tuple(_corrected(term, forms.get(term), keys_of) for term in self.terms)
        )

    def text_with(self, words: Mapping[Term, str]) -> str:
        """Return the text with other words in place of some terms."""
        text = self.text
        for term in sorted(words, key=lambda term: term.start, reverse=True):
            text = text[: term.start] + words[term] + text[term.end :]
        return text


def question_of(
    typed: str,
    language: str,
    keys_of: KeysOf,
    alternatives_for: AlternativesFor | None = None,
    *,
    literally: bool = False,
) -> Question:
    """Return what ``typed`` asks for; an empty question where it holds no word.

    ``keys_of`` gives the keys that a word of a query stands for. ``literally``: each word as it is
    spelt, but for case and accents, and nothing else.
    """
    text = typed[:LONGEST_QUERY].encode("utf-8", "ignore").decode("utf-8")
    quoted = list(_QUOTED.finditer(text))
    loose = list(spans(_blanked(text, quoted)))[:MOST_WORDS]
    left = MOST_WORDS - len(loose)
    phrases = []
    for match in quoted:
        phrase = [span.word for span in spans(match.group())][:left]
        left -= len(phrase)
        phrases.append(Phrase(tuple(phrase)))
    if literally:
        phrases += [Phrase((span.word,)) for span in loose]
        terms = []
    else:
        beside = [word for phrase in phrases for word in phrase.words]
        terms = _terms(loose, language, keys_of, alternatives_for, beside)
    return Question(
        text=text,
        terms=tuple(terms),
        phrases=tuple(dict.fromkeys(phrase for phrase in phrases if phrase.words)),
    )


def _blanked(text, quoted):
    for match in quoted:
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text


def _terms(loose, language, keys_of, alternatives_for, beside):
    words = [span.word for span in loose]
    known = alternatives_for(words, language, keys_of) if alternatives_for and words else {}
    telling = set(without_stop_words([*words, *beside], language))
    terms = {}
    for part in _parts(len(words), known):
        own = loose[slice(*part)]
        if part in known or own[0].word in telling:
            term = _term(own, known, part, keys_of)
            # The same word twice asks for nothing more.
            terms.setdefault(term.ways, term)
    return list(terms.values())


def _parts(number: int, known: Alternatives):
    """Part the words: where editors know an expression, the longest; else word by word."""
    start = 0
    while start < number:
        stop = max((stop for begin, stop in known if begin == start), default=start + 1)
        yield start, stop
        start = stop


def _term(own: Sequence[Span], known: Alternatives, part, keys_of) -> Term:
    start, stop = part
    groups = []
    for place, span in enumerate(own, start):
        single = [one[0] for one in known.get((place, place + 1), ()) if len(one) == 1]
        groups.append(frozenset().union(*(keys_of(word) for word in (span.word, *single))))
    others = [
        tuple(keys_of(word) for word in one)
        for one in known.get(part, ())
        if len(one) > 1 or stop - start > 1
    ]
    return Term(
        start=own[0].start,
        end=own[-1].end,
        words=tuple(span.word for span in own),
        ways=tuple(dict.fromkeys([tuple(groups), *others])),
    )


def _corrected(term, forms, keys_of):
    if forms is None:
        return term
    keys = frozenset().union(*(keys_of(form) for form in (*term.words, *forms)))
    return replace(term, ways=((keys,),), instead=tuple(forms))
