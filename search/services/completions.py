"""The titles that the search box completes, kept in step with what is public."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from search.completing import BEGINS_TITLE, folded, query_weight, starts_of, weight_of, words_of
from search.models import Completion, CompletionStart, Entry, QueryCount, Word
from search.models.completion import LONGEST_START
from search.services.vocabulary import SHORTEST

ROWS_AT_ONCE = 500
MOST_QUERIES = 2000
FACTS = ("is_public", "kind", "language", "term", "label", "prefixes")
TIMES = ("published_at", "starts_at", "ends_at")


def complete_titles(*, before: Iterable[Entry], after: Iterable[Entry]) -> None:
    """Bring the completions from what entries held to what they hold now; the index must be held.

    ``after`` are stored already.
    """
    gained = _best_of(after)
    lost = _best_of(before)
    # Who else has a title matters only where one with it went, or counts for less than before.
    doubtful = {
        key
        for key, other in lost.items()
        if key not in gained
        or gained[key].weight < other.weight
        or gained[key].words != other.words
    }
    labels = sorted({label for _, label in doubtful})
    for some in _in_chunks(labels):
        remaining = _best_of(_public_entries().filter(label__in=some))
        _write({key: remaining.get(key) for key in doubtful if key[1] in set(some)})
    _write_better({key: best for key, best in gained.items() if key not in doubtful})


def complete_anew() -> None:
    """Make the completions of all titles anew; the index must be held."""
    Completion.objects.filter(is_query=False).delete()
    some = []
    for entry in _public_entries().iterator(chunk_size=ROWS_AT_ONCE):
        some.append(entry)
        if len(some) == ROWS_AT_ONCE:
            _write_better(_best_of(some))
            some = []
    _write_better(_best_of(some))


def complete_frequent_queries(*, now: datetime) -> int:
    """Offer the queries that many ask; return how many.

    Only words that stand on public pages are ever shown to somebody else, whoever typed them.
    """
    asked = {
        (row["language"], row["query"]): row["times"]
        for row in QueryCount.objects.frequent(now)[:MOST_QUERIES]
    }
    forms = {form for _, query in asked for form in folded(query)}
    known = set()
    for some in _in_chunks(sorted(forms)):
        known |= set(Word.objects.filter(form__in=some).values_list("form", flat=True))
    ours = {
        (language, query): times
        for (language, query), times in asked.items()
        if all(form in known or len(form) < SHORTEST for form in folded(query))
    }
    return complete_queries(asked=ours)


@transaction.atomic
def complete_queries(*, asked: Mapping[tuple[str, str], int]) -> int:
    """Complete these queries (language and words, how often asked) and no others; return how many.

    They must have found something, and have been asked by so many that they tell of nobody.
    """
    from search.services.indexing import hold_index  # which imports this module

    # Else a title with the same words may be written meanwhile.
    hold_index()
    Completion.objects.filter(is_query=True).delete()
    wanted = {
        (language, query): Completion(
            language=language,
            label=query,
            words=_padded(words_of(query, "")),
            weight=query_weight(number),
            is_query=True,
        )
        for (language, query), number in asked.items()
    }
    known = _known(wanted)
    new = [one for key, one in wanted.items() if key not in known]
    _add(new)
    return len(new)


def _public_entries():
    return Entry.objects.filter(is_public=True).exclude(kind="").only(*FACTS, *TIMES)


def _best_of(entries):
    """Completions, not saved, by language and label: of each the best one."""
    best = {}
    for entry in entries:
        if not (entry.is_public and entry.kind and entry.label):
            continue
        times = {name: getattr(entry, name) for name in TIMES}
        weight = weight_of(has_term=bool(entry.term), **times)
        words = _padded(words_of(entry.label, entry.prefixes))
        for language in [entry.language] if entry.language else dict(settings.LANGUAGES):
            key = (language, entry.label)
            if key not in best or best[key].weight < weight:
                best[key] = Completion(
                    language=language, label=entry.label, words=words, weight=weight
                )
    return best


def _padded(words):
    return "".join(f" {word}" for word in words)


def _known(keys):
    known = {}
    for some in _in_chunks(sorted({label for _, label in keys})):
        for row in Completion.objects.filter(label__in=some):
            known[(row.language, row.label)] = row
    return known


def _write_better(completions):
    """Write those that are new or have more weight than what is stored."""
    known = _known(completions)
    _write(
        {
            key: best
            for key, best in completions.items()
            if key not in known or known[key].is_query or known[key].weight < best.weight
        }
    )


def _write(completions):
    """Let these stand in place of what is stored; those that are None are no more."""
    by_language = defaultdict(list)
    for language, label in completions:
        by_language[language].append(label)
    for language, labels in by_language.items():
        for some in _in_chunks(labels):
            stored = Completion.objects.filter(language=language, label__in=some)
            CompletionStart.objects.filter(completion__in=stored).delete()
            stored.delete()
    _add([one for one in completions.values() if one is not None])


def _add(completions):
    Completion.objects.bulk_create(completions, batch_size=ROWS_AT_ONCE)
    starts = [start for completion in completions for start in _starts(completion)]
    CompletionStart.objects.bulk_create(starts, batch_size=ROWS_AT_ONCE)


def _starts(completion):
    for rest, begins_title in starts_of(completion.label, completion.words.split()):
        yield CompletionStart(
            completion=completion,
            language=completion.language,
            head=rest[:2],
            rest=rest[:LONGEST_START],
            weight=completion.weight + (BEGINS_TITLE if begins_title else 0),
        )


def _in_chunks(labels):
    for start in range(0, len(labels), ROWS_AT_ONCE):
        yield labels[start : start + ROWS_AT_ONCE]
