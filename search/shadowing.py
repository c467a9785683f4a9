"""An index of one's own: for a while this connection, and no other, has empty tables of the same names.

They are temporary tables, which both databases find before the real ones. Nobody else sees them, no
row of the site is read, written or locked, and with the connection they would be gone by themselves.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from secrets import token_hex

from django.apps import apps
from django.db import connection

from search.backends import elasticsearch
from search.backends.asks import Ask, Hits
from search.backends.elastic_client import SECONDS_FOR_JOBS, client
from search.models import Entry
from search.services.replica import ENTRIES_AT_ONCE, send, writing_name

# How SQLite's statements of real tables become those of temporary ones.
TEMPORARY = (
    (re.compile(r"^CREATE (TABLE|TRIGGER) "), r"CREATE TEMPORARY \1 "),
    (re.compile(r"^CREATE (VIRTUAL TABLE|INDEX|UNIQUE INDEX) "), r"CREATE \1 temp."),
    # A temporary table points at none of another database.
    (re.compile(r' REFERENCES "\w+" \("\w+"\)( DEFERRABLE INITIALLY DEFERRED)?'), ""),
)


@contextmanager
def own_index() -> Iterator[None]:
    """Have searches on this connection find nothing but what is written within."""
    tables = _tables()
    shadow, drop = {
        "sqlite": (_shadow_sqlite, _drop_sqlite),
        "postgresql": (_shadow_postgresql, _drop_postgresql),
    }[connection.vendor]
    with connection.cursor() as cursor:
        try:
            shadow(cursor, tables)
            yield
        finally:
            drop(cursor, tables)


@contextmanager
def own_replica() -> Iterator[Callable[[Ask], Hits]]:
    """Have Elasticsearch hold the entries of one's own index; give what finds them there.

    :raises TransportError, ApiError: when Elasticsearch cannot be reached
    """
    elastic = client(SECONDS_FOR_JOBS)
    name = f"{elasticsearch.alias()}-trial-{token_hex(8)}"
    try:
        elastic.indices.create(
            index=name,
            mappings=elasticsearch.MAPPINGS,
            settings=elasticsearch.SETTINGS,
            aliases={writing_name(name): {}},
        )
        entries = list(Entry.objects.order_by("pk"))
        for start in range(0, len(entries), ENTRIES_AT_ONCE):
            some = entries[start : start + ENTRIES_AT_ONCE]
            send(elastic, name, [(entry.pk, 1, entry) for entry in some])
        elastic.indices.refresh(index=name)
        yield partial(elasticsearch.find, index=name)
    finally:
        elastic.indices.delete(index=name, ignore_unavailable=True)


def tidy_own_index() -> None:
    """Do for one's own index what ``tidy`` of the engines does for the site's."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Nobody else counts the rows of temporary tables for the planner.
            cursor.execute("ANALYZE " + ", ".join(f'pg_temp."{table}"' for table in _tables()))
        else:
            for table in _full_text(cursor, "temp"):
                cursor.execute(f"INSERT INTO temp.{table} ({table}) VALUES ('optimize')")  # noqa: S608


def _tables():
    return [model._meta.db_table for model in apps.get_app_config("search").get_models()]


def _shadow_postgresql(cursor, tables):
    for table in tables:
        cursor.execute(f'CREATE TEMPORARY TABLE "{table}" (LIKE "{table}" INCLUDING ALL)')


def _drop_postgresql(cursor, tables):
    for table in tables:
        cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{table}"')


def _shadow_sqlite(cursor, tables):
    names = [*tables, *_full_text(cursor, "main")]
    cursor.execute(
        "SELECT sql FROM main.sqlite_master WHERE sql IS NOT NULL "  # noqa: S608 -- no values
        f"AND tbl_name IN ({', '.join(['%s'] * len(names))}) "
        # A table stands before its indexes, and whatever a trigger names before the trigger.
        "ORDER BY type = 'trigger', type = 'index'",
        names,
    )
    for (statement,) in cursor.fetchall():
        cursor.execute(_temporary(statement))


def _temporary(statement):
    for made, instead in TEMPORARY:
        statement = made.sub(instead, statement)
    return statement


def _full_text(cursor, schema):
    cursor.execute(
        f"SELECT name FROM {schema}.sqlite_master "  # noqa: S608 -- no values
        "WHERE sql LIKE 'CREATE VIRTUAL TABLE%%' AND name LIKE 'search!_%%' ESCAPE '!'"
    )
    return [name for (name,) in cursor.fetchall()]


def _drop_sqlite(cursor, tables):
    # Indexes and triggers go with their table.
    for table in (*_full_text(cursor, "temp"), *tables):
        cursor.execute(f'DROP TABLE IF EXISTS temp."{table}"')
