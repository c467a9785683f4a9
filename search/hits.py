"""From entries of the index to what a page of results draws."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from core.querysets import open_to_all
from search.analysers import site_analyser
from search.analysis.extracts import Piece, extract
from search.analysis.words import fold
from search.asking import Question
from search.models import Entry

# Characters of an extract: some three lines on a phone.
EXTRACT_LENGTH = 180
# A field or block without a full stop is not to run into the next one.
END_OF_PART = re.compile(r"(?<=[^\s.!?:;,…])\s*\n\s*")


@dataclass(frozen=True)
class Hit:
    """A page or row that was found, as ``components/hit.html`` draws it.

    ``extract``: the part of its text in which words of the query stand, else its beginning.
    ``text_language``: the code of its text's language where that is not the reader's.
    """

    page: object
    section: str
    kind_label: str
    has_passed: bool
    text_language: str
    extract: list[Piece]


def hits_of(
    entries: Sequence[Entry],
    things: Mapping[int, object],
    *,
    question: Question,
    language: str,
    now: datetime,
) -> list[Hit]:
    """Return the entries as hits, in their order; without what is not among ``things``."""
    asked = words_asked(question)
    return [
        _hit(entry, things[entry.pk], asked, language, now)
        for entry in entries
        if entry.pk in things
    ]


def things_of(entries: Iterable[Entry]) -> dict[int, object]:
    """Return the pages and rows that readers may open, by the primary keys of their entries.

    What has left the site or was closed since it was indexed is not among them. A query for all
    pages, and one or two for each type that shows more than every page has.
    """
    by_source = {}
    for entry in entries:
        if model := _model_of(entry):
            by_source.setdefault(_source_of(model), {})[entry.object_id] = entry.pk
    things = {}
    for source, entry_pks in by_source.items():
        for thing in _open_rows(source, list(entry_pks)):
            if thing.url:
                things[entry_pks[str(thing.pk)]] = thing
    return things


def _model_of(entry):
    """None after an upgrade that took the type away, until the index is made anew."""
    return ContentType.objects.get_for_id(entry.content_type_id).model_class()


def _source_of(model):
    return Page if issubclass(model, Page) and not model.hit_relations else model


def _open_rows(model, pks):
    if model is Page:
        return open_to_all(Page.objects.live()).select_related("locale").filter(pk__in=pks)
    rows = model.open_to_readers().filter(pk__in=pks)
    if model.hit_relations:
        rows = rows.select_related(*model.hit_relations)
    return model.ready_as_hits(rows)


def _hit(entry, thing, asked, language, now):
    model = _model_of(entry)
    return Hit(
        page=thing,
        section=model.section,
        kind_label=model.kind_label,
        # Only types with rows of their own take place.
        has_passed=hasattr(thing, "is_over") and thing.is_over(now),
        text_language=_foreign(entry, language),
        extract=_extract(entry, asked),
    )


def words_asked(question: Question) -> list[Set[str]]:
    """Return the keys of each word of a question."""
    terms = [
        frozenset().union(*(group for way in term.ways for group in way)) for term in question.terms
    ]
    return [
        *terms,
        *(frozenset([fold(word)]) for phrase in question.phrases for word in phrase.words),
    ]


def _foreign(entry, language):
    # What is not in one language (an organisation) says what it is in the main one.
    spoken = entry.language or settings.LANGUAGE_CODE
    return "" if spoken == language else spoken


def _extract(entry, asked):
    spoken = entry.language or settings.LANGUAGE_CODE
    return extract(
        END_OF_PART.sub(" · ", entry.text),
        asked,
        lambda words: site_analyser().keys_of_words(words, spoken),
        EXTRACT_LENGTH,
    )
