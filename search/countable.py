"""Which queries are counted: none that could say something about a person.

Counted are words alone. Thrown away is what looks like an address of mail, of the web or of a
house (a village is street enough: *Javornik 42, Ravne na Koroškem*), whatever has more than four digits, and what is
so long that it is a story rather than a search.
"""

import re
import unicodedata

from core.query import as_words

LONGEST = 80
MOST_WORDS = 6
MOST_DIGITS = 4
WEB = re.compile(r"@|://|\bwww\.|[\w-]{2,}\.[^\W\d_]{2,}", re.IGNORECASE)
STREETS = frozenset(
    [
        "cesta",
        "ceste",
        "cesti",
        "cesto",
        "naselja",
        "naselje",
        "naselju",
        "pot",
        "poti",
        "trg",
        "trga",
        "trgu",
        "ul",
        "ulica",
        "ulici",
        "ulice",
        "ulico",
    ]
)
# Where people have their mail: *ana.novak(at)gmail(dot)com* is an address as well.
MAIL = frozenset(["gmail", "hotmail", "outlook", "yahoo", "icloud", "siol", "afna"])
HOUSE = re.compile(r"\d{1,3}[a-zčšž]?")
# What is counted rather than lived in: *do 29 let*, *za 9 razred*.
UNITS = frozenset(["let", "leta", "letnik", "letnika", "razred", "razreda", "ur", "ure", "dni"])


def countable(text: str) -> str:
    """Return the query as it is counted, in lower case and single spaces, or "" to count nothing."""
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text)
    query = as_words(plain).lower()
    words = query.split()
    if len(words) > MOST_WORDS or len(query) > LONGEST:
        return ""
    is_private = WEB.search(plain) or sum(map(str.isdigit, plain)) > MOST_DIGITS
    is_private = is_private or not MAIL.isdisjoint(words)
    return "" if is_private or _names_a_house(words) else query


def _names_a_house(words: list[str]) -> bool:
    numbers = [place for place, word in enumerate(words) if HOUSE.fullmatch(word)]
    if not STREETS.isdisjoint(words):
        return bool(numbers)
    # A number behind a name, unless it says how many of something.
    return any(
        place > 0 and words[place - 1].isalpha() and UNITS.isdisjoint(words[place + 1 : place + 2])
        for place in numbers
    )
