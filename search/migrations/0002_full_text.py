"""The engines' own tables over the entries, which Django does not know.

SQLite: two full-text tables that read their texts from ``search_entry`` and that triggers keep in
step, and an index that alone answers what is counted. A later migration that changes
``search_entry`` there makes the table anew and so loses triggers and index: it must run
``make_full_text`` again, and the check ``search.E001`` fails until it does.

PostgreSQL: two columns that the database derives, each with its index. The planner keeps no
statistics of them: a word that stands everywhere would make it read all texts instead of the index.
"""

from django.db import migrations

# Only a space parts two keys: letters beyond ASCII and what belongs to them are one token.
FTS = "content='search_entry', content_rowid='id', tokenize='ascii', columnsize=0"
SQLITE = [
    # In which column a key stands is kept, not where: phrases are found in the plain text.
    f"CREATE VIRTUAL TABLE search_entry_fts USING fts5(title, body, {FTS}, detail=column)",
    f"CREATE VIRTUAL TABLE search_entry_completions USING fts5(prefixes, {FTS}, detail=none, prefix='1 2 3')",
    """CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_entry_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
        INSERT INTO search_entry_completions (rowid, prefixes) VALUES (new.id, new.prefixes);
    END""",
    """CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_entry_fts (search_entry_fts, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO search_entry_completions (search_entry_completions, rowid, prefixes)
        VALUES ('delete', old.id, old.prefixes);
    END""",
    """CREATE TRIGGER search_entry_keys_updated AFTER UPDATE OF title, body ON search_entry
    WHEN old.title <> new.title OR old.body <> new.body BEGIN
        INSERT INTO search_entry_fts (search_entry_fts, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO search_entry_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
    END""",
    """CREATE TRIGGER search_entry_prefixes_updated AFTER UPDATE OF prefixes ON search_entry
    WHEN old.prefixes <> new.prefixes BEGIN
        INSERT INTO search_entry_completions (search_entry_completions, rowid, prefixes)
        VALUES ('delete', old.id, old.prefixes);
        INSERT INTO search_entry_completions (rowid, prefixes) VALUES (new.id, new.prefixes);
    END""",
    """CREATE INDEX search_entry_facts ON search_entry (
        id, is_public, language, signature, starts_at, ends_at, published_at, content_type_id, object_id
    )""",
    "INSERT INTO search_entry_fts (search_entry_fts) VALUES ('rebuild')",
    "INSERT INTO search_entry_completions (search_entry_completions) VALUES ('rebuild')",
]
POSTGRESQL = [
    # Keys as they are: the parser of to_tsvector() would cut some of them up. Those of the title
    # stand there once more, marked.
    """ALTER TABLE search_entry
        ADD COLUMN keys tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove(
            string_to_array(title || ' ' || body || replace(' ' || title, ' ', ' ^'), ' '), ''
        ))) STORED,
        ADD COLUMN completions tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove(
            string_to_array(prefixes, ' '), ''
        ))) STORED""",
    "ALTER TABLE search_entry ALTER COLUMN keys SET STATISTICS 0",
    "ALTER TABLE search_entry ALTER COLUMN completions SET STATISTICS 0",
    # Texts lie apart, so that what is counted of 100,000 entries is a few thousand pages.
    "ALTER TABLE search_entry SET (toast_tuple_target = 128)",
    # Without a pending list: a search never waits for somebody else's writing.
    "CREATE INDEX search_entry_keys ON search_entry USING gin (keys) WITH (fastupdate = off)",
    "CREATE INDEX search_entry_completions ON search_entry USING gin (completions) WITH (fastupdate = off)",
]
MADE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNDONE = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS search_entry_inserted",
        "DROP TRIGGER IF EXISTS search_entry_deleted",
        "DROP TRIGGER IF EXISTS search_entry_keys_updated",
        "DROP TRIGGER IF EXISTS search_entry_prefixes_updated",
        "DROP TABLE IF EXISTS search_entry_fts",
        "DROP TABLE IF EXISTS search_entry_completions",
        "DROP INDEX IF EXISTS search_entry_facts",
    ],
    "postgresql": ["ALTER TABLE search_entry DROP COLUMN IF EXISTS keys, DROP COLUMN IF EXISTS completions"],
}


def make_full_text(apps, schema_editor):
    drop_full_text(apps, schema_editor)
    for statement in MADE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_full_text(apps, schema_editor):
    for statement in UNDONE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]
    operations = [migrations.RunPython(make_full_text, drop_full_text)]
