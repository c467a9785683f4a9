"""Making the whole index anew while it is being asked and written."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.search.index import get_indexed_models

from search.analysis.analyser import VERSION
from search.models import Entry, IndexState
from search.services.indexing import hold_index, in_chunks, index_objects
from search.services.replica import note_changes
from search.services.vocabulary import recount_words


def rebuild_index(*, now: datetime, report: Callable[[str, int, int], None]) -> int:
    """Bring every entry up to date; readers go on searching, and writers wait for a chunk at most.

    Each chunk reads its objects while it holds the index, so nothing that is saved meanwhile is
    lost; what is right already is not written again, so a run that was stopped goes on where it
    was. ``report(label, done, all)`` tells how far a model is. Return how many entries changed.
    """
    changed = 0
    for model in get_indexed_models():
        changed += _bring_up_to_date(model, report)
    changed += _remove_unknown_types()
    with transaction.atomic():
        state = hold_index()
        if state.version != VERSION:
            # The words were counted by another analyser's rules.
            recount_words()
            state.version = VERSION
        state.rebuilt_at = now
        state.save()
    return changed


def _bring_up_to_date(model, report):
    content_type = ContentType.objects.get_for_model(model)
    pks = {str(pk) for pk in model.get_indexed_objects().values_list("pk", flat=True)}
    known = Entry.objects.filter(content_type=content_type).values_list("object_id", flat=True)
    # Those that are gone are "indexed" too: that removes them.
    all_pks = sorted(pks | set(known), key=lambda pk: (len(pk), pk))
    changed = done = 0
    for some in in_chunks(all_pks):
        changed += index_objects(model=model, pks=some)
        done += len(some)
        report(model._meta.label, done, len(all_pks))
    return changed


def _remove_unknown_types():
    types = ContentType.objects.get_for_models(*get_indexed_models()).values()
    with transaction.atomic():
        hold_index()
        unknown = list(Entry.objects.exclude(content_type__in=types).values_list("pk", flat=True))
        Entry.objects.filter(pk__in=unknown).delete()
        note_changes(unknown)
    return len(unknown)


def index_is_current() -> bool:
    """Tell whether the index was made by the analyser that reads queries now."""
    return IndexState.objects.filter(version=VERSION).exists()
