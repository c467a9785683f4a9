"""Entries of the index as plain rows, for what concerns the engines alone."""

from itertools import count

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from search.models import Entry
from search.services.indexing import hold_index
from search.services.replica import note_changes

_numbers = count(1)


def entry(body="", *, title="", facets="", **facts):
    """Write a public entry in Slovene; ``facets`` are terms parted by spaces."""
    facts = {"language": "sl", "kind": "objava", "is_public": True, "version": 1, **facts}
    facts.setdefault("object_id", f"x{next(_numbers)}")
    with transaction.atomic():
        hold_index()
        written = Entry.objects.create(
            content_type=ContentType.objects.get_for_model(Entry),
            title=title,
            body=body,
            facets=f" {facets} " if facets else "",
            **facts,
        )
        note_changes([written.pk])
    return written


def change(written, **facts):
    with transaction.atomic():
        hold_index()
        Entry.objects.filter(pk=written.pk).update(**facts)
        note_changes([written.pk])


def remove(written):
    with transaction.atomic():
        hold_index()
        Entry.objects.filter(pk=written.pk).delete()
        note_changes([written.pk])
