"""How good lists of documents are for queries whose relevant documents are known.

``recall``: share of the relevant ones among the first ten (of ten, where there are more).
``ndcg``: they should stand first: binary gain, logarithmic discount, against the ideal order.
``precision``: share of relevant ones in what is shown, of the queries that show anything.
``empty``: share of the queries that show nothing.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

SHOWN = 10
ALL = "ALL"


class Query(NamedTuple):
    id: str
    kind: str
    relevant: frozenset[str]


class Figures(NamedTuple):
    """Means over so many queries."""

    queries: int
    recall: float
    ndcg: float
    precision: float
    empty: float


class _One(NamedTuple):
    recall: float
    ndcg: float
    precision: float | None


def figures(queries: Collection[Query], run: Mapping[str, Sequence[str]]) -> dict[str, Figures]:
    """Return the figures of each kind, kinds in their order, and those of ``ALL`` at the end.

    ``run`` has the documents of each query, the best first; a query without any shows nothing.
    Queries without a relevant document measure nothing and are left out.
    """
    scores: dict[str, list[_One]] = defaultdict(list)
    judged = [query for query in queries if query.relevant]
    for query in judged:
        scores[query.kind].append(_score(query.relevant, run.get(query.id, ())))
    everything = [one for ones in scores.values() for one in ones]
    measured = {kind: _means(ones) for kind, ones in scores.items()}
    return {**measured, ALL: _means(everything)} if everything else {}


def _score(relevant: frozenset[str], documents: Sequence[str]) -> _One:
    shown = list(dict.fromkeys(documents))[:SHOWN]
    most = min(SHOWN, len(relevant))
    hits = [place for place, document in enumerate(shown) if document in relevant]
    return _One(
        recall=len(hits) / most,
        ndcg=sum(map(_gain, hits)) / sum(map(_gain, range(most))),
        precision=len(hits) / len(shown) if shown else None,
    )


def _gain(place: int) -> float:
    return 1 / math.log2(place + 2)


def _means(ones: Sequence[_One]) -> Figures:
    precisions = [one.precision for one in ones if one.precision is not None]
    return Figures(
        queries=len(ones),
        recall=sum(one.recall for one in ones) / len(ones),
        ndcg=sum(one.ndcg for one in ones) / len(ones),
        precision=sum(precisions) / len(precisions) if precisions else 0.0,
        empty=1 - len(precisions) / len(ones),
    )
