"""What an entry must hold, as a tree of plain values that each engine puts into its own words.

Users' words come in as values of ``Key`` and ``Prefix`` and nowhere else.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """A key that stands in the entry."""

    text: str


@dataclass(frozen=True)
class Prefix:
    """The beginning of a word that is completed."""

    text: str


@dataclass(frozen=True)
class All:
    parts: tuple


@dataclass(frozen=True)
class Some:
    """At least one of the parts."""

    parts: tuple


@dataclass(frozen=True)
class Without:
    """What ``match`` finds and ``unwanted`` does not."""

    match: object
    unwanted: object


@dataclass(frozen=True)
class Everything:
    pass


@dataclass(frozen=True)
class Nothing:
    pass


def all_of(parts):
    """Join parts of which each must hold; what cannot hold makes the whole impossible."""
    return _joined(All, parts, absorbing=Nothing, neutral=Everything)


def some_of(parts):
    """Join parts of which one must hold."""
    return _joined(Some, parts, absorbing=Everything, neutral=Nothing)


def _joined(kind, parts, *, absorbing, neutral):
    kept = []
    for part in parts:
        if isinstance(part, absorbing):
            return absorbing()
        if not isinstance(part, neutral) and part not in kept:
            kept.append(part)
    if not kept:
        return neutral()
    return kept[0] if len(kept) == 1 else kind(tuple(kept))


def without(match, unwanted):
    match unwanted:
        case Nothing():
            return match
        case Everything():
            return Nothing()
    return Nothing() if isinstance(match, Nothing) else Without(match, unwanted)
