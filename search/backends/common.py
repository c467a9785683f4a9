"""What readers ask of an engine and what it answers, the same for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

from search.backends.matching import Key, all_of, some_of

# How much more a word weighs in a title than in the text below it.
TITLE_WEIGHT = 4.0
TEXT_WEIGHT = 1.0


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
    had as several (see matching). ``weights``: with ``is_any``, what each of them is worth; entries
    are then in the order of their sums, and those below ``least`` are none. ``is_counted``: whether
    the counts are wanted as well.
    """

    now: datetime
    languages: tuple[str, ...]
    groups: tuple[frozenset[str], ...] = ()
    matches: tuple = ()
    is_any: bool = False
    weights: tuple[int, ...] = ()
    least: int = 0
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
        """Return what an entry must hold."""
        return some_of(self.parts()) if self.is_any else all_of(self.parts())

    def is_all(self) -> bool:
        """Tell whether the first of all that match are asked for, so that none means none."""
        return not (self.start or self.kind or self.facets or self.when)

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


def has_facet(facets: str, facet: str, slug: str) -> bool:
    return f" {facet}:{slug} " in facets


def passes(signature: Signature, ask: Ask, *, but: str = "") -> bool:
    """Tell whether entries of ``signature`` pass the filters of ``ask`` but for the one named."""
    if but != "kind" and ask.kind and signature.kind != ask.kind:
        return False
    if but != "when" and ask.when and signature.when not in ask.whens():
        return False
    return all(
        facet == but or has_facet(signature.facets, facet, slug)
        for facet, slug in ask.facets.items()
    )


def total(signatures, ask: Ask) -> int:
    """Return how many entries pass all filters."""
    return sum(signature.number for signature in signatures if passes(signature, ask))


def counts_of_kinds(signatures, ask: Ask) -> dict[str, int]:
    """Return how many there are of each kind when the other filters stay as they are."""
    counts = {}
    for signature in signatures:
        if passes(signature, ask, but="kind"):
            counts[signature.kind] = counts.get(signature.kind, 0) + signature.number
    return counts


def counts_of_whens(signatures, ask: Ask) -> dict[str, int]:
    """Return how many take place when; a wider time holds the narrower ones."""
    counts = dict.fromkeys(When, 0)
    for signature in signatures:
        if signature.when and passes(signature, ask, but="when"):
            wider = (
                UPCOMING[UPCOMING.index(signature.when) :]
                if signature.when in UPCOMING
                else (signature.when,)
            )
            for when in wider:
                counts[when] += signature.number
    return {when: number for when, number in counts.items() if number}


def counts_of_facets(signatures, ask: Ask) -> dict[str, dict[str, int]]:
    """Return, by facet and slug, how many there are when the other filters stay as they are."""
    counts = {}
    for signature in signatures:
        for term in signature.facets.split():
            facet, _, slug = term.partition(":")
            if passes(signature, ask, but=facet):
                of_facet = counts.setdefault(facet, {})
                of_facet[slug] = of_facet.get(slug, 0) + signature.number
    return counts
