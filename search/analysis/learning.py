"""What can be learnt from a dictionary that names one base form for each form.

Three things are missing in such a dictionary, and all three follow from it:

* **Homographs.** *dela* stands there as a form of *del*; that it is one of *delo* and *delati* too
  is seen from the forms which *delo* and *delati* share with others of their kind
  (:func:`completed`).
* **Words that are not in it**, as most names: how words that end alike are bent (:func:`endings`).
* **Words typed without č š ž**: which forms fold to what was typed (:func:`folded`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from search.analysis.words import fold

# form -> its base forms, best first
Forms = dict[str, tuple[str, ...]]
# How a form differs from its base: so many letters of the base cut off, these ones put there.
Bend = tuple[int, str]
# ending of a folded form -> how to get to its folded base, best first
Endings = Mapping[str, Sequence[Bend]]

_WORD = re.compile(r"[a-zà-öø-ÿčšžćđœ]+\Z")
# Some Slovene entries carry the marks of stress and tone that only dictionaries write.
_TONES = str.maketrans("ẹọəłạ", "eoela")

# A kind of word is known by the end of its base form; rarer ends are taken shorter.
_SMALLEST_KIND = 30
# Seen together in fewer words, two bends prove nothing.
_FEWEST_WITNESSES = 4
# Two known forms, besides the base, say to which pattern a word belongs; one does not.
_FEWEST_KNOWN_FORMS = 2
# Of the words that have what this word has, so many must have the form in question as well.
_LIKELY = 0.5
_MOST_BASES = 4

_LONGEST_ENDING = 6
_FEWEST_WITH_ENDING = 4
_SHORTEST_STEM = 2
_MOST_BENDS = 3
_ENOUGH_FORMS = 200_000


def forms(dictionary: Iterable[tuple[str, str]]) -> Forms:
    """Return each form with its base forms, in lower case; entries that are no words are left out."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for form, base in dictionary:
        form, base = _as_read(form), _as_read(base)  # noqa: PLW2901
        if _WORD.match(form) and _WORD.match(base):
            found[form][base] = None
    for base in {base for bases in found.values() for base in bases}:
        found[base][base] = None
    return {form: tuple(bases) for form, bases in found.items()}


def completed(known: Forms) -> Forms:
    """Return the forms with further base forms, learnt from words that are bent alike.

    What the dictionary names comes first; nothing that it says is lost.
    """
    patterns = _patterns(known)
    further: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for kind in _kinds(patterns).values():
        for likelihood, form, base in _missing(kind, patterns, known):
            further[form].append((-likelihood, base))
    everything = dict(known)
    for form, bases in further.items():
        added = (base for _, base in sorted(bases))
        everything[form] = tuple(dict.fromkeys([*known.get(form, ()), *added]))[:_MOST_BASES]
    return everything


def endings(known: Forms, worth: float) -> Endings:
    """Return how words with a certain ending get back to their base, in folded letters.

    What this share (``worth``) of the words with an ending do is kept beside what most of them do.
    An ending stands there only if it says something else than the longest shorter one.
    """
    counted: dict[str, Counter[Bend]] = defaultdict(Counter)
    # A part of a large dictionary teaches the same, in a part of the time.
    step = 1 + len(known) // _ENOUGH_FORMS
    sample = islice(known.items(), 0, None, step)
    for form, base in {(fold(form), fold(base)) for form, bases in sample for base in bases}:
        bend = _bend(form, base)
        for length in range(1, min(_LONGEST_ENDING, len(form) - _SHORTEST_STEM) + 1):
            if bend[0] <= length:
                counted[form[-length:]][bend] += 1
    learnt: dict[str, Sequence[Bend]] = {}
    for ending in sorted(counted, key=len):
        total = counted[ending].total()
        if total < _FEWEST_WITH_ENDING:
            continue
        bends = tuple(
            bend
            for bend, count in sorted(counted[ending].items(), key=lambda item: (-item[1], item[0]))
            if count >= worth * total
        )[:_MOST_BENDS]
        if bends and bends != bends_of(ending[1:], learnt):
            learnt[ending] = bends
    return learnt


def folded(known: Forms) -> Forms:
    """Return what a word typed without diacritics may be: the bases of all forms that fold to it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for form, bases in known.items():
        bare = fold(form)
        if bare != form:
            found[bare].update(dict.fromkeys(bases))
    return {form: tuple(bases) for form, bases in found.items()}


def bends_of(word: str, learnt: Endings) -> Sequence[Bend]:
    """Return the bends for the longest ending of a folded word that is known; often none."""
    for length in range(min(_LONGEST_ENDING, len(word)), 0, -1):
        bends = learnt.get(word[-length:])
        if bends is not None:
            return bends
    return ()


def guessed(word: str, learnt: Endings) -> tuple[str, ...]:
    """Return the likely base forms of a folded word that no dictionary knows."""
    bends = bends_of(word, learnt)
    return tuple(
        word[: len(word) - cut] + put for cut, put in bends if len(word) - cut >= _SHORTEST_STEM
    )


def _as_read(word: str) -> str:
    return word.lower() if word.isascii() else word.lower().translate(_TONES)


def _patterns(known: Forms) -> dict[str, set[Bend]]:
    """Return for each base form how its known forms differ from it."""
    patterns: dict[str, set[Bend]] = defaultdict(set)
    for form, bases in known.items():
        for base in bases:
            bend = _bend(base, form)
            if form != base and len(base) - bend[0] >= _SHORTEST_STEM:
                patterns[base].add(bend)
    return patterns


def _kinds(patterns: Mapping[str, set[Bend]]) -> dict[str, list[str]]:
    """Return base forms by the end they share: the longest that enough of them have."""
    sizes = Counter(base[-length:] for base in patterns for length in (2, 3))
    kinds: dict[str, list[str]] = defaultdict(list)
    for base in patterns:
        length = next((n for n in (3, 2) if sizes[base[-n:]] >= _SMALLEST_KIND), 1)
        kinds[base[-length:]].append(base)
    return kinds


def _missing(
    kind: list[str], patterns: Mapping[str, set[Bend]], known: Forms
) -> Iterable[tuple[float, str, str]]:
    """Yield likelihood, form and base of what words of one kind should have and do not."""
    counts = Counter(bend for base in kind for bend in patterns[base])
    usual = {bend for bend, count in counts.items() if count >= _FEWEST_WITNESSES}
    together: Counter[tuple[Bend, Bend]] = Counter()
    apart: Counter[tuple[Bend, Bend]] = Counter()
    for base in kind:
        has = patterns[base] & usual
        # A form that is there under another base says nothing: that is the gap we look for.
        lacks = [bend for bend in usual - has if _bent(base, bend) not in known]
        together.update((one, other) for one in has for other in has)
        apart.update((one, other) for one in has for other in lacks)
    for base in kind:
        has = patterns[base] & usual
        if len(has) < _FEWEST_KNOWN_FORMS:
            continue
        for bend in usual - has:
            likelihood = 0.0
            for one in has:
                witnesses = together[one, bend]
                if witnesses >= _FEWEST_WITNESSES:
                    likelihood += witnesses / (witnesses + apart[one, bend])
            if likelihood >= _LIKELY * len(has) and len(base) - bend[0] >= _SHORTEST_STEM:
                yield likelihood / len(has), _bent(base, bend), base


def _bend(base: str, form: str) -> Bend:
    shared = 0
    for one, other in zip(base, form, strict=False):
        if one != other:
            break
        shared += 1
    return len(base) - shared, form[shared:]


def _bent(base: str, bend: Bend) -> str:
    return base[: len(base) - bend[0]] + bend[1]
