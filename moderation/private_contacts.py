"""Phone numbers and e-mail addresses of people in a text that will be public.

A phone number counts when it is a Slovene mobile number, written with or without the country's code
and parted in whatever way: 041 123 456, 041/123-456, +386 (0)41 123 456. A landline is a house's,
not a person's; dates, prices, account and tax numbers are no phone numbers. An e-mail address
counts unless it is one for everybody, as info@ is. What the organisation has published itself is
left out by ``known``.

Every pattern begins where a word begins and takes a bounded number of characters, so the time grows
with the length of the text and no faster, whatever somebody pastes.
"""

import re
from collections.abc import Iterable

# As the agency for communication networks gives them to mobile operators.
MOBILE = "30|31|40|41|51|64|65|68|69|70|71"
GAP = r"[ \t\xa0\u2007\u202f./()–‑-]{0,3}"
IBAN = re.compile(r"(?<!\w)[A-Z]{2}[0-9]{2}(?:[ \xa0]?[0-9A-Z]{4}){2,7}(?:[ \xa0]?[0-9A-Z]{1,3})?")
PHONE = re.compile(
    rf"(?<![\w+])(?<![0-9][./-])"
    rf"\(?(?:(?:\+|00)?[ ]?386{GAP}(?:0{GAP})?|0)(?:{MOBILE})"
    rf"(?:{GAP}[0-9]){{6}}"
    rf"(?![./-]?[0-9]|[ \xa0][0-9]{{3}}|\w)"
)
EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}@(?=[^\W_])((?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?![\w@-])"
)
FOR_EVERYBODY = frozenset(
    [
        "center",
        "centre",
        "contact",
        "drustvo",
        "društvo",
        "events",
        "hello",
        "info",
        "infotocka",
        "infotočka",
        "klub",
        "knjiznica",
        "knjižnica",
        "kontakt",
        "mail",
        "mc",
        "media",
        "mediji",
        "mkc",
        "mladi",
        "mladina",
        "mladinski",
        "nabiralnik",
        "novice",
        "obcina",
        "občina",
        "office",
        "pisarna",
        "podpora",
        "pr",
        "press",
        "prijava",
        "prijave",
        "program",
        "recepcija",
        "redakcija",
        "rezervacije",
        "spot",
        "support",
        "tajnistvo",
        "tajništvo",
        "uprava",
        "urad",
        "urednik",
        "uredništvo",
        "urednistvo",
        "vpis",
        "zavod",
        "zdravo",
        "zveza",
    ]
)


def phones_in(text: str, known: Iterable[str] = ()) -> list[str]:
    """Return mobile numbers as they stand in the text, each once."""
    known_digits = {_national(phone) for phone in known}
    without_accounts = IBAN.sub(" ; ", text)
    found = {}
    for match in PHONE.finditer(without_accounts):
        digits = _national(match.group())
        if digits not in known_digits:
            found.setdefault(digits, match.group().strip())
    return list(found.values())


def emails_in(text: str, known: Iterable[str] = ()) -> list[str]:
    """Return the addresses of people as they stand in the text, each once."""
    known_addresses = {address.strip().casefold() for address in known}
    found = {}
    for match in EMAIL.finditer(text):
        address = match.group()
        if address.casefold() not in known_addresses and not _is_for_everybody(address):
            found.setdefault(address.casefold(), address)
    return list(found.values())


def _is_for_everybody(address: str) -> bool:
    first_word = re.split(r"[.+_%-]|[0-9]", address.partition("@")[0].casefold(), maxsplit=1)[0]
    return first_word in FOR_EVERYBODY


def _national(phone: str) -> str:
    """Return a number's digits without the country's code and zeros before."""
    digits = re.sub(r"[^0-9]", "", phone).lstrip("0")
    return digits.removeprefix("386").lstrip("0")
