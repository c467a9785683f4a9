"""Entries of the index as plain rows, for what concerns the engines alone."""

from itertools import count

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from search.analysis.analyser import VERSION
from search.documents import signature_of
from search.models import Entry
from search.services.indexing import hold_index, keep_facet_sets
from search.services.replica import note_changes

_numbers = count(1)


def entry(body="", *, title="", facets="", **facts):
    """Write a public entry in Slovene; ``facets`` are terms parted by spaces."""
    facts = {"language": "sl", "kind": "objava", "is_public": True, "version": VERSION, **facts}
    terms = f" {facets} " if facets else ""
    facts.setdefault("object_id", f"x{next(_numbers)}")
    with transaction.atomic():
        hold_index()
        written = Entry.objects.create(
            content_type=ContentType.objects.get_for_model(Entry),
            title=title,
            body=body,
            facets=terms,
            signature=signature_of(facts["kind"], terms),
            **facts,
        )
        keep_facet_sets([written])
        note_changes([written.pk])
    return written


def change(written, **facts):
    with transaction.atomic():
        hold_index()
        Entry.objects.filter(pk=written.pk).update(**facts)
        now = Entry.objects.get(pk=written.pk)
        now.signature = signature_of(now.kind, now.facets)
        now.save()
        keep_facet_sets([now])
        note_changes([written.pk])


def remove(written):
    with transaction.atomic():
        hold_index()
        Entry.objects.filter(pk=written.pk).delete()
        note_changes([written.pk])
