"""What readers ask of an engine and what it answers, the same for all of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

from search.backends.matching import Everything, Key, all_of, some_of, worth_at_least


class Order(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"


class When(StrEnum):
    """When something takes place; each but the last holds those before it."""

    TODAY = "danes"
    WEEK = "teden"
    MONTH = "mesec"
    TO_COME = "prihaja"
    OVER = "preteklo"


# What an engine tells of an entry: the narrowest of the above that fits, or "" for what has no day.
UPCOMING = (When.TODAY, When.WEEK, When.MONTH, When.TO_COME)


def edges(now: datetime) -> tuple[datetime, datetime, datetime]:
    """Return when today, the next seven days and the next thirty-one days end, in local time."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return tuple(midnight + timedelta(days=days) for days in (1, 7, 31))


def when_of(starts_at: datetime | None, ends_at: datetime | None, now: datetime) -> str:
    """Return the narrowest class of ``When`` for such times, "" where there are none."""
    if starts_at is None:
        return ""
    if (ends_at or starts_at) < now:
        return When.OVER
    within = (when for when, edge in zip(UPCOMING, edges(now), strict=False) if starts_at < edge)
    return next(within, When.TO_COME)


@dataclass(frozen=True)
class Ask:
    """A search for public entries.

    ``groups``: a set of keys for each word; an entry has one of each, or with ``is_any`` of one of
    them. ``languages``: entries in one of these, and those in none. ``facets``: slug by facet.
    What has passed at ``now`` comes last. ``start`` and ``stop`` as in a slice.

    ``matches``: in place of groups, what an entry must hold for each word, where a word may also be
    had as several (see matching). ``worth``: further matches, each with a whole number; entries come
    in the order of the sums of those that fit them, among equals by relevance, and those whose sum is
    below ``least`` (at least 1) are none. ``is_counted``: whether the counts are wanted as well.
    """

    now: datetime
    languages: tuple[str, ...]
    groups: tuple[frozenset[str], ...] = ()
    matches: tuple = ()
    is_any: bool = False
    worth: tuple[tuple[object, int], ...] = ()
    least: int = 1
    is_counted: bool = True
    with_shared: bool = True
    kind: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)
    when: str = ""
    order: Order = Order.RELEVANCE
    start: int = 0
    stop: int = 12

    def parts(self) -> tuple:
        """Return what to match for each word."""
        return self.matches or tuple(
            some_of(Key(key) for key in sorted(group)) for group in self.groups
        )

    def match(self):
        """Return what an entry must hold of the words."""
        return some_of(self.parts()) if self.is_any else all_of(self.parts())

    def worth_of(self, least: int):
        """Return what an entry must hold whose sum of ``worth`` is so high; anything without it."""
        if not self.worth:
            return Everything()
        parts, weights = zip(*self.worth, strict=True)
        return worth_at_least(least, parts, weights)

    def is_narrowed(self) -> bool:
        return bool(self.kind or self.facets or self.when)

    def wanted_languages(self) -> tuple[str, ...]:
        return (*self.languages, "") if self.with_shared else self.languages

    def whens(self) -> tuple[str, ...]:
        """The narrowest classes of ``When`` that the filter lets through."""
        if self.when in UPCOMING:
            return UPCOMING[: UPCOMING.index(self.when) + 1]
        return (self.when,)


class Signature(NamedTuple):
    """How many entries that match, before any filter, share kind, facets and when."""

    kind: str
    facets: str
    when: str
    number: int


@dataclass(frozen=True)
class Hits:
    """Primary keys of entries in their order, and what matches without any filter, counted."""

    ids: tuple[int, ...]
    signatures: tuple[Signature, ...]


def passes(signature: Signature, ask: Ask) -> bool:
    """Tell whether entries of ``signature`` pass all filters of ``ask``."""
    return bool(_passing([signature], ask))


def total(signatures, ask: Ask) -> int:
    """Return how many entries pass all filters."""
    return sum(number for _, _, _, number in _passing(signatures, ask))


def counts_of_kinds(signatures, ask: Ask) -> dict[str, int]:
    """Return how many there are of each kind when the other filters stay as they are."""
    counts = defaultdict(int)
    for kind, _, _, number in _passing(signatures, ask, but="kind"):
        counts[kind] += number
    return dict(counts)


def counts_of_whens(signatures, ask: Ask) -> dict[str, int]:
    """Return how many take place when; a wider time holds the narrower ones."""
    exactly = defaultdict(int)
    for _, _, when, number in _passing(signatures, ask, but="when"):
        exactly[when] += number
    counts, sum_of_narrower = {}, 0
    for when in UPCOMING:
        sum_of_narrower += exactly[when]
        counts[when] = sum_of_narrower
    counts[When.OVER] = exactly[When.OVER]
    return {when: number for when, number in counts.items() if number}


def counts_of_facets(signatures, ask: Ask) -> dict[str, dict[str, int]]:
    """Return, by facet and slug, how many there are when the other filters stay as they are."""
    counts = _counts_of_terms(_passing(signatures, ask))
    for facet in ask.facets:
        # What only this filter keeps out would be there if another slug were chosen.
        of_others = _counts_of_terms(_passing(signatures, ask, but=facet))
        counts.pop(facet, None)
        if facet in of_others:
            counts[facet] = of_others[facet]
    return counts


def _counts_of_terms(signatures):
    # Summed up before they are taken apart: many differ in kind or time alone.
    of_facets = defaultdict(int)
    for _, facets, _, number in signatures:
        of_facets[facets] += number
    of_terms = defaultdict(int)
    for facets, number in of_facets.items():
        for term in _terms(facets):
            of_terms[term] += number
    counts = {}
    for term, number in of_terms.items():
        facet, _, slug = term.partition(":")
        counts.setdefault(facet, {})[slug] = number
    return counts


@lru_cache(maxsize=20_000)
def _terms(facets):
    return tuple(facets.split())


def _passing(signatures, ask, *, but=""):
    """Those that pass the filters, perhaps but for one; tens of thousands in few milliseconds."""
    if ask.kind and but != "kind":
        signatures = [row for row in signatures if row[0] == ask.kind]
    for facet, slug in ask.facets.items():
        if facet != but:
            term = f" {facet}:{slug} "
            signatures = [row for row in signatures if term in row[1]]
    if ask.when and but != "when":
        whens = ask.whens()
        signatures = [row for row in signatures if row[2] in whens]
    return signatures
