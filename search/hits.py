"""From entries of the index to what a page of results draws."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from search.analysers import site_analyser
from search.analysis.extracts import Piece, extract
from search.asking import Question
from search.models import Entry


# Characters of an extract: some three lines on a phone.
EXTRACT_LENGTH = 180
# A field or block without a full stop is not to run into the next one.
END_OF_PART = re.compile(r"(?<=[^\s.!?:;,…])\s*\n\s*")


@dataclass(frozen=True)
class Hit:
    """A page or row that was found, as ``components/hit.html`` draws it.

    ``extract``: the part of its text in which words of the query stand, or nothing; then its summary
    is shown. ``text_language``: the code of its text's language where that is not the reader's.
    """

    page: object
    has_passed: bool
    text_language: str = ""
    extract: list[Piece] = field(default_factory=list)


def hits_of(
    entries: Sequence[Entry], *, question: Question, language: str, now: datetime
) -> list[Hit]:
    """Return what the entries are of, in their order; a few queries for each type, not for each hit.

    What has left the site or was closed since it was indexed is left out.
    """
    things = things_of(entries)
    asked = words_asked(question)
    return [
        Hit(
            page=things[entry.pk],
            has_passed=things[entry.pk].is_over(now),
            text_language=_foreign(entry, language),
            extract=_extract(entry, asked),
        )
        for entry in entries
        if entry.pk in things
    ]


def things_of(entries: Iterable[Entry]) -> dict[int, object]:
    """Return the pages and rows that readers may open, by the primary keys of their entries."""
    by_type = {}
    for entry in entries:
        by_type.setdefault(entry.content_type_id, {})[entry.object_id] = entry.pk
    things = {}
    for type_id, entry_pks in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        rows = model.open_to_readers().filter(pk__in=list(entry_pks))
        if model.hit_relations:
            rows = rows.select_related(*model.hit_relations)
        for thing in model.ready_as_hits(rows):
            if thing.url:
                things[entry_pks[str(thing.pk)]] = thing
    return things


def words_asked(question: Question) -> list[Set[str]]:
    """Return the keys of each word of a question."""
    terms = [
        frozenset().union(*(group for way in term.ways for group in way)) for term in question.terms
    ]
    return [*terms, *(frozenset([word]) for phrase in question.phrases for word in phrase.words)]


def _foreign(entry, language):
    # What is not in one language (an organisation) says what it is in the main one.
    spoken = entry.language or settings.LANGUAGE_CODE
    return "" if spoken == language else spoken


def _extract(entry, asked):
    spoken = entry.language or settings.LANGUAGE_CODE
    pieces = extract(
        END_OF_PART.sub(" · ", entry.text),
        asked,
        lambda words: site_analyser().keys_of_words(words, spoken),
        EXTRACT_LENGTH,
    )
    return pieces if any(piece.is_hit for piece in pieces) else []
