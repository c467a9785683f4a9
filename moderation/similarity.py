"""Whether two titles speak of the same thing.

Case, hooks (č, š, ž, đ) and punctuation say nothing; the order of words says little. Two of a
series are two things: where both titles have figures, these must agree.
"""

import re
import unicodedata
from difflib import SequenceMatcher

ALIKE = 0.8
# Longer than any title; what compares letters with letters must not be fed with a novel.
LONGEST = 255


def folded(title: str) -> str:
    """Return a title's words in small letters without hooks, parted by single spaces."""
    plain = unicodedata.normalize("NFKD", title[:LONGEST].casefold().replace("đ", "d"))
    return " ".join(re.findall(r"[a-z0-9]+|[^\W_a-z0-9]+", _without_marks(plain)))


def is_similar(one: str, other: str) -> bool:
    """Tell whether two titles are alike enough for somebody to look at both."""
    one, other = folded(one)[:LONGEST], folded(other)[:LONGEST]
    if not one or not other:
        return False
    figures, other_figures = (set(re.findall(r"[0-9]+", title)) for title in (one, other))
    if figures and other_figures and figures != other_figures:
        return False
    return max(_ratio(one, other), _ratio(_in_order(one), _in_order(other))) >= ALIKE


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Cheap upper bounds first: a list of two hundred titles is compared in one go.
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _in_order(title: str) -> str:
    return " ".join(sorted(title.split()))


def _without_marks(text: str) -> str:
    return "".join(char for char in text if not unicodedata.combining(char))
