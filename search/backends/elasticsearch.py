"""Elasticsearch: an index behind an alias that knows which public entries hold a key, in title or text.

It counts and names the hits; the texts by which they are ranked stand in the database. What somebody
typed comes in as values of ``term`` and nowhere else, so no query language reads it.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.conf import settings

from search.backends import finder
from search.backends.asks import Hits, Order, Signature, When, edges, total
from search.backends.elastic_client import Patience
from search.backends.finder import TEXTS, Finder, sums, title_tiers
from search.backends.matching import All, Everything, Key, Nothing, Some, TitleKey
from search.models import Entry

# Of what is kept of an entry and how; with another number an index is made anew.
LAYOUT = 2
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
    "analysis": {
        "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 10_000}},
        "analyzer": {"keys": {"type": "custom", "tokenizer": "spaces"}},
    },
}
KEYS = {"type": "text", "analyzer": "keys", "index_options": "docs", "norms": False}
MAPPINGS = {
    "dynamic": False,
    # All of it stands in the database.
    "_source": {"enabled": False},
    "properties": {
        "id": {"type": "long"},
        "keys": KEYS,
        "title": KEYS,
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
BY_DATE = {"published_at": {"order": "desc", "missing": "_last"}}
# What has passed comes after all that has not. Its text never changes, so it is compiled once;
# without a day "over_at" is empty.
TIER = """
if (doc['over_at'].size() != 0 && doc['over_at'].value < params.now) { return params.over; }
int tier = 0;
for (def sum : params.sums) { if (_score < sum) { tier++; } }
return tier;
"""
OVER = 1_000


class Unsuitable(Exception):  # noqa: N818 -- it says what the question is, as in core.errors
    """The question is one that the database has to answer; nothing is wrong."""


class Nonsense(Exception):  # noqa: N818 -- likewise
    """The answer is not one of an index of ours."""


def alias() -> str:
    """Return the name under which the index that answers is known."""
    return f"{settings.ELASTICSEARCH_INDEX_PREFIX}-{LAYOUT}"


def document(entry: Entry) -> dict:
    """Return what is kept of a public entry."""
    over_at = (entry.ends_at or entry.starts_at) if entry.starts_at else None
    return {
        "id": entry.pk,
        "keys": f"{entry.title} {entry.body}",
        "title": entry.title,
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


def find(ask, index: str = "", patience: Patience | None = None) -> Hits:
    """Return what an ``Ask`` finds in the index that answers, or in another one.

    ``patience`` is shared with what was asked before; else it is that for one question.

    :raises Unsuitable: when the database has to answer
    :raises Nonsense: when what answers is not our index
    """
    keys = sum(map(_number_of_keys, [ask.match(), *(part for part, _ in ask.worth)]))
    if ask.stop > WINDOW or keys > MOST_KEYS:
        raise Unsuitable
    return _Search(index or alias(), patience or Patience()).find(ask)


def _number_of_keys(match) -> int:
    match match:
        case Key() | TitleKey():
            return 1
        case All(parts) | Some(parts):
            return sum(map(_number_of_keys, parts))
    return 0


class _Search(Finder):
    """One search: the request that counts brings what is listed as well."""

    # It may hear a moment later that something was taken down.
    texts = f"{TEXTS} AND is_public"

    def __init__(self, index, patience):
        self.index = index
        self.patience = patience

    def count(self, ask, match):
        if ask.order == Order.NEWEST:
            page = {"from_": ask.start, "size": max(ask.stop - ask.start, 0)}
            answer = self._answer(ask, sort=[_tier(ask), BY_DATE, LAST_WRITTEN], **page)
        else:
            sort = [_tier(ask, _tiers(ask)), LAST_WRITTEN]
            # Not asked for scores it would give the script none.
            answer = self._answer(ask, sort=sort, size=finder.CANDIDATES, track_scores=True)
        self.listed = _over_by_number(answer)
        signatures = tuple(_signatures(answer))
        return signatures, total(signatures, ask)

    def promising(self, ask, match, number):
        if number <= finder.CANDIDATES:
            return self.listed
        to_come = [pk for pk, is_over in self.listed.items() if not is_over]
        return dict.fromkeys(to_come[: finder.BEST], False)

    def numbers(self, ask, match, *, start, stop, but=()):
        if ask.order == Order.NEWEST:
            return _still_public(self.listed)
        answer = self._answer(
            ask,
            but=but,
            sort=[_tier(ask), LAST_WRITTEN],
            from_=start,
            size=stop - start,
            aggregations={},
        )
        return _still_public(_over_by_number(answer))

    def _answer(self, ask, **changes):
        request = {**_request(ask, changes.pop("but", ())), **changes}
        answer = self.patience.search(index=self.index, **request)
        with _expected_shape():
            if answer["timed_out"] or answer["_shards"]["failed"]:
                raise Nonsense("a part of the answer is missing")
        return answer


def _still_public(ids):
    public = set(Entry.objects.filter(pk__in=ids, is_public=True).values_list("pk", flat=True))
    return [pk for pk in ids if pk in public]


def _request(ask, but):
    whens = _whens(ask.now)
    return {
        "query": {
            "bool": {
                "filter": [in_words(ask.match()), {"terms": {"language": ask.wanted_languages()}}],
                "should": _scores(ask),
            }
        },
        **({"min_score": max(ask.least, 1)} if ask.worth else {}),
        # Counts are of all that match; only what is listed is narrowed.
        "post_filter": {
            "bool": {"filter": _filters(ask, whens), "must_not": [{"terms": {"id": list(but)}}]}
        },
        "aggregations": {
            "when": {
                "filters": {"filters": {when or "none": test for when, test in whens.items()}},
                "aggs": {"signature": {"terms": {"field": "signature", "size": MOST_SIGNATURES}}},
            }
        },
        "track_total_hits": False,
        "source": False,
        "stored_fields": "_none_",
        "allow_partial_search_results": False,
    }


def _scores(ask):
    """What adds up to a hit's score: its ``worth``, or one for each of the tiers by title."""
    parts = ask.worth or [(tier, 1) for tier in title_tiers(ask)]
    return [
        {"constant_score": {"filter": in_words(part), "boost": weight}}
        for part, weight in parts
        if weight > 0 and not isinstance(part, Nothing)
    ]


def _tiers(ask):
    return sums(ask) if ask.worth else [2, 1]


def _tier(ask, scores=()):
    """Sort by the first of ``scores`` that a hit reaches, and what has passed last."""
    script = {
        "lang": "painless",
        "source": TIER,
        "params": {"now": _micros(ask.now), "sums": list(scores), "over": OVER},
    }
    return {"_script": {"type": "number", "order": "asc", "script": script}}


def in_words(match) -> dict:
    """Return a query; every key is a value of ``term``, so it is a word and nothing else."""
    match match:
        case Key(text):
            return {"term": {"keys": {"value": text}}}
        case TitleKey(text):
            return {"term": {"title": {"value": text}}}
        case Everything():
            return {"match_all": {}}
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


@contextmanager
def _expected_shape():
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as problem:
        raise Nonsense(f"the answer has another shape: {problem!r}") from problem


def _over_by_number(answer) -> dict[int, bool]:
    """Whether they have passed, by number, in the order of the answer: both are what it sorted by."""
    with _expected_shape():
        rows = [hit["sort"] for hit in answer["hits"]["hits"]]
        return {int(row[-1]): row[0] >= OVER for row in rows}


def _signatures(answer) -> Iterable[Signature]:
    with _expected_shape():
        for when, bucket in answer["aggregations"]["when"]["buckets"].items():
            if bucket["signature"]["sum_other_doc_count"]:
                raise Nonsense("there are more signatures than are counted")
            for row in bucket["signature"]["buckets"]:
                kind, _, facets = row["key"].partition("|")
                yield Signature(kind, facets, "" if when == "none" else when, row["doc_count"])
