"""Where somebody may go on who found nothing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher

from django.db.models import Q

from core.query import as_words
from search.analysis.words import fold, words
from search.asking import Question
from search.backends.asks import Ask, Hits
from search.finding import Narrowing, find, nearest_words
from search.hits import Hit, hits_of, things_of
from search.kinds import kinds_that_help
from search.models import Entry

TOPIC, OWNER = "tema", "organizacija"
MOST_WORDS = 6
MOST_TOPICS = 3
MOST_OF_A_KIND = 3
# How alike a word of a topic and a word of the query are, from 0 to 1, to be taken for near.
LIKENESS = 0.7


@dataclass(frozen=True)
class WaysOn:
    """``words`` of the site that are near those typed, ``topics`` near them, and hits of the kinds
    that help, such as guides, with the institutions that stand behind these."""

    words: list[str] = field(default_factory=list)
    topics: list = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


def ways_on(*, typed: str, language: str, now: datetime, answer: Callable[[Ask], Hits]) -> WaysOn:
    """Return what is nearest to what somebody typed and did not find, perhaps nothing."""
    nearest = nearest_words(typed, language)[:MOST_WORDS]
    topics = _nearest_topics(typed, language)
    entries = _helping(nearest, topics, language, now, answer)
    things = things_of([*topics, *entries])
    nothing_asked = Question(typed)
    return WaysOn(
        words=nearest,
        topics=[things[topic.pk] for topic in topics if topic.pk in things],
        hits=hits_of(entries, things, question=nothing_asked, language=language, now=now),
    )


def _nearest_topics(typed, language):
    """Entries of topics of which a word is spelt much like one that was typed, the most alike first."""
    asked = {fold(word) for word in words(as_words(typed))}
    likenesses = {}
    for topic in _public(language).filter(kind=TOPIC).defer("title", "body", "prefixes"):
        likeness = max(
            (_likeness(one, fold(word)) for one in asked for word in words(topic.label)),
            default=0,
        )
        if likeness >= LIKENESS:
            likenesses[topic] = likeness
    return sorted(likenesses, key=lambda topic: (-likenesses[topic], topic.label))[:MOST_TOPICS]


def _likeness(one, other):
    return SequenceMatcher(None, one, other).ratio()


def _helping(nearest, topics, language, now, answer):
    kinds = kinds_that_help()
    found = []
    if nearest:
        for kind in kinds:
            found += find(
                typed=nearest[0],
                language=language,
                now=now,
                narrowing=Narrowing(kind=kind),
                stop=MOST_OF_A_KIND,
                answer=answer,
            ).entries
    if topics:
        found += _of_terms([topic.term for topic in topics], kinds, language)
    found += _owners_of(found, kinds, language)
    return _few_of_each(found)


def _of_terms(terms: Collection[str], kinds, language):
    """Entries of some kinds that name one of the terms."""
    named = Q()
    for term in terms:
        named |= Q(facets__contains=f" {term} ")
    newest = _public(language).filter(named, kind__in=kinds).order_by("-published_at", "pk")
    return list(newest[: MOST_OF_A_KIND * len(kinds)])


def _owners_of(entries, kinds, language):
    terms = {
        term for entry in entries for term in entry.facets.split() if term.startswith(f"{OWNER}:")
    }
    return list(_public(language).filter(term__in=terms, kind__in=kinds).order_by("pk"))


def _few_of_each(entries):
    kept = {}
    for entry in dict.fromkeys(entries):
        of_kind = kept.setdefault(entry.kind, [])
        if len(of_kind) < MOST_OF_A_KIND:
            of_kind.append(entry)
    return [entry for of_kind in kept.values() for entry in of_kind]


def _public(language):
    return Entry.objects.filter(is_public=True, language__in=(language, ""))
