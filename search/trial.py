"""A trial of the search on texts whose right answers are known; see ``search_eval``."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from search.analysers import site_analyser
from search.analysis.analyser import VERSION
from search.backends.asks import Ask, Hits
from search.documents import LONGEST_LABEL, LONGEST_TEXT, clean, signature_of
from search.finding import find
from search.measuring import SHOWN, Query
from search.models import Entry, FacetSet
from search.services.vocabulary import recount_words

DOCUMENTS_AT_ONCE = 500


class KitError(Exception):
    """A file is not a kit's; says where."""


def rows(path: Path, *needed: str) -> Iterator[dict]:
    """Yield the objects of a file of JSON lines.

    :raises KitError: for a line that is none, or lacks one of the ``needed`` texts
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if not isinstance(row, dict) or not all(
                isinstance(row.get(name), str | int) for name in needed
            ):
                raise KitError(f"{path.name}, line {number}: no object with {', '.join(needed)}")
            yield row


def index_documents(documents: Iterable[dict], report: Callable[[int], None]) -> list[str]:
    """Write ``{"id", "text"[, "title"]}`` into the index as public pages.

    Return their ids: an entry's ``object_id`` says which of these is its own.
    """
    content_type = ContentType.objects.get_for_model(Entry)
    # None has a kind or a facet.
    FacetSet.objects.create(id=signature_of("", ""), kind="", facets="")
    waiting, ids = iter(documents), []
    while some := list(islice(waiting, DOCUMENTS_AT_ONCE)):
        numbered = enumerate(some, start=len(ids))
        Entry.objects.bulk_create([_entry_of(row, n, content_type) for n, row in numbered])
        ids += [str(row["id"]) for row in some]
        report(len(ids))
    recount_words()
    return ids


def _entry_of(row, number, content_type):
    language = settings.LANGUAGE_CODE
    title, text = clean(str(row.get("title") or "")), clean(str(row["text"]))[:LONGEST_TEXT]
    return Entry(
        content_type=content_type,
        object_id=str(number),
        is_public=True,
        language=language,
        version=VERSION,
        signature=signature_of("", ""),
        label=title[:LONGEST_LABEL],
        title=site_analyser().page_keys(title, language),
        body=site_analyser().page_keys(text, language),
        text=text,
    )


def ten_best(
    query: str, ids: Sequence[str], now: datetime, answer: Callable[[Ask], Hits]
) -> list[str]:
    """Return those of ``ids`` that readers would see first."""
    found = find(typed=query, language=settings.LANGUAGE_CODE, now=now, stop=SHOWN, answer=answer)
    return [ids[int(entry.object_id)] for entry in found.entries]


def as_query(row: dict) -> Query:
    """Return what is measured of a kit's query."""
    relevant = row.get("relevant")
    known = relevant if isinstance(relevant, list) else []
    return Query(str(row["id"]), str(row.get("kind", "")), frozenset(map(str, known)))
