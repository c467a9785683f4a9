"""What a word is: letters and digits in a row, whatever their case, accents or hidden marks.

Every other module of this package sees a text through these few functions, so that a page, a
query, an extract and a correction cut it the same way.
"""

import re
import unicodedata
from collections.abc import Container
from typing import NamedTuple

# No word of our languages is longer; what is, is an address, a key, or an attack.
LONGEST_WORD = 64

# Accents that follow their letter, soft hyphens and joiners stand inside a word and part nothing.
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_BEGINNING = re.compile(rf"(?<![^\W_])(?<![{_MARKS}])[^\W_]")
_INSIDE = re.compile(rf"[^\W_]|[{_MARKS}]")
_LAST_LETTERS = re.compile(rf"(?:[^\W_]|[{_MARKS}])+\Z")
_SHORT_BEFORE_HYPHEN = re.compile(r"(?<![^\W_])([^\W_]{1,2})-([^\W_]{3,})")
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


def spans(text: str, wanted: Container[str] | None = None) -> list[Span]:
    """Return each word of a text (or only the wanted ones) with its place in it; in linear time."""
    marked = _MARK.search(text) is not None
    understood: dict[str, str | None] = {}
    found = []
    for match in (_WORD if marked else _PLAIN_WORD).finditer(text):
        written = match[0]
        if written in understood:
            word = understood[written]
        else:
            word = _understood(written)
            word = understood[written] = word if wanted is None or word in wanted else None
        if word is not None:
            found.append(Span(*match.span(), word))
    return found


def joined(text: str) -> list[str]:
    """Return words with a short beginning before a hyphen as one: *e-pošta* is *epošta* too."""
    if "-" not in text:
        return []
    return [word for both in _SHORT_BEFORE_HYPHEN.findall(text) for word in words("".join(both))]


def word_from(text: str, place: int) -> int:
    """Return where the first word begins that begins at ``place`` or later; the end if none does."""
    match = _BEGINNING.search(text, place)
    return match.start() if match else len(text)


def word_until(text: str, start: int, end: int) -> int:
    """Return ``end``, or where the word begins through which ``end`` would cut.

    A word that begins before ``start`` is cut after all.
    """
    if not _INSIDE.match(text, end):
        return end
    match = _LAST_LETTERS.search(text[start:end])
    return start + match.start() if match and match.start() else end


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
