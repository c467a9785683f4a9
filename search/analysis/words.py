"""What a word is: letters and digits in a row, whatever their case, accents or hidden marks.

Every other module of this package sees a text through these few functions, so that a page, a
query, an extract and a correction cut it the same way.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# No word of our languages is longer; what is, is an address, a key, or an attack.
LONGEST_WORD = 64

# Accents that follow their letter, soft hyphens and joiners stand inside a word and part nothing.
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(f"[{_MARKS}]")
_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# Letters that Unicode does not take apart into a base and an accent.
_LETTERS = str.maketrans(
    {
        "č": "c",
        "š": "s",
        "ž": "z",
        "ć": "c",
        "đ": "d",
        "ä": "a",
        "ö": "o",
        "ü": "u",
        "ß": "ss",
        "ð": "d",
        "ø": "o",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "ə": "e",
    }
)


class Span(NamedTuple):
    """A word and where it stands: ``text[start:end]`` as written, ``word`` as it is understood."""

    start: int
    end: int
    word: str


def words(text: str) -> list[str]:
    """Return the words of a text in order: lower case, composed, at most ``LONGEST_WORD`` letters."""
    lowered = text.lower()
    if _MARK.search(lowered) or not unicodedata.is_normalized("NFC", lowered):
        return [span.word for span in spans(text)]
    return [word[:LONGEST_WORD] for word in _PLAIN_WORD.findall(lowered)]


def spans(text: str) -> Iterator[Span]:
    """Yield each word of a text with its place in it; linear in the length of the text."""
    marked = _MARK.search(text) is not None
    for match in (_WORD if marked else _PLAIN_WORD).finditer(text):
        yield Span(match.start(), match.end(), _understood(match.group()))


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Return a word without its accents: ``[a-z0-9]+`` for Latin letters, else the word itself.

    >>> fold("žoržeta")
    'zorzeta'
    """
    if word.isascii():
        return word.lower()
    folded = word.lower().translate(_LETTERS)
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFKD", folded)
    bare = "".join(part for part in parts if not unicodedata.combining(part)).translate(_LETTERS)
    return bare if bare.isascii() and bare.isalnum() else folded


def _understood(written: str) -> str:
    if written.isascii():
        return written[:LONGEST_WORD].lower()
    # A letter may carry any number of accents: cutting comes first, so composing has a bound.
    bare = _HIDDEN.sub("", written[: 4 * LONGEST_WORD]).lower()
    return unicodedata.normalize("NFC", bare)[:LONGEST_WORD]
