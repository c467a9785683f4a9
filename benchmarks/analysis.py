"""What each part of the analyser brings, on a kit of documents and queries, without any database.

    python benchmarks/analysis.py FOLDER [--lexicon FOLDER] [--misses]

FOLDER holds ``docs.jsonl`` ({id, text}) and ``queries.jsonl`` ({id, query, relevant, kind}). Prints
a table in Markdown: recall@10 by kind, nDCG@10, precision@10 and the share without result; then
how long a page takes. ``--misses`` lists the queries that the last row does not answer wholly.
"""

import argparse
import json
import math
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search.analysis import learning, spelling
from search.analysis.analyser import Analyser
from search.analysis.building import opened
from search.analysis.stop_words import without_stop_words
from search.analysis.words import fold, words

KINDS = ("plain", "inflected", "nodiacritics", "typo")
SHOWN = 10


class Variant(NamedTuple):
    """One row of the table: keys of a page's word, keys of a query's word, what happens then."""

    name: str
    page: Callable[[str], Iterable[str]]
    query: Callable[[str], Iterable[str]]
    is_spelt: bool = False
    is_any: bool = False


class Index:
    """Documents under their keys in SQLite's full text, in memory, with the words they hold."""

    def __init__(self, variant, documents):
        self.variant = variant
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE entry USING"
            ' fts5(id UNINDEXED, body, tokenize="unicode61 remove_diacritics 0")'
        )
        self.pages = Counter()
        self.near = defaultdict(set)
        for document in documents:
            found = words(document["text"])
            keys = [key for word in found for key in variant.page(word)]
            self.pages.update(set(keys))
            self.database.execute(
                "INSERT INTO entry VALUES (?, ?)", [document["id"], " ".join(keys)]
            )
        for form in self.pages:
            for deletion in spelling.deletions_of_form(form):
                self.near[deletion].add(form)

    def find(self, query):
        groups = [self.meant(word) for word in without_stop_words(words(query), "sl")]
        found = self._matching(groups, " AND ")
        if not found and self.variant.is_any and len(groups) > 1:
            found = self._matching(groups, " OR ")
        return found

    def meant(self, word):
        keys = frozenset(self.variant.query(word))
        if not self.variant.is_spelt or keys & self.pages.keys():
            return keys
        wanted = spelling.deletions_of_query(keys) & self.near.keys()
        near = set(chain.from_iterable(self.near[deletion] for deletion in wanted))
        best = spelling.corrections(
            keys,
            [(form, self.pages[form]) for form in near],
            lambda form: frozenset(self.variant.query(form)),
        )
        return frozenset(chain(keys, *(self.variant.query(form) for form in best)))

    def _matching(self, groups, between):
        asked = between.join(
            "(" + " OR ".join(f'"{key}"' for key in sorted(keys)) + ")" for keys in groups if keys
        )
        if not asked:
            return []
        rows = self.database.execute(
            "SELECT id FROM entry WHERE entry MATCH ? ORDER BY rank, rowid LIMIT ?", [asked, SHOWN]
        )
        return [row[0] for row in rows]


def variants(analyser):
    """Return the rows of the table, each with a part more than the one before."""
    lexicon = analyser.lexicon
    named = learning.forms(_dictionary())
    endings = lexicon.endings("sl")

    def dictionary(word):
        return [fold(base) for base in named.get(word, ())[:1]] or [fold(word)]

    def ruled(word):
        if word in named:
            return dictionary(word)
        return learning.guessed(fold(word), endings) or [fold(word)]

    def bare(word):
        keys = set(ruled(word))
        if fold(word) == word or word not in named:
            keys.update(lexicon.folded([fold(word)], "sl").get(fold(word), ()))
        return keys

    def page(word):
        return analyser.keys_in_page(word, "sl")

    query = analyser.keys_in_query
    return [
        Variant("plain words", lambda word: [word], lambda word: [word]),
        Variant("+ č š ž folded", lambda word: [fold(word)], lambda word: [fold(word)]),
        Variant("+ simplemma's base form", dictionary, dictionary),
        Variant("+ endings for unknown words", ruled, ruled),
        Variant("+ folded lexicon for queries without č š ž", ruled, bare),
        Variant("+ the word itself", _with_itself(ruled), _with_itself(bare)),
        Variant("+ several base forms, completed", page, query),
        Variant("+ corrections", page, query, is_spelt=True),
        Variant("+ any word where not all are found", page, query, is_spelt=True, is_any=True),
    ]


def score(queries, answers):
    """Return the measures of a run: recall by kind and in all, nDCG, precision, without result."""
    recall, ndcg, precision = defaultdict(list), [], []
    for query in queries:
        relevant, found = set(query["relevant"]), answers[query["id"]]
        gains = [1 / math.log2(place + 2) for place, one in enumerate(found) if one in relevant]
        ideal = sum(1 / math.log2(place + 2) for place in range(min(SHOWN, len(relevant))))
        share = len(relevant & set(found)) / min(SHOWN, len(relevant))
        recall[query["kind"]].append(share)
        recall["all"].append(share)
        ndcg.append(sum(gains) / ideal)
        if found:
            precision.append(len(gains) / len(found))
    means = {kind: sum(shares) / len(shares) for kind, shares in recall.items()}
    empty = sum(not answers[query["id"]] for query in queries) / len(queries)
    return means, sum(ndcg) / len(ndcg), sum(precision) / max(1, len(precision)), empty


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lexicon", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    documents = _lines(options.folder / "docs.jsonl")
    queries = _lines(options.folder / "queries.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        analyser = Analyser(opened(options.lexicon or Path(folder)))
        print("| | plain | inflected | no č š ž | typo | all | nDCG | precision | no result |")
        print("|---|---|---|---|---|---|---|---|---|")
        for variant in variants(analyser):
            index = Index(variant, documents)
            answers = {query["id"]: index.find(query["query"]) for query in queries}
            recall, *others = score(queries, answers)
            figures = [*(recall.get(kind, 0) for kind in (*KINDS, "all")), *others]
            print(f"| {variant.name} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
        if options.misses:
            _print_misses(index, queries, answers, {one["id"]: one["text"] for one in documents})
        _print_speed(analyser.lexicon, documents)


def _print_misses(index, queries, answers, texts):
    for query in queries:
        missing = set(query["relevant"]) - set(answers[query["id"]])
        wrong = set(answers[query["id"]]) - set(query["relevant"])
        if missing and len(missing) > len(query["relevant"]) - SHOWN:
            groups = [sorted(index.meant(word)) for word in words(query["query"])]
            print(
                f"\n{query['kind']} {query['query']!r} {groups} missing {len(missing)}/"
                f"{len(query['relevant'])}, wrong {len(wrong)}"
            )
            for one in sorted(missing)[:2]:
                print("   not found:", texts[one][:400])


def _print_speed(lexicon, documents):
    """Print the processor's time for pages of 1,000 words, for a new process and for an old one."""
    found = [word for document in documents for word in words(document["text"])]
    pages = [" ".join(found[start : start + 1000]) for start in range(0, len(found) - 999, 1000)]
    for name, is_new in (("nothing remembered", True), ("after the pages before", False)):
        analyser, took = Analyser(lexicon), []
        for text in pages:
            if is_new:
                analyser = Analyser(lexicon)
            start = time.process_time()
            analyser.page_keys(text, "sl")
            took.append(time.process_time() - start)
        print(f"\n1,000 words, {name}: {sorted(took)[len(took) // 2] * 1000:.1f} ms")


def _with_itself(keys_of):
    return lambda word: {fold(word), *keys_of(word)}


def _dictionary():
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary("sl").items()


def _lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    main()
