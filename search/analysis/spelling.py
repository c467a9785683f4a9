"""Which words of the site somebody may have meant whose word no page has.

One wrong letter (left out, too many, another, two exchanged) is forgiven in words of four letters
and more, two in words of eight and more. A database that keeps a few strings beside each of its
forms (:func:`deletions_of_form`) finds all that may be near by comparing whole strings with those
of the query (:func:`deletions_of_query`), so every engine finds the same; what is near enough, and
what is best, is decided here (:func:`corrections`).
"""

from collections.abc import Callable, Iterable
from itertools import combinations, pairwise

SHORTEST = 4
# From here on, two wrong letters are forgiven.
LONG = 8
# Two forms that are near each other have near beginnings: only so many letters are compared whole.
_BEGINNING = 7
_BEST = 3
# No word of ours is longer; comparing longer ones would only serve who wants to keep us busy.
_LONGEST = 40


def deletions_of_form(form: str) -> set[str]:
    """Return the strings (at most 8) that a database keeps to find a folded form by."""
    if not SHORTEST - 1 <= len(form) <= _LONGEST:
        return set()
    beginning = form[:_BEGINNING]
    return {beginning, *_without(beginning, 1)}


def deletions_of_query(readings: Iterable[str]) -> set[str]:
    """Return the strings to look for: every form worth a look has one of them.

    ``readings`` are a folded word and its keys (:meth:`Analyser.keys_in_query`): a page may hold
    another form of what was meant, whose base form is near the base that a wrong word seems to
    have. At most 75 for each reading; none for words that are not corrected at all.
    """
    wanted: set[str] = set()
    for word in _comparable(readings):
        beginning = word[:_BEGINNING]
        wanted |= {beginning, *_without(beginning, 1)}
        if len(word) >= LONG:
            # A letter too many pushes others out of the beginning, two push two.
            wanted |= _without(word[: _BEGINNING + 1], 2) | _without(word[: _BEGINNING + 2], 2)
    return wanted


def corrections(
    readings: Iterable[str],
    candidates: Iterable[tuple[str, int]],
    keys_of: Callable[[str], frozenset[str]] | None = None,
) -> list[str]:
    """Return the at most three forms that were meant most likely, best first.

    ``readings`` are a folded word and its keys, the candidates keys of pages with the number of
    pages that have them. If a letter was typed twice, nothing else is meant. Fewer wrong letters win,
    then the same first letter, then more pages. With ``keys_of`` a form is left out whose keys
    better ones bring already.
    """
    known = dict(candidates)
    wrong: dict[str, int] = {}
    first_letters = set()
    words = _comparable(readings)
    for word in words:
        first_letters.add(word[0])
        limit = 2 if len(word) >= LONG else 1
        for form in known:
            letters = wrong_letters(word, form, min(limit, wrong.get(form, limit)))
            if letters:
                wrong[form] = letters
    once = {form for word in words for form in _with_pairs_as_one(word)}
    wrong = {form: 1 for form in wrong if form in once} or wrong
    least = min(wrong.values(), default=0)
    ranked = sorted(
        (form[0] not in first_letters, -known[form], form)
        for form, letters in wrong.items()
        if letters == least
    )
    return _distinct((form for *_, form in ranked), keys_of)


def wrong_letters(one: str, other: str, limit: int) -> int | None:
    """Return how many letters are wrong (0 to ``limit``), None where there are more.

    One letter too many, too few, another one, or two neighbours exchanged count one each.
    """
    if abs(len(one) - len(other)) > limit:
        return None
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    one, other = one[shared:], other[shared:]
    if not one or not other:
        return len(one) + len(other)
    if not limit:
        return None
    ways = [(one[1:], other[1:]), (one[1:], other), (one, other[1:])]
    if one[:2] == other[1::-1]:
        ways.append((one[2:], other[2:]))
    found = [wrong_letters(left, right, limit - 1) for left, right in ways]
    return min((wrong + 1 for wrong in found if wrong is not None), default=None)


def _comparable(readings: Iterable[str]) -> list[str]:
    return sorted({word for word in readings if SHORTEST <= len(word) <= _LONGEST})


def _with_pairs_as_one(word: str) -> set[str]:
    """The words that come of taking one of two equal neighbours away."""
    return {
        word[:place] + word[place + 1 :]
        for place, (letter, following) in enumerate(pairwise(word))
        if letter == following
    }


def _without(word: str, letters: int) -> set[str]:
    return {"".join(left) for left in combinations(word, len(word) - letters)}


def _distinct(forms: Iterable[str], keys_of: Callable[[str], frozenset[str]] | None) -> list[str]:
    best: list[str] = []
    brought: frozenset[str] = frozenset()
    for form in forms:
        keys = keys_of(form) if keys_of else frozenset([form])
        if not keys <= brought:
            best.append(form)
            brought |= keys
        if len(best) == _BEST:
            break
    return best
