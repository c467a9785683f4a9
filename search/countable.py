"""Which queries are counted: none that could say something about a person.

Counted are words alone. Thrown away is what looks like an address of mail, of the web or of a
house, like a telephone number or any number of five digits and more, and whatever is so long that
it is a story rather than a search.
"""

import re
import unicodedata

from core.query import as_words

LONGEST = 80
MOST_WORDS = 6
MOST_DIGITS = 4
# Of numbers of telephones, accounts and days, which people part as they like.
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
DIGITS = re.compile(rf"\d{{{MOST_DIGITS + 1},}}")
WEB = re.compile(r"@|://|\bwww\.|[\w-]{2,}\.[^\W\d_]{2,}", re.IGNORECASE)
STREETS = frozenset(
    [
        "cesta",
        "cesti",
        "ceste",
        "naselje",
        "naselju",
        "pot",
        "poti",
        "trg",
        "trgu",
        "ul",
        "ulica",
        "ulici",
        "ulice",
    ]
)
# Where people have their mail: *ana.novak(at)gmail(dot)com* is an address as well.
MAIL = frozenset(["gmail", "hotmail", "outlook", "yahoo", "icloud", "siol", "afna"])
HOUSE = re.compile(r"\d{1,4}[a-zčšž]?")


def countable(text: str) -> str:
    """Return the query as it is counted, in lower case and single spaces, or "" to count nothing."""
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text)
    query = as_words(plain).lower()
    words = query.split()
    if len(words) > MOST_WORDS or len(query) > LONGEST:
        return ""
    is_private = WEB.search(plain) or DIGITS.search(BETWEEN_DIGITS.sub("", plain))
    is_private = is_private or not MAIL.isdisjoint(words)
    return "" if is_private or _names_a_house(words) else query


def _names_a_house(words: list[str]) -> bool:
    return not STREETS.isdisjoint(words) and any(HOUSE.fullmatch(word) for word in words)
