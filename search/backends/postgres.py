"""PostgreSQL's full text, by the columns that the database derives from the entries."""

from django.db import connection

from search.backends.common import TEXT_WEIGHT, TITLE_WEIGHT, Hits, Order, Signature, When, edges
from search.backends.matching import All, Everything, Key, Nothing, Prefix, Some, Without

WHEN = f"""CASE
    WHEN starts_at IS NULL THEN ''
    WHEN COALESCE(ends_at, starts_at) < %s THEN '{When.OVER}'
    WHEN starts_at < %s THEN '{When.TODAY}'
    WHEN starts_at < %s THEN '{When.WEEK}'
    WHEN starts_at < %s THEN '{When.MONTH}'
    ELSE '{When.TO_COME}' END"""
# Weights of D, C, B and A; a long text counts for less than a short one.
RANK = f"ts_rank('{{{{{TEXT_WEIGHT / TITLE_WEIGHT}, 0, 0, 1}}}}', entry.keys, %s::tsquery, 1)"
HITS = f"""
    SELECT entry.id, entry.kind, entry.facets, entry.published_at, {WHEN} AS happens, {{score}} AS score
    FROM search_entry AS entry
    WHERE entry.keys @@ %s::tsquery AND entry.is_public AND entry.language IN ({{languages}})"""  # noqa: S608 -- our own words
ORDERS = {
    Order.RELEVANCE: f"happens = '{When.OVER}', score DESC, id DESC",
    Order.NEWEST: f"happens = '{When.OVER}', published_at DESC NULLS LAST, id DESC",
}


def in_words(match) -> str:
    """Return a tsquery; every key is quoted, so it is a word and nothing else."""
    match match:
        case Key(text) | Prefix(text):
            star = ":*" if isinstance(match, Prefix) else ""
            quoted = text.replace("\\", "\\\\").replace("'", "''")
            return f"'{quoted}'{star}"
        case All(parts):
            return "(" + " & ".join(in_words(part) for part in parts) + ")"
        case Some(parts):
            return "(" + " | ".join(in_words(part) for part in parts) + ")"
        case Without(wanted, unwanted):
            return f"({in_words(wanted)} & !{in_words(unwanted)})"
    raise TypeError(match)


def find(ask) -> Hits:
    """Return what an ``Ask`` finds."""
    match = ask.match()
    if isinstance(match, Nothing | Everything):
        return Hits((), ())
    bounds = (ask.now, *edges(ask.now))
    hits = HITS.replace("{languages}", ", ".join(["%s"] * len(ask.wanted_languages())))
    found = [in_words(match), *ask.wanted_languages()]
    score, score_values = _score(ask, match)
    if ask.least:
        hits += f" AND {score} >= %s"
        found += [*score_values, ask.least]
    filters, filter_values = _filters(ask)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM ({hits.format(score=score)}) AS hit WHERE {filters} "  # noqa: S608
            f"ORDER BY {ORDERS[ask.order]} LIMIT %s OFFSET %s",
            [*bounds, *score_values, *found, *filter_values, ask.stop - ask.start, ask.start],
        )
        ids = tuple(row[0] for row in cursor.fetchall())
        if not ask.is_counted or (not ids and ask.is_all()):
            return Hits(ids, ())
        cursor.execute(
            "SELECT kind, facets, happens, COUNT(*) "  # noqa: S608 -- no values
            f"FROM ({hits.format(score='0')}) AS hit GROUP BY kind, facets, happens",
            [*bounds, *found],
        )
        return Hits(ids, tuple(Signature(*row) for row in cursor.fetchall()))


def _score(ask, match):
    """What orders the hits, and its values: where any word will do, what the words found are worth."""
    if not (ask.is_any and ask.weights):
        return RANK.format(), [in_words(match)]
    parts = [
        (in_words(part), weight)
        for part, weight in zip(ask.parts(), ask.weights, strict=True)
        if not isinstance(part, Nothing)
    ]
    worth = " + ".join(["CASE WHEN entry.keys @@ %s::tsquery THEN %s ELSE 0 END"] * len(parts))
    return f"({worth})", [value for part in parts for value in part]


def frequencies(parts) -> tuple[int, tuple[int, ...]]:
    """Return how many entries there are, and how many of them each of some matches finds."""
    counted = [None if isinstance(part, Nothing) else in_words(part) for part in parts]
    asked = [words for words in counted if words is not None]
    one = "(SELECT COUNT(*) FROM search_entry WHERE keys @@ %s::tsquery)"
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
        parts.append("happens = ANY(%s)")
        values.append(list(ask.whens()))
    for facet, slug in ask.facets.items():
        parts.append("position(%s IN facets) > 0")
        values.append(f" {facet}:{slug} ")
    return " AND ".join(parts), values


def scored(match, content_types) -> list[tuple[str, float]]:
    """Return primary keys of matching objects of some types, the best first, with their scores."""
    column = "completions" if _is_of_prefixes(match) else "keys"
    query = in_words(match)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT object_id, {RANK.format().replace('entry.keys', 'entry.' + column)} AS score "  # noqa: S608
            f"FROM search_entry AS entry WHERE entry.{column} @@ %s::tsquery "
            "AND content_type_id = ANY(%s) ORDER BY score DESC, id DESC",
            [query, query, list(content_types)],
        )
        return cursor.fetchall()


def _is_of_prefixes(match) -> bool:
    match match:
        case Prefix():
            return True
        case All(parts) | Some(parts):
            return _is_of_prefixes(parts[0])
        case Without(wanted, _):
            return _is_of_prefixes(wanted)
    return False


def tidy() -> None:
    """Let the planner count the rows anew."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_entry")
