"""An index of one's own: for a while this connection, and no other, has empty tables of the same names.

They are temporary tables, which both databases find before the real ones. Nobody else sees them, no
row of the site is read, written or locked, and with the connection they would be gone by themselves.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

# The tables that a search reads or that the index is written to.
MODELS = ("Entry", "Word", "Deletion", "IndexState", "Synonym")
FULL_TEXT = "search_entry_fts"
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
    tables = [
        model._meta.db_table
        for model in apps.get_app_config("search").get_models()
        if model.__name__ in MODELS
    ]
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


def tidy_own_index() -> None:
    """Do for one's own index what ``tidy`` of the engines does for the site's."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE pg_temp.search_entry")
        else:
            cursor.execute(
                f"INSERT INTO temp.{FULL_TEXT} ({FULL_TEXT}) VALUES ('optimize')"  # noqa: S608
            )


def _shadow_postgresql(cursor, tables):
    for table in tables:
        cursor.execute(f'CREATE TEMPORARY TABLE "{table}" (LIKE "{table}" INCLUDING ALL)')


def _drop_postgresql(cursor, tables):
    for table in tables:
        cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{table}"')


def _shadow_sqlite(cursor, tables):
    places = ", ".join(["%s"] * len(tables))
    cursor.execute(
        "SELECT sql FROM main.sqlite_master WHERE sql IS NOT NULL "  # noqa: S608 -- no values
        f"AND (tbl_name IN ({places}) OR name = %s) "
        # A table stands before its indexes, the full text of a table before the triggers to it.
        "ORDER BY type = 'trigger', name = %s, type = 'index'",
        [*tables, FULL_TEXT, FULL_TEXT],
    )
    for (statement,) in cursor.fetchall():
        cursor.execute(_temporary(statement))


def _temporary(statement):
    for made, instead in TEMPORARY:
        statement = made.sub(instead, statement)
    return statement


def _drop_sqlite(cursor, tables):
    # Indexes and triggers go with their table.
    for table in (FULL_TEXT, *tables):
        cursor.execute(f'DROP TABLE IF EXISTS temp."{table}"')
