"""How long a completion takes on a large site. It fills a database of its own, just set up.

    DATABASE_URL=sqlite:////tmp/scratch.sqlite3 DJANGO_SETTINGS_MODULE=incubator.settings.development \\
        python benchmarks/completion.py --titles 100000

after ``manage.py migrate`` and ``manage.py setup_site`` with the same settings.

Titles are two to seven Slovene words, frequent ones as frequent as words are in texts (Zipf); a
third are events, half of them over; some titles recur. The pages are rows of Wagtail's tree.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import django

django.setup()

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from home.models import HomePage, PlainPage
from search.analysers import site_analyser
from search.analysis.words import fold, words
from search.completion import suggestions
from search.completion_views import complete
from search.models import CompletionStart, Entry
from search.services.completions import complete_titles
from search.services.indexing import hold_index

AT_ONCE = 1000
VOCABULARY = 30_000
SMALL = ["v", "na", "za", "in", "pri", "do", "od", "s", "o", "ob"]


def vocabulary(rng):
    """Slovene words and how often each stands, the likeliest first."""
    lexicon = sqlite3.connect(site_analyser().lexicon.path)
    rows = lexicon.execute("SELECT word FROM words_sl WHERE length(word) BETWEEN 3 AND 14")
    found = sorted(word for (word,) in rows if word.isalpha())
    chosen = rng.sample(found, min(VOCABULARY, len(found)))
    return chosen, list(accumulate(1 / (place + 3) for place in range(len(chosen))))


def titles(number, rng):
    known, weights = vocabulary(rng)
    made = []
    for _ in range(number):
        if made and rng.random() < 0.2:
            made.append(rng.choice(made))
            continue
        parts = rng.choices(known, cum_weights=weights, k=rng.randint(2, 7))
        if len(parts) > 3:
            parts[2] = rng.choice(SMALL)
        made.append(" ".join(parts).capitalize()[:255])
    return made


@transaction.atomic
def fill(number, now, rng):
    hold_index()
    home = HomePage.objects.get(locale__language_code="sl")
    kind = ContentType.objects.get_for_model(PlainPage)
    first = Page.objects.order_by("-path").filter(depth=home.depth + 1).first()
    step = Page._get_path
    at = Page._str2int(first.path[-Page.steplen :]) if first else 0
    spent = 0.0
    all_titles = titles(number, rng)
    for start in range(0, number, AT_ONCE):
        some = all_titles[start : start + AT_ONCE]
        pages = Page.objects.bulk_create(
            Page(
                title=title,
                slug=f"stran-{start + place}",
                path=step(home.path, home.depth + 1, at + start + place + 1),
                depth=home.depth + 1,
                url_path=f"{home.url_path}stran-{start + place}/",
                content_type=kind,
                locale=home.locale,
                live=True,
            )
            for place, title in enumerate(some)
        )
        entries = []
        for page in pages:
            starts_at = None
            if rng.random() < 1 / 3:
                starts_at = now + timedelta(days=rng.randint(-300, 300))
            entries.append(
                Entry(
                    content_type=kind,
                    object_id=str(page.pk),
                    is_public=True,
                    language="sl",
                    kind="stran",
                    starts_at=starts_at,
                    published_at=now - timedelta(days=rng.randint(0, 900)),
                    version=1,
                    label=page.title,
                    prefixes=" ".join(dict.fromkeys(fold(word) for word in words(page.title))),
                )
            )
        Entry.objects.bulk_create(entries)
        began = time.perf_counter()
        complete_titles(before=[], after=entries)
        spent += time.perf_counter() - began
    return spent


def typed(rng):
    """What is typed, by what it is an example of."""
    rests = list(CompletionStart.objects.filter(language="sl").values_list("rest", flat=True))
    rng.shuffle(rests)
    begun = [rest.split() for rest in rests]
    heads = {}
    for rest in rests:
        heads[rest[:2]] = heads.get(rest[:2], 0) + 1
    frequent = sorted(heads, key=heads.get, reverse=True)
    several = [parts for parts in begun if len(parts) > 1][:400]
    return {
        "two letters, the most frequent 100": frequent[:100],
        "two letters, all": list(heads),
        "three letters": [parts[0][:3] for parts in begun[:400]],
        "a word": [parts[0] for parts in begun[:400]],
        "a title as it goes on": [" ".join(parts)[:-2] for parts in several],
        "two words in another order": [f"{parts[1][:4]} {parts[0][:3]}" for parts in several],
        "two frequent beginnings": [
            f"{one} {two}" for one in frequent[:15] for two in frequent[:15] if one != two
        ],
        "a wrong letter": [parts[0][:2] + "q" + parts[0][2:] for parts in begun[:400]],
        "nothing fits": [f"{parts[0]} xqxq" for parts in begun[:200]],
    }


def measure(kinds, now):
    request = RequestFactory().get("/iskanje/predlogi/")
    everything = []
    print(
        f"{'typed':<36}{'asked':>7}{'p50':>8}{'p95':>8}{'worst':>8}{'CPU p95':>9} ms{'queries':>9}"
    )
    for name, examples in kinds.items():
        times, queries = [], 0
        for example in examples:
            with timed(times):
                suggestions(typed=example, language="sl", now=now, request=request)
        for example in examples[:20]:
            with CaptureQueriesContext(connection) as asked:
                suggestions(typed=example, language="sl", now=now, request=request)
            queries = max(queries, len(asked))
        everything += times
        print(line(name, times) + f"{queries:>12}")
    print(line("all", everything))
    times = []
    for example in kinds["three letters"]:
        asked = RequestFactory().get("/iskanje/predlogi/", {"q": example})
        with timed(times):
            complete(asked)
    print(line("the view with its throttle", times))


@contextmanager
def timed(times):
    """Note the milliseconds by the clock, and those of this process alone."""
    began, began_alone = time.perf_counter(), time.process_time()
    yield
    times.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - began_alone)))


def line(name, times):
    clock, alone = zip(*times, strict=True)
    p95, p95_alone = (statistics.quantiles(some, n=20)[-1] for some in (clock, alone))
    median = statistics.median(clock)
    return f"{name:<36}{len(times):>7}{median:>8.1f}{p95:>8.1f}{max(clock):>8.1f}{p95_alone:>9.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--titles", type=int, default=100_000)
    wanted = parser.parse_args().titles
    rng = random.Random(6)
    now = timezone.now()
    settings.DEBUG = False
    if CompletionStart.objects.count() < wanted:
        spent = fill(wanted, now, rng)
        print(f"{wanted} titles completed in {spent:.1f} s, {1000 * spent / wanted:.2f} ms each")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}: {CompletionStart.objects.count()} beginnings")
    kinds = typed(rng)
    suggestions(typed="za", language="sl", now=now, request=RequestFactory().get("/"))
    measure(kinds, now)


if __name__ == "__main__":
    main()
