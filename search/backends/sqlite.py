"""SQLite's FTS5: every search is one pass over the full-text table, joined to the entries."""

from django.db import connection

from search.backends.common import TEXT_WEIGHT, TITLE_WEIGHT, Hits, Order, Signature, When, edges
from search.backends.matching import All, Everything, Key, Nothing, Prefix, Some, Without

COLUMNS = {Key: "{title body}", Prefix: "{prefixes}"}

# Which of ``When`` an entry is, told by bounds that are parameters.
WHEN = f"""CASE
    WHEN starts_at IS NULL THEN ''
    WHEN COALESCE(ends_at, starts_at) < %s THEN '{When.OVER}'
    WHEN starts_at < %s THEN '{When.TODAY}'
    WHEN starts_at < %s THEN '{When.WEEK}'
    WHEN starts_at < %s THEN '{When.MONTH}'
    ELSE '{When.TO_COME}' END"""
OPEN = "entry.is_public AND entry.language IN ({languages})"
HITS = f"""
    SELECT entry.id, entry.kind, entry.facets, entry.published_at, {WHEN} AS happens, {{score}} AS score
    FROM search_entry_fts
    JOIN search_entry AS entry ON entry.id = search_entry_fts.rowid
    WHERE search_entry_fts MATCH %s AND {OPEN}"""  # noqa: S608 -- our own words
# Of several words any will do: every entry with what the words are worth that it has.
HITS_OF_ANY = f"""
    SELECT entry.id, entry.kind, entry.facets, entry.published_at, {WHEN} AS happens, -worth.sum AS score
    FROM (
        SELECT id, SUM(weight) AS sum FROM ({{parts}}) GROUP BY id HAVING SUM(weight) >= %s
    ) AS worth
    JOIN search_entry AS entry ON entry.id = worth.id
    WHERE {OPEN}"""  # noqa: S608 -- our own words
PART = "SELECT rowid AS id, %s AS weight FROM search_entry_fts WHERE search_entry_fts MATCH %s"
BM25 = f"bm25(search_entry_fts, {TITLE_WEIGHT}, {TEXT_WEIGHT}, 0.0)"
ORDERS = {
    Order.RELEVANCE: f"happens = '{When.OVER}', score, id DESC",
    Order.NEWEST: f"happens = '{When.OVER}', published_at IS NULL, published_at DESC, id DESC",
}


def in_words(match) -> str:
    """Return an expression of FTS5; every key is quoted, so it is a word and nothing else."""
    match match:
        case Key(text) | Prefix(text):
            star = " *" if isinstance(match, Prefix) else ""
            quoted = text.replace('"', '""')
            return f'{COLUMNS[type(match)]} : "{quoted}"{star}'
        case All(parts):
            return "(" + " AND ".join(in_words(part) for part in parts) + ")"
        case Some(parts):
            return "(" + " OR ".join(in_words(part) for part in parts) + ")"
        case Without(wanted, unwanted):
            return f"({in_words(wanted)} NOT {in_words(unwanted)})"
    raise TypeError(match)


def find(ask) -> Hits:
    """Return what an ``Ask`` finds."""
    match = ask.match()
    if isinstance(match, Nothing | Everything):
        return Hits((), ())
    bounds = map(connection.ops.adapt_datetimefield_value, (ask.now, *edges(ask.now)))
    hits, values = _hits(ask, match)
    values = [*bounds, *values]
    filters, filter_values = _filters(ask)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM ({hits}) WHERE {filters} "  # noqa: S608 -- no values
            f"ORDER BY {ORDERS[ask.order]} LIMIT %s OFFSET %s",
            [*values, *filter_values, ask.stop - ask.start, ask.start],
        )
        ids = tuple(row[0] for row in cursor.fetchall())
        if not ask.is_counted or (not ids and ask.is_all()):
            return Hits(ids, ())
        cursor.execute(
            "SELECT kind, facets, happens, COUNT(*) "  # noqa: S608 -- no values
            f"FROM ({hits.replace(BM25, '0')}) GROUP BY kind, facets, happens",
            values,
        )
        return Hits(ids, tuple(Signature(*row) for row in cursor.fetchall()))


def _hits(ask, match):
    """The statement that finds, and its values behind those of ``WHEN``."""
    languages = ask.wanted_languages()
    places = ", ".join(["%s"] * len(languages))
    if not (ask.is_any and ask.weights):
        return HITS.format(score=BM25, languages=places), [in_words(match), *languages]
    parts = [
        (weight, in_words(part))
        for part, weight in zip(ask.parts(), ask.weights, strict=True)
        if not isinstance(part, Nothing)
    ]
    union = " UNION ALL ".join([PART] * len(parts))
    values = [*(value for part in parts for value in part), ask.least, *languages]
    return HITS_OF_ANY.format(parts=union, languages=places), values


def frequencies(parts) -> tuple[int, tuple[int, ...]]:
    """Return how many entries there are, and how many of them each of some matches finds."""
    counted = [None if isinstance(part, Nothing) else in_words(part) for part in parts]
    asked = [words for words in counted if words is not None]
    one = "(SELECT COUNT(*) FROM search_entry_fts WHERE search_entry_fts MATCH %s)"
    columns = ["(SELECT COUNT(*) FROM search_entry)", *[one] * len(asked)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", asked)
        everything, *numbers = cursor.fetchone()
    found = iter(numbers)
    return everything, tuple(0 if words is None else next(found) for words in counted)


def _filters(ask):
    parts, values = ["TRUE"], []
    if ask.kind:
        parts.append("kind = %s")
        values.append(ask.kind)
    if ask.when:
        whens = ask.whens()
        parts.append(f"happens IN ({', '.join(['%s'] * len(whens))})")
        values += whens
    for facet, slug in ask.facets.items():
        parts.append("instr(facets, %s) > 0")
        values.append(f" {facet}:{slug} ")
    return " AND ".join(parts), values


def scored(match, content_types) -> list[tuple[str, float]]:
    """Return primary keys of matching objects of some types, the best first, with their scores."""
    types = ", ".join(["%s"] * len(content_types))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entry.object_id, -{BM25} AS score FROM search_entry_fts "  # noqa: S608
            "JOIN search_entry AS entry ON entry.id = search_entry_fts.rowid "
            f"WHERE search_entry_fts MATCH %s AND entry.content_type_id IN ({types}) "
            "ORDER BY score DESC, entry.id DESC",
            [in_words(match), *content_types],
        )
        return cursor.fetchall()


def tidy() -> None:
    """Merge what many small writings left behind, and let the planner count the rows anew."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_entry_fts (search_entry_fts) VALUES ('optimize')")
        cursor.execute("ANALYZE")
