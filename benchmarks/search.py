"""How long a search takes: everything readers wait for but the template.

    python benchmarks/search.py [-v]

It asks the index of the configured database (DATABASE_URL) for words that stand in it: one to three
of them, drawn so that frequent ones come more often; then the worst: the most frequent words, all
or any of them, with filters, by date, and on the last page. Every answer has its counts of kinds,
facets and times.
"""

import gc
import os
import random
import sys
from pathlib import Path
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings.development")
django.setup()

from django.conf import settings
from django.db import connection
from django.utils import timezone

from search.analysers import site_analyser
from search.analysis.stop_words import is_stop_word
from search.backends.asks import (
    Ask,
    Order,
    counts_of_facets,
    counts_of_kinds,
    counts_of_whens,
    total,
)
from search.backends.database import engine
from search.models import Entry, FacetSet, Word

DRAWN = 300
FREQUENT = 12
LONGEST_PAGE = 12


def ask(*words, **options):
    groups = tuple(site_analyser().keys_in_query(word) for word in words)
    language = settings.LANGUAGE_CODE
    return Ask(groups=groups, now=timezone.now(), languages=(language,), **options)


def milliseconds(one):
    began = perf_counter()
    hits = engine().find(one)
    number = total(hits.signatures, one)
    counts_of_kinds(hits.signatures, one)
    counts_of_facets(hits.signatures, one)
    counts_of_whens(hits.signatures, one)
    return 1000 * (perf_counter() - began), number


def drawn(words):
    """Searches as readers make them: what says nothing is dropped from a query before."""
    words = [word for word in words if not is_stop_word(word[0], settings.LANGUAGE_CODE)]
    chance = random.Random(1)
    forms, weights = zip(*words, strict=True)
    for _ in range(DRAWN):
        yield ask(*chance.choices(forms, weights, k=chance.choice([1, 1, 2, 2, 3])))


def worst(words):
    """The most frequent words in every way in which readers can ask for them."""
    forms = [form for form, _ in words[:FREQUENT]]
    term = most_frequent_term()
    for i, form in enumerate(forms):
        some = [form, forms[(i + 1) % len(forms)], forms[(i + 2) % len(forms)]]
        yield "one word", ask(form)
        yield "two words", ask(*some[:2])
        yield "three words", ask(*some)
        yield "any of three", ask(*some, is_any=True)
        yield "of a kind", ask(form, kind="objava")
        yield "with a facet", ask(form, facets=dict([term]))
        yield "to come", ask(form, when="prihaja")
        yield "by date", ask(form, order=Order.NEWEST)
        yield "page 50", ask(form, start=600, stop=612)
        yield "last page", ask(form, start=90_000, stop=90_000 + LONGEST_PAGE)


def most_frequent_term():
    numbers = {}
    for facets in FacetSet.objects.values_list("facets", flat=True):
        for term in facets.split():
            numbers[term] = numbers.get(term, 0) + 1
    return max(numbers, key=numbers.get).split(":")


def show(name, times):
    times = sorted(times)
    middle, high = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{name:<14} {len(times):>4}  {middle:8.1f} {high:8.1f} {times[-1]:8.1f}")


def main():
    # As in incubator.wsgi.
    gc.freeze()
    # Else Django writes down every statement.
    settings.DEBUG = False
    language = settings.LANGUAGE_CODE
    words = list(
        Word.objects.filter(language=language).order_by("-pages").values_list("form", "pages")
    )
    print(
        f"{connection.vendor}, {Entry.objects.count()} entries, {FacetSet.objects.count()} facet sets"
    )
    print(f"{'milliseconds':<14} {'n':>4}  {'p50':>8} {'p95':>8} {'max':>8}")
    milliseconds(ask(words[0][0]))
    show("drawn", [milliseconds(one)[0] for one in drawn(words)])
    by_name = {}
    for name, one in worst(words):
        taken, number = milliseconds(one)
        by_name.setdefault(name, []).append(taken)
        if "-v" in sys.argv:
            print(name, number, round(taken, 1))
    for name, times in by_name.items():
        show(name, times)


if __name__ == "__main__":
    main()
