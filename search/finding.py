"""What readers find: from what they typed to entries, with everything the page has to say of it.

Each step is taken only when the one before found nothing: the words as they are, in any of their
forms; words of the site that were meant most likely; entries that have some of the words.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.conf import settings

from search import mending
from search.analysers import site_analyser
from search.analysis.phrases import holds_literally
from search.analysis.words import fold
from search.asking import Question, question_of
from search.backends import readers
from search.backends.asks import (
    Ask,
    Hits,
    Order,
    Signature,
    counts_of_facets,
    counts_of_kinds,
    counts_of_whens,
    passes,
    total,
    when_of,
)
from search.backends.database import engine
from search.backends.matching import Key, some_of
from search.models import Entry
from search.synonyms import synonyms_for

# Entries whose texts are read for a phrase, the best ones by their words.
MOST_READ = 300
MOST_ELSEWHERE = 4
MOST_ASKED_FOR_WORDS = 24
# Where only words are looked for, nothing depends on the time.
WHENEVER = datetime(2000, 1, 1, tzinfo=UTC)
# Where some of the words must do: an entry needs words that are worth so much of the rarest one. Of
# many words the rarest ones are weighed; all ways to have enough of twelve fill tens of thousands of letters.
LEAST = 0.75
MOST_WEIGHED = 6
READ = ("kind", "facets", "starts_at", "ends_at", "label", "text", "prefixes")
# What an extract needs is loaded, not what the index is made of.
UNSEEN = ("title", "body", "prefixes")


@dataclass(frozen=True)
class Narrowing:
    """What readers chose beside their words: ``facets`` slug by facet, ``when`` one of ``When``."""

    kind: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)
    when: str = ""
    order: Order = Order.RELEVANCE


@dataclass(frozen=True)
class Found:
    """``question`` is what was searched in the end; the counts are those of ``backends.asks``.

    ``corrected``: the text that was searched in place of what was typed, or "". ``is_partial``:
    nothing has all the words, these have some. ``elsewhere``: a few in other languages.
    """

    question: Question
    entries: list[Entry] = field(default_factory=list)
    total: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    whens: dict[str, int] = field(default_factory=dict)
    corrected: str = ""
    is_partial: bool = False
    elsewhere: list[Entry] = field(default_factory=list)


def find(
    *,
    typed: str,
    language: str,
    now: datetime,
    narrowing: Narrowing = Narrowing(),
    start: int = 0,
    stop: int = 12,
    literally: bool = False,
    answer: Callable[[Ask], Hits] | None = None,
) -> Found:
    """Return what readers of a language find for what they typed, whatever it is.

    ``start`` and ``stop`` as in a slice. ``literally``: each word as it is spelt, or nothing.
    ``answer``: what finds, such as a page's ``readers.Answerer`` where the page finds several times.
    """
    keys_of = site_analyser().keys_in_query
    question = question_of(typed, language, keys_of, synonyms_for, literally=literally)
    if not question:
        return Found(question)
    ask = Ask(
        now=now,
        languages=(language,),
        kind=narrowing.kind,
        facets=narrowing.facets,
        when=narrowing.when,
        order=narrowing.order,
        start=start,
        stop=stop,
    )
    return _Search(question, language, ask, answer or readers.Answerer()).found()


def nearest_words(typed: str, language: str) -> list[str]:
    """Return words of the site, as they are written there, that are near those typed."""
    question = question_of(typed, language, site_analyser().keys_in_query)
    forms, _ = mending.near(question.terms, language)
    wanted = list(dict.fromkeys(form for those in forms.values() for form in those))
    if not wanted:
        return []
    ask = Ask(
        groups=tuple(frozenset([form]) for form in wanted),
        is_any=True,
        now=WHENEVER,
        languages=(language,),
        is_counted=False,
        stop=MOST_ASKED_FOR_WORDS,
    )
    texts = [_text(entry) for entry in _entries(engine().find(ask).ids)]
    written = (mending.first_spelt([form], form, texts) for form in wanted)
    return [word for word in dict.fromkeys(written) if word]


class _Search:
    """One search and its steps; ``question`` is what is searched so far."""

    def __init__(self, question, language, ask, answer):
        self.question = question
        self.language = language
        self.ask = ask
        self.answer = answer
        self.is_partial = False
        self.mended = {}
        self.pages = {}

    def found(self) -> Found:
        self._mend_doubtful()
        hits = self._hits(self.question, self.ask)
        if not hits.signatures and self.question.terms:
            hits = self._second_try()
        others = self._elsewhere()
        by_pk = {entry.pk: entry for entry in _entries([*hits.ids, *others])}
        shown = [by_pk[pk] for pk in hits.ids if pk in by_pk]
        return Found(
            question=self.question,
            entries=shown,
            total=total(hits.signatures, self.ask),
            kinds=counts_of_kinds(hits.signatures, self.ask),
            facets=counts_of_facets(hits.signatures, self.ask),
            whens=counts_of_whens(hits.signatures, self.ask),
            corrected=self._corrected(shown),
            is_partial=self.is_partial,
            elsewhere=[by_pk[pk] for pk in others if pk in by_pk],
        )

    def _hits(self, question, ask) -> Hits:
        ask = replace(ask, matches=question.matches(), worth=self._worth(question))
        return self._of_phrases(question.phrases, ask) if question.phrases else self.answer(ask)

    def _worth(self, question):
        """Put what is rarer first where a word was taken for several, alike on all engines."""
        keys_of = site_analyser().keys_in_query
        return tuple(
            part
            for term in question.terms
            if term.instead
            for part in (
                (term.match(), 1),
                *(
                    (some_of(Key(key) for key in sorted(keys_of(form))), _tells(self.pages[form]))
                    for form in term.instead
                ),
            )
        )

    def _of_phrases(self, phrases, ask) -> Hits:
        """Read the texts of what has the words: an engine does not know which stand together."""
        every = replace(ask, kind="", facets={}, when="", start=0, stop=MOST_READ, is_counted=False)
        ids = self.answer(every).ids
        rows = Entry.objects.filter(pk__in=ids).only(*READ)
        entries = {entry.pk: entry for entry in rows if _holds(entry, phrases)}
        kinds = {
            pk: Signature(
                entry.kind, entry.facets, when_of(entry.starts_at, entry.ends_at, ask.now), 1
            )
            for pk, entry in entries.items()
        }
        kept = [pk for pk in ids if pk in kinds and passes(kinds[pk], ask)]
        return Hits(tuple(kept[ask.start : ask.stop]), tuple(kinds.values()))

    def _mend_doubtful(self):
        """Take near words beside those that nobody knows and that seem to be forms of known ones."""
        doubtful = mending.doubtful(self.question.terms)
        if doubtful:
            forms, self.pages = mending.near(doubtful, self.language)
            unwritten = (term for term in forms if fold(term.words[0]) not in self.pages)
            self.mended = {term: forms[term] for term in unwritten}
            self.question = self._with(self.mended)

    def _second_try(self) -> Hits:
        """Take words of the site for those that it has not; else let some of the words do."""
        terms = self.question.terms
        _, numbers = engine().frequencies([term.match() for term in terms])
        numbers = dict(zip(terms, numbers, strict=True))
        forms, self.pages = mending.near(terms, self.language)
        first = {}
        for mended in mending.ways_to_mend(forms, numbers):
            first = first or (mended if not any(numbers[term] for term in mended) else {})
            question = self._with(mended)
            hits = self._hits(question, self.ask)
            if hits.signatures:
                self.question, self.mended = question, mended
                return hits
        return self._some_words(first)

    def _with(self, mended):
        return self.question.corrected(mended, site_analyser().keys_in_query)

    def _some_words(self, mended) -> Hits:
        question = self._with(mended)
        if question.phrases or len(question.terms) < 2:
            return Hits((), ())
        matches = question.matches()
        number, numbers = engine().frequencies(matches)
        worth = [
            (match, _tells(one, number)) for match, one in zip(matches, numbers, strict=True) if one
        ]
        worth.sort(key=lambda pair: -pair[1])
        if not worth:
            return Hits((), ())
        hits = self.answer(
            replace(
                self.ask,
                matches=matches,
                worth=tuple(worth[:MOST_WEIGHED]),
                least=max(1, round(worth[0][1] * LEAST)),
                is_any=True,
            )
        )
        if hits.signatures:
            self.question, self.mended, self.is_partial = question, mended, True
        return hits

    def _elsewhere(self):
        ask = Ask(
            now=self.ask.now,
            languages=tuple(code for code, _ in settings.LANGUAGES if code != self.language),
            with_shared=False,
            stop=MOST_ELSEWHERE,
            is_counted=False,
        )
        return () if self.is_partial else self._hits(self.question, ask).ids

    def _corrected(self, entries):
        """The text that was searched, in the words that were found; "" for what was typed."""
        texts = [_text(entry) for entry in entries] if self.mended else []
        written = {
            term: mending.first_spelt(term.instead, term.words[0], texts)
            for term in self.question.terms
            if term.instead
        }
        written = {term: word for term, word in written.items() if word}
        return self.question.text_with(written) if written else ""


def _tells(number: int, of_all: int = 1_000_000) -> int:
    """How much a word tells that so many entries have: whole, so every engine adds it up alike."""
    return round(100 * math.log((of_all + 1) / number)) + 1 if number else 0


def _holds(entry, phrases) -> bool:
    # What the index has beside title and text, as a short name, is completed as it is spelt.
    text = "\n".join((entry.label, entry.text, entry.prefixes))
    return all(holds_literally(text, phrase.words) for phrase in phrases)


def _entries(ids):
    return list(Entry.objects.filter(pk__in=ids).defer(*UNSEEN)) if ids else []


def _text(entry):
    return f"{entry.label}\n{entry.text}"
