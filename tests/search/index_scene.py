"""What tests of the index share: writing with a commit, and asking as readers do."""

from contextlib import contextmanager
from datetime import UTC, datetime

from search.analysers import site_analyser
from search.analysis.words import words
from search.backends.asks import Ask
from search.backends.database import engine
from search.models import Entry, Word

NOON = datetime(2026, 11, 22, 11, tzinfo=UTC)


@contextmanager
def committed(capture):
    """What is saved inside is committed at the end, and indexed."""
    with capture(execute=True):
        yield


def asked(text, **options):
    groups = tuple(site_analyser().keys_in_query(word) for word in words(text))
    return Ask(**{"groups": groups, "now": NOON, "languages": ("sl",)} | options)


def found(text, **options):
    """The titles that readers find, in order."""
    ids = engine().find(asked(text, **options)).ids
    labels = Entry.objects.in_bulk(ids)
    return [labels[pk].label for pk in ids]


def entry_of(obj):
    return Entry.objects.filter(
        object_id=str(obj.pk), content_type__model=obj._meta.model_name
    ).first()


def counted(*forms):
    """In how many public entries words stand, by the word."""
    rows = Word.objects.filter(form__in=forms, language__in=["sl", ""])
    return dict(rows.values_list("form", "pages"))
