"""Whether words in quotes stand side by side in a text, in that order, as they are spelt."""

from collections.abc import Sequence, Set

from search.analysis.words import fold, words

# A page longer than this is read so far; nobody quotes from what comes after.
LONGEST_TEXT = 400_000


def holds_literally(text: str, phrase: Sequence[str]) -> bool:
    """Whether the words of a phrase stand in a text as they are, but for case and accents.

    Somebody who types *č* wants *č*; who types *c* may want either.
    """
    found = words(text[:LONGEST_TEXT])
    known = set(found)
    meets = [
        {word} & known if fold(word) != word else {other for other in known if fold(other) == word}
        for word in phrase
    ]
    return _stands_in(found, meets)


def _stands_in(found: Sequence[str], meets: Sequence[Set[str]]) -> bool:
    """Whether somewhere each next word is one of the next set; an empty phrase stands everywhere."""
    # Each place knows how much of the phrase may end there, as bits: one pass, however it repeats.
    bits: dict[str, int] = {}
    for place, those in enumerate(meets):
        for word in those:
            bits[word] = bits.get(word, 0) | 1 << place
    if not meets:
        return True
    whole, begun = 1 << len(meets) - 1, 0
    for word in found:
        begun = (begun << 1 | 1) & bits.get(word, 0)
        if begun & whole:
            return True
    return False
