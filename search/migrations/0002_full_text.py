"""The engines' own tables over the entries, which Django does not know.

SQLite: a full-text table that reads its texts from ``search_entry`` and that triggers keep in step.
A later migration that changes ``search_entry`` there makes the table anew and so loses the triggers:
it must run ``make_full_text`` again.

PostgreSQL: two columns that the database derives, each with its index.
"""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE search_entry_fts USING fts5(
        title, body, prefixes,
        content='search_entry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3'
    )""",
    """CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_entry_fts (rowid, title, body, prefixes)
        VALUES (new.id, new.title, new.body, new.prefixes);
    END""",
    """CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_entry_fts (search_entry_fts, rowid, title, body, prefixes)
        VALUES ('delete', old.id, old.title, old.body, old.prefixes);
    END""",
    """CREATE TRIGGER search_entry_updated AFTER UPDATE OF title, body, prefixes ON search_entry BEGIN
        INSERT INTO search_entry_fts (search_entry_fts, rowid, title, body, prefixes)
        VALUES ('delete', old.id, old.title, old.body, old.prefixes);
        INSERT INTO search_entry_fts (rowid, title, body, prefixes)
        VALUES (new.id, new.title, new.body, new.prefixes);
    END""",
]
POSTGRESQL = [
    """ALTER TABLE search_entry
        ADD COLUMN keys tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D')
        ) STORED,
        ADD COLUMN completions tsvector GENERATED ALWAYS AS (to_tsvector('simple', prefixes)) STORED""",
    # Without a pending list: a search never waits for somebody else's writing.
    "CREATE INDEX search_entry_keys ON search_entry USING gin (keys) WITH (fastupdate = off)",
    "CREATE INDEX search_entry_completions ON search_entry USING gin (completions) WITH (fastupdate = off)",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS search_entry_inserted",
        "DROP TRIGGER IF EXISTS search_entry_deleted",
        "DROP TRIGGER IF EXISTS search_entry_updated",
        "DROP TABLE IF EXISTS search_entry_fts",
    ],
    "postgresql": ["ALTER TABLE search_entry DROP COLUMN IF EXISTS keys, DROP COLUMN IF EXISTS completions"],
}


def make_full_text(apps, schema_editor):
    drop_full_text(apps, schema_editor)
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]:
        schema_editor.execute(statement, params=None)
    if vendor == "sqlite":
        schema_editor.execute(
            "INSERT INTO search_entry_fts (search_entry_fts) VALUES ('rebuild')", params=None
        )


def drop_full_text(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]
    operations = [migrations.RunPython(make_full_text, drop_full_text)]
