"""From what somebody typed to words that every engine takes literally.

Quotes, operators and control characters mean something to one engine or another; here they are
gaps between words, so a query can be odd but never an error or an order to the engine.
"""

import re
import unicodedata

LONGEST_QUERY = 200
MOST_WORDS = 12


def as_words(text: str) -> str:
    """Return at most twelve words of ``text``, parted by single spaces; perhaps none."""
    text = text[:LONGEST_QUERY].encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFC", text)
    return " ".join(re.findall(r"[^\W_]+", text)[:MOST_WORDS])
