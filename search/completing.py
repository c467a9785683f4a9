"""What of a title may be begun, and which completion stands before which.

Whoever types begins words, in any order and without accents. A title that begins so comes first;
then what has a term of its own (topics, municipalities, organisations), then what has no date, the
newest first, then what takes place, the soonest first, then what is over, then what others search.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from search.analysis.words import fold, words

MOST_WORDS = 12
LONGEST_WORD = 40
LONGEST_TYPED = 200
MOST_TYPED = 8
SHORTEST = 2
# A weight is one number, so that one index has all in order: whether the title begins here, its
# class, and minutes, from the highest bits to the lowest.
MINUTES = 32
BEGINS_TITLE = 1 << 40
TERM, UNDATED, DATED, QUERY = 4, 3, 2, 1
_LAST_MINUTE = (1 << MINUTES) - 1


class Start(NamedTuple):
    """A place where typing may begin: folded words, and whether the title begins there."""

    rest: str
    begins_title: bool


def folded(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return [fold(word)[:LONGEST_WORD] for word in words(text)]


def typed_words(text: str) -> list[str]:
    """Return what is begun by what somebody typed; none where it is too short to mean something."""
    begun = folded(text[:LONGEST_TYPED])[:MOST_TYPED]
    return begun if any(len(word) >= SHORTEST for word in begun) else []


def words_of(label: str, prefixes: str) -> list[str]:
    """Return a title's words, then those that are completed besides, such as a short name."""
    of_title = folded(label)
    return [*of_title, *(word for word in prefixes.split() if word not in of_title)][:MOST_WORDS]


def starts_of(label: str, all_words: list[str]) -> list[Start]:
    """Return where typing may begin; ``all_words`` as from :func:`words_of`."""
    of_title = folded(label)[:MOST_WORDS]
    starts = [Start(" ".join(of_title[at:]), at == 0) for at in range(len(of_title))]
    return starts + [Start(word, False) for word in all_words[len(of_title) :]]


def weight_of(*, has_term: bool, published_at, starts_at, ends_at) -> int:
    """Return the weight of a title by what is known of the object that has it."""
    if starts_at is not None:
        return DATED << MINUTES | _minutes(ends_at or starts_at)
    if has_term:
        return TERM << MINUTES
    return UNDATED << MINUTES | _minutes(published_at)


def query_weight(asked: int) -> int:
    """Return the weight of a query that was asked so often."""
    return QUERY << MINUTES | min(asked, _LAST_MINUTE)


class Completed(NamedTuple):
    """What is offered: a title, or a query."""

    label: str
    is_query: bool


def in_order(weights: Iterable[tuple[int, str]], now: datetime) -> list[Completed]:
    """Return labels in the order of their weights, each once; what is over goes behind the rest."""
    limit = _minutes(now)
    ranked = sorted((_rank(weight, limit), label, weight) for weight, label in weights)
    best = {}
    for _, label, weight in ranked:
        best.setdefault(label.casefold(), Completed(label, _kind(weight) == QUERY))
    return list(best.values())


def _rank(weight, limit):
    minutes = weight & _LAST_MINUTE
    kind = _kind(weight)
    is_over = kind == DATED and minutes < limit
    is_to_come = kind == DATED and not is_over
    return (weight < BEGINS_TITLE, is_over, -kind, minutes if is_to_come else -minutes)


def _kind(weight):
    return weight % BEGINS_TITLE >> MINUTES


def _minutes(moment: datetime | None) -> int:
    if moment is None:
        return 0
    since_1970 = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return min(max(int(since_1970.total_seconds()) // 60, 0), _LAST_MINUTE)
