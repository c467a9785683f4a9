"""What only the database knows: `manage.py check --database default`."""

from django.core import checks
from django.core.checks import Tags, register
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from search.health import problems
from search.models import Entry, IndexState, PendingChange, ReplicaIndex

READ = (Entry, IndexState, PendingChange, ReplicaIndex, Page)

# What migration 0002 makes and a table that is made anew loses.
SQLITE = {
    "search_entry_inserted",
    "search_entry_deleted",
    "search_entry_keys_updated",
    "search_entry_prefixes_updated",
    "search_entry_facts",
}


@register(Tags.database)
def full_text_is_kept_in_step(databases=None, **kwargs):
    """On SQLite triggers keep the full text in step, and an index answers what is counted."""
    if not databases or connection.vendor != "sqlite" or not _tables_exist():
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index')")
        missing = SQLITE - {name for (name,) in cursor.fetchall()}
    return [
        checks.Error(
            f"{name} is missing: the search would not follow what is written, or be slow",
            hint="The migration that made search_entry anew must run make_full_text of 0002.",
            id="search.E001",
        )
        for name in sorted(missing)
    ]


@register(Tags.database)
def search_is_well(databases=None, **kwargs):
    """Readers have answers all the same, perhaps not the best ones or not from Elasticsearch."""
    if not databases or not _tables_exist() or not _has_something_to_find():
        return []
    return [checks.Warning(problem, id="search.W001") for problem in problems(timezone.now())]


def _has_something_to_find() -> bool:
    """Tell whether there is more than Wagtail's own first pages, written to the index or not yet."""
    return Entry.objects.exists() or Page.objects.filter(depth__gt=2).exists()


def _tables_exist() -> bool:
    tables = set(connection.introspection.table_names())
    return {model._meta.db_table for model in READ} <= tables
