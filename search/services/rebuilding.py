"""Making the whole index anew while it is being asked and written, and keeping it in step."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.search.index import get_indexed_models

from search.analysis.analyser import VERSION
from search.documents import states_of
from search.models import Entry, FacetSet, IndexState
from search.services.completions import complete_anew, complete_titles
from search.services.indexing import (
    hold_index,
    in_chunks,
    index_objects,
    index_stale,
)
from search.services.replica import note_changes
from search.services.vocabulary import begin_anew, count_words, counted

# An hour's share, so that one run of a job stays short.
MENDED_AT_ONCE = 5000


def rebuild_index(
    *, now: datetime, report: Callable[[str, int, int], None], is_forced: bool = False
) -> int:
    """Bring every entry up to date; readers go on searching, and writers wait for a chunk at most.

    Each chunk reads its objects while it holds the index, so nothing that is saved meanwhile is
    lost; what is right already is not written again unless ``is_forced``, so a run that was stopped
    goes on where it was. ``report(label, done, all)`` tells how far a model is. Return how many
    entries changed.
    """
    if is_forced:
        with transaction.atomic():
            begin_anew(hold_index())
    changed = 0
    for model in get_indexed_models():
        changed += _bring_up_to_date(model, report)
    changed += _remove_unknown_types()
    with transaction.atomic():
        state = hold_index()
        FacetSet.objects.exclude(pk__in=Entry.objects.values("signature")).delete()
        if state.version != VERSION:
            complete_anew()
            state.version = VERSION
        state.rebuilt_at = now
        state.save()
    return changed


def _bring_up_to_date(model, report):
    content_type = ContentType.objects.get_for_model(model)
    pks = {str(pk) for pk in model.get_indexed_objects().values_list("pk", flat=True)}
    known = Entry.objects.filter(content_type=content_type).values_list("object_id", flat=True)
    # Those that are gone are "indexed" too: that removes them.
    all_pks = sorted(pks.union(known), key=lambda pk: (len(pk), pk))
    changed = done = 0
    for some in in_chunks(all_pks):
        changed += index_objects(model=model, pks=some)
        done += len(some)
        report(model._meta.label, done, len(all_pks))
    return changed


def _remove_unknown_types():
    types = ContentType.objects.get_for_models(*get_indexed_models()).values()
    with transaction.atomic():
        state = hold_index()
        unknown = list(Entry.objects.exclude(content_type__in=types))
        pks = [entry.pk for entry in unknown]
        Entry.objects.filter(pk__in=pks).delete()
        note_changes(pks)
        count_words(before=counted(unknown, state), after=[])
        complete_titles(before=unknown, after=[])
    return len(unknown)


def index_is_current() -> bool:
    """Tell whether the index was made by the analyser that reads queries now."""
    return IndexState.objects.filter(version=VERSION).exists()


def keep_in_step() -> int:
    """Mend what was lost on its way into the index, as when a process ended between two steps.

    Above all nothing that is not public stays findable. Only what is missing, marked, published
    since or public no longer is seen here; ``rebuild_index`` compares all. Return how many entries
    changed.
    """
    changed = _remove_unknown_types()
    changed += index_stale(at_most=MENDED_AT_ONCE)
    for model, pks in _out_of_step():
        for some in in_chunks(pks):
            changed += index_objects(model=model, pks=some)
    return changed


def _out_of_step() -> Iterable[tuple[type, list[str]]]:
    for model in get_indexed_models():
        content_type = ContentType.objects.get_for_model(model)
        entries = Entry.objects.filter(content_type=content_type)
        rows = entries.values_list("object_id", "is_public", "changed_at")
        known = {pk: (is_public, changed_at) for pk, is_public, changed_at in rows}
        states = states_of(model)
        differing = {pk for pk, state in states.items() if known.get(pk) != state}
        differing |= known.keys() - states.keys()
        # What readers could find and must not comes first.
        in_order = sorted(differing, key=lambda pk: (not known.get(pk, (False,))[0], pk))
        yield model, in_order[:MENDED_AT_ONCE]
