"""What readers find: from what they typed to entries, with everything the page has to say of it.

Each step is taken only when the one before found nothing: the words as they are, in any of their
forms; words of the site that were meant most likely; entries that have some of the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from wagtail.search.backends import get_search_backend

from search import mending
from search.analysers import site_analyser
from search.asking import Question, question_of
from search.backends.common import (
    Ask,
    Hits,
    Order,
    Signature,
    counts_of_facets,
    counts_of_kinds,
    counts_of_whens,
    has_facet,
    passes,
    total,
    when_of,
)
from search.backends.database import engine
from search.models import Entry
from search.phrases_in_text import has_phrases

# Entries whose texts are read for a phrase, the best ones by their words.
MOST_READ = 300
MOST_ELSEWHERE = 4
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
    """``question`` is what was searched in the end; the counts are those of ``common``.

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
    narrowing: Narrowing = Narrowing(),  # noqa: B008 -- it never changes
    start: int = 0,
    stop: int = 12,
    literally: bool = False,
) -> Found:
    """Return what readers of a language find for what they typed, whatever it is.

    ``start`` and ``stop`` as in a slice. ``literally``: each word as it is spelt, or nothing.
    """
    analyser = site_analyser()
    question = question_of(
        typed, language, analyser.keys_in_query, None, literally=literally
    )
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
    return _Search(question, language, ask).found()


def nearest_words(typed: str, language: str) -> list[str]:
    """Return words of the site, as they are written there, that are near those typed."""
    question = question_of(typed, language, site_analyser().keys_in_query)
    forms = mending.near(question.terms, language)
    wanted = [form for term in question.terms for form in forms.get(term, ())]
    if not wanted:
        return []
    ask = Ask(
        groups=tuple(frozenset([form]) for form in wanted),
        is_any=True,
        now=datetime.max,
        languages=(language,),
        is_counted=False,
    )
    texts = [_text(entry) for entry in _entries(engine().find(ask).ids)]
    return list(dict.fromkeys(mending.spelt(form, texts) or form for form in wanted))


class _Search:
    """One search and its steps."""

    def __init__(self, question, language, ask):
        self.question = question
        self.language = language
        self.ask = ask
        self.is_partial = False
        self.corrections = {}

    def found(self) -> Found:
        hits = self._hits(self.question)
        if not hits.signatures and self.question.terms:
            hits = self._second_try()
        others = self._elsewhere()
        entries = _entries((*hits.ids, *others))
        by_pk = {entry.pk: entry for entry in entries}
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

    def _hits(self, question, ask=None) -> Hits:
        ask = replace(ask or self.ask, matches=question.matches())
        return _of_phrases(question, ask) if question.phrases else _answer(ask)

    def _second_try(self) -> Hits:
        """Take words of the site for those that it has not; else let some of the words do."""
        numbers = dict(
            zip(
                self.question.terms,
                engine().frequencies([term.match() for term in self.question.terms]),
                strict=True,
            )
        )
        for terms in mending.doubtful(numbers):
            forms = mending.near(terms, self.language)
            if not forms:
                continue
            mended = self.question.corrected(forms, site_analyser().keys_in_query)
            hits = self._hits(mended)
            if hits.signatures:
                self.question, self.corrections = mended, forms
                return hits
        return Hits((), ())

    def _elsewhere(self):
        languages = tuple(code for code, _ in settings.LANGUAGES if code != self.language)
        ask = Ask(
            now=self.ask.now,
            languages=languages,
            with_shared=False,
            stop=MOST_ELSEWHERE,
            is_counted=False,
        )
        return self._hits(self.question, ask).ids

    def _corrected(self, entries):
        if not self.corrections:
            return ""
        texts = [_text(entry) for entry in entries]
        return self.question.text_with(
            {
                term: mending.first_spelt(forms, texts)
                for term, forms in self.corrections.items()
            }
        )
