"""What an entry must hold, as a tree of plain values that each engine puts into its own words.

Users' words come in as values of ``Key`` and ``Prefix`` and nowhere else.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """A key that stands in the entry."""

    text: str


@dataclass(frozen=True)
class TitleKey:
    """A key that stands in the entry's title."""

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


def worth_at_least(least: int, parts, weights):
    """Return the match for parts whose weights sum up to ``least`` or more; one at the least."""
    pairs = sorted(zip(weights, parts, strict=True), key=lambda pair: -pair[0])
    return _worth(max(least, 1), [pair for pair in pairs if pair[0] > 0])


def _worth(least, pairs):
    if least <= 0:
        return Everything()
    total = sum(weight for weight, _ in pairs)
    if total < least:
        return Nothing()
    # Any of them will do, or none may be missing: said flatly, since engines read no deep brackets.
    if pairs[-1][0] >= least:
        return some_of(_parts(Some, [part for _, part in pairs]))
    if total - pairs[-1][0] < least:
        return all_of(_parts(All, [part for _, part in pairs]))
    (weight, part), *others = pairs
    with_it = all_of(_parts(All, [part, _worth(least - weight, others)]))
    return some_of(_parts(Some, [with_it, _worth(least, others)]))


def _parts(kind, matches):
    """What is joined in the same way already is taken apart."""
    for match in matches:
        if isinstance(match, kind):
            yield from match.parts
        else:
            yield match


def size(match) -> int:
    """Return how many keys a match names, each as often as it does."""
    match match:
        case All(parts) | Some(parts):
            return sum(map(size, parts))
        case Without(wanted, unwanted):
            return size(wanted) + size(unwanted)
    return 1


def in_title(match):
    """Return a match that wants in the title what ``match`` wants anywhere."""
    match match:
        case Key(text):
            return TitleKey(text)
        case All(parts):
            return All(tuple(in_title(part) for part in parts))
        case Some(parts):
            return Some(tuple(in_title(part) for part in parts))
        case Without(wanted, unwanted):
            return Without(in_title(wanted), unwanted)
    return match


def keys_of(match) -> set[str]:
    """Return all keys, or beginnings of words, that a match asks for."""
    match match:
        case Key(text) | TitleKey(text) | Prefix(text):
            return {text}
        case All(parts) | Some(parts):
            return set().union(*map(keys_of, parts))
        case Without(wanted, _):
            return keys_of(wanted)
    return set()


def is_of_prefixes(match) -> bool:
    """Tell whether a match asks for beginnings of words; it never asks for both."""
    match match:
        case Prefix():
            return True
        case All(parts) | Some(parts):
            return is_of_prefixes(parts[0])
        case Without(wanted, _):
            return is_of_prefixes(wanted)
    return False
