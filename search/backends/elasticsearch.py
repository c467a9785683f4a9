"""Elasticsearch: an index behind an alias that holds the public entries' keys.

What somebody typed comes in as values of ``term`` and nowhere else, so no query language reads it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings

from search.backends.asks import (
    TEXT_WEIGHT,
    TITLE_WEIGHT,
    WORTH,
    Hits,
    Order,
    Signature,
    When,
    edges,
)
from search.backends.elastic_client import client
from search.backends.matching import All, Everything, Key, Nothing, Some
from search.models import Entry

# As in SQLite a title's word counts as often as it weighs, and the length is that of the whole.
TIMES_TITLE = round(TITLE_WEIGHT / TEXT_WEIGHT)
# More than this Elasticsearch does not page through, and more keys it does not look for.
WINDOW = 10_000
MOST_KEYS = 1_000
# Kinds with their facets that are counted; were there more, the counts would be wrong.
MOST_SIGNATURES = 50_000

SETTINGS = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "refresh_interval": "1s",
    # A removed entry's version is remembered: an older writing that was long on its way comes too late.
    "gc_deletes": "1h",
    "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
    "analysis": {
        "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 10_000}},
        "analyzer": {"keys": {"type": "custom", "tokenizer": "spaces"}},
    },
}
MAPPINGS = {
    "dynamic": False,
    # All of it stands in the database.
    "_source": {"enabled": False},
    "properties": {
        "id": {"type": "long"},
        "keys": {"type": "text", "analyzer": "keys", "index_options": "freqs"},
        "language": {"type": "keyword"},
        "kind": {"type": "keyword"},
        "facets": {"type": "keyword"},
        "signature": {"type": "keyword"},
        # Microseconds since 1970, as exact as in the database.
        "starts_at": {"type": "long"},
        "over_at": {"type": "long"},
        "published_at": {"type": "long"},
    },
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_WRITTEN = {"id": "desc"}
ORDERS = {
    Order.RELEVANCE: [{"_score": "desc"}, LAST_WRITTEN],
    Order.NEWEST: [{"published_at": {"order": "desc", "missing": "_last"}}, LAST_WRITTEN],
}


class Unsuitable(Exception):  # noqa: N818 -- it says what the question is, as in core.errors
    """The question is one that the database has to answer; nothing is wrong."""


class Nonsense(Exception):  # noqa: N818 -- likewise
    """The answer is not one of an index of ours."""


def alias() -> str:
    """Return the name under which the index that answers is known."""
    return settings.ELASTICSEARCH_INDEX_PREFIX


def document(entry: Entry) -> dict:
    """Return what is kept of a public entry."""
    over_at = (entry.ends_at or entry.starts_at) if entry.starts_at else None
    return {
        "id": entry.pk,
        "keys": " ".join([*[entry.title] * TIMES_TITLE, entry.body]),
        "language": entry.language,
        "kind": entry.kind,
        "facets": entry.facets.split(),
        "signature": f"{entry.kind}|{entry.facets}",
        "starts_at": _micros(entry.starts_at),
        "over_at": _micros(over_at),
        "published_at": _micros(entry.published_at),
    }


def _micros(moment):
    return None if moment is None else (moment - EPOCH) // timedelta(microseconds=1)


def find(ask, index: str = "") -> Hits:
    """Return what an ``Ask`` finds in the index that answers, or in another one.

    :raises Unsuitable: when the database has to answer
    :raises Nonsense: when what answers is not our index
    """
    match = ask.match()
    if isinstance(match, Nothing | Everything):
        return Hits((), ())
    if ask.stop > WINDOW or _number_of_keys(match) > MOST_KEYS:
        raise Unsuitable
    return _hits(client().search(index=index or alias(), **_request(ask, match)).body)


def _number_of_keys(match) -> int:
    return 1 if isinstance(match, Key) else sum(map(_number_of_keys, match.parts))


def _request(ask, match):
    whens = _whens(ask.now)
    return {
        "query": {
            "bool": {
                "must": [in_words(match)],
                "should": _worth(ask),
                "filter": [{"terms": {"language": ask.wanted_languages()}}],
            }
        },
        **({"min_score": WORTH * ask.least} if ask.worth else {}),
        # Counts are of all that match; only what is listed is narrowed.
        "post_filter": {"bool": {"filter": _filters(ask, whens)}},
        "aggs": {
            "when": {
                "filters": {"filters": {when or "none": test for when, test in whens.items()}},
                "aggs": {"signature": {"terms": {"field": "signature", "size": MOST_SIGNATURES}}},
            }
        },
        "sort": [_over_last(ask.now), *ORDERS[ask.order]],
        "from_": ask.start,
        "size": ask.stop - ask.start,
        "track_total_hits": False,
        "source": False,
        "stored_fields": "_none_",
        "docvalue_fields": ["id"],
        # It need not go on with what nobody waits for.
        "timeout": f"{round(settings.ELASTICSEARCH_SECONDS * 1_000)}ms",
        "allow_partial_search_results": False,
    }


def _worth(ask):
    return [
        {"constant_score": {"filter": in_words(part), "boost": WORTH * weight}}
        for part, weight in ask.worth
    ]


def _over_last(now):
    # The script's text never changes, so it is compiled once; without a day "over_at" is empty.
    script = {
        "lang": "painless",
        "source": "doc['over_at'].size() == 0 || doc['over_at'].value >= params.now ? 0 : 1",
        "params": {"now": _micros(now)},
    }
    return {"_script": {"type": "number", "order": "asc", "script": script}}


def in_words(match) -> dict:
    """Return a query; every key is a value of ``term``, so it is a word and nothing else."""
    match match:
        case Key(text):
            return {"term": {"keys": {"value": text}}}
        case All(parts):
            return {"bool": {"must": [in_words(part) for part in parts]}}
        case Some(parts):
            return _some_of([in_words(part) for part in parts])
    raise TypeError(match)


def _some_of(queries):
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def _whens(now):
    """What an entry is of each of ``When``, so that it is of one alone."""
    today, week, month = map(_micros, edges(now))
    to_come = {"range": {"over_at": {"gte": _micros(now)}}}

    def starting(**bounds):
        return {"bool": {"filter": [to_come, {"range": {"starts_at": bounds}}]}}

    return {
        "": {"bool": {"must_not": [{"exists": {"field": "starts_at"}}]}},
        When.OVER: {"range": {"over_at": {"lt": _micros(now)}}},
        When.TODAY: starting(lt=today),
        When.WEEK: starting(gte=today, lt=week),
        When.MONTH: starting(gte=week, lt=month),
        When.TO_COME: starting(gte=month),
    }


def _filters(ask, whens):
    filters = [{"term": {"facets": f"{facet}:{slug}"}} for facet, slug in ask.facets.items()]
    if ask.kind:
        filters.append({"term": {"kind": ask.kind}})
    if ask.when:
        filters.append(_some_of([whens[when] for when in ask.whens()]))
    return filters


def _hits(answer):
    try:
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise Nonsense("a part of the answer is missing")
        ids = tuple(int(hit["fields"]["id"][0]) for hit in answer["hits"]["hits"])
        buckets = answer["aggregations"]["when"]["buckets"]
        return Hits(ids, tuple(_signatures(buckets)))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as problem:
        raise Nonsense(f"the answer has another shape: {problem!r}") from problem


def _signatures(buckets: dict) -> Iterable[Signature]:
    for when, bucket in buckets.items():
        if bucket["signature"]["sum_other_doc_count"]:
            raise Nonsense("there are more signatures than are counted")
        for row in bucket["signature"]["buckets"]:
            kind, _, facets = row["key"].partition("|")
            yield Signature(kind, facets, "" if when == "none" else when, row["doc_count"])
