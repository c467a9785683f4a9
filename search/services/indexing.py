"""The one way into the index."""

from collections.abc import Collection, Iterable
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import StrIndex
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page
from wagtail.search import index

from search.documents import entries_of
from search.models import Entry, FacetSet, IndexState
from search.services.completions import complete_titles
from search.services.replica import note_changes
from search.services.vocabulary import begin_anew_if_outdated, count_words, counted

OBJECTS_AT_ONCE = 200
# So many that are named after something else are written along with it; the others by the next job.
STALE_AT_ONCE = 200
# What is written anew; the others say which object an entry is of.
VALUES = [
    field.attname
    for field in Entry._meta.concrete_fields
    if field.name not in {"id", "content_type", "object_id"}
]


def hold_index() -> IndexState:
    """Have whoever else writes the index wait until this transaction ends.

    Objects are read after this: of two who index the same one, the later writes what is newer.
    """
    held = IndexState.objects.select_for_update().filter(pk=1)
    state = held.first()
    if state is None:
        IndexState.objects.get_or_create(pk=1)
        state = held.get()
    begin_anew_if_outdated(state)
    return state


def index_objects(*, model, pks: Collection) -> int:
    """Write the entries of objects as they stand now, and those of whatever is named after them.

    What no longer exists leaves the index. Return how many entries were written or removed.
    """
    number, others_are_stale = _write(model, [str(pk) for pk in pks])
    return number + (index_stale(at_most=STALE_AT_ONCE) if others_are_stale else 0)


def mark_stale_with(term: str) -> None:
    """Have those entries written anew that name what ``term`` stands for."""
    naming = FacetSet.objects.annotate(at=StrIndex(F("facets"), Value(f" {term} "))).filter(
        at__gt=0
    )
    entries = Entry.objects.filter(signature__in=naming.values("pk"), is_stale=False)
    entries.exclude(term=term).update(is_stale=True)


def index_stale(*, at_most: int) -> int:
    """Write entries anew that were marked; return how many changed."""
    number = 0
    by_type = {}
    stale = Entry.objects.filter(is_stale=True).order_by("pk")
    for type_id, object_id in stale.values_list("content_type_id", "object_id")[:at_most]:
        by_type.setdefault(type_id, []).append(object_id)
    for type_id, pks in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        # A type that is gone by now has its entries removed all at once (keep_in_step).
        for some in in_chunks(pks) if model else ():
            number += _write(model, some)[0]
    return number


def in_chunks(pks: list) -> Iterable[list]:
    for start in range(0, len(pks), OBJECTS_AT_ONCE):
        yield pks[start : start + OBJECTS_AT_ONCE]


def _write(model, pks):
    """Write or remove entries and mark what is named after them, all or nothing.

    Return how many were written or removed, and whether anything may be named after them.
    """
    with transaction.atomic():
        state = hold_index()
        content_type = ContentType.objects.get_for_model(model)
        stored = Entry.objects.filter(content_type=content_type, object_id__in=pks)
        before = {entry.object_id: entry for entry in stored}
        now = {entry.object_id: entry for entry in entries_of(model, pks)}
        for entry in now.values():
            entry.words_round = state.words_round
        changed = [entry for pk, entry in now.items() if _differs(entry, before.get(pk))]
        gone = [entry for pk, entry in before.items() if pk not in now]
        replaced = [before[entry.object_id] for entry in changed if entry.object_id in before]
        gone_ids, written = [entry.pk for entry in gone], []
        if gone:
            Entry.objects.filter(pk__in=gone_ids).delete()
        if changed:
            keep_facet_sets(changed, known={entry.signature for entry in replaced})
            written = Entry.objects.bulk_create(
                changed,
                update_conflicts=True,
                unique_fields=["content_type", "object_id"],
                update_fields=VALUES,
            )
        note_changes([*(entry.pk for entry in written), *gone_ids])
        count_words(before=counted([*replaced, *gone], state), after=changed)
        complete_titles(before=[*replaced, *gone], after=changed)
        terms = (_renamed(changed, before) | {entry.term for entry in gone}) - {""}
        for term in sorted(terms):
            mark_stale_with(term)
    return len(changed) + len(gone), bool(terms)


def keep_facet_sets(entries: Iterable[Entry], known: Collection[int] = ()) -> None:
    """Keep what the signatures of entries stand for, but for those that are known."""
    new = {entry.signature: entry for entry in entries if entry.signature not in known}
    FacetSet.objects.bulk_create(
        [FacetSet(id=pk, kind=entry.kind, facets=entry.facets) for pk, entry in new.items()],
        ignore_conflicts=True,
    )


def _renamed(changed, before):
    """The terms of what is called or placed otherwise now, or can be named from now on."""
    terms = set()
    for entry in changed:
        other = before.get(entry.object_id)
        if other is None:
            # Nothing names yet what is new.
            continue
        # Its own term is among its facets; where it is may be said by what takes place there.
        if (entry.facets, entry.label, entry.title) != (other.facets, other.label, other.title):
            terms |= {entry.term, other.term}
    return terms - {""}


def _differs(entry, other):
    return other is None or any(getattr(entry, name) != getattr(other, name) for name in VALUES)


class IndexLater:
    """Indexes an object when the transaction that saved it is committed; once, however often saved."""

    def __init__(self, model, pk):
        # A page is one object, whatever class it was saved as.
        self.key = (Page if issubclass(model, Page) else model, str(pk))
        self.is_done = False

    def __eq__(self, other):
        return isinstance(other, IndexLater) and self.key == other.key

    def __hash__(self):
        return hash(self.key)

    def __call__(self):
        self.is_done = True
        model, pk = self.key
        for kind in _page_types([pk]) if model is Page else [model]:
            index_objects(model=kind, pks=[pk])


def _page_types(pks):
    """The models of pages, as they are and as the index has them: those that are gone leave it."""
    types = set(Page.objects.filter(pk__in=pks).values_list("content_type", flat=True))
    of_pages = get_descendants_content_types_pks(Page)
    known = Entry.objects.filter(content_type__in=of_pages, object_id__in=pks)
    types |= set(known.values_list("content_type", flat=True))
    models = (ContentType.objects.get_for_id(pk).model_class() for pk in types)
    return [model for model in models if model is not None and index.class_is_indexed(model)]


def index_on_commit(*, model, pk) -> None:
    """Have an object's entry written, or removed, when what is being saved is committed."""
    later = IndexLater(model, pk)
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] == later and not entry[1].is_done for entry in waiting):
        transaction.on_commit(later, robust=True)


def index_pages_below(page: Page) -> None:
    """Have a page and all below it indexed on commit: who may open them, or where they are, changed."""
    transaction.on_commit(partial(_index_below, page.pk), robust=True)


def _index_below(page_pk):
    page = Page.objects.filter(pk=page_pk).first()
    if page is None:
        return
    by_type = {}
    below = page.get_descendants(inclusive=True)
    for type_id, pk in below.values_list("content_type", "pk"):
        by_type.setdefault(type_id, []).append(pk)
    for type_id, pks in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        for some in in_chunks(pks):
            index_objects(model=model, pks=some)
