"""The roster as an iCalendar file (RFC 5545), which the calendars of phones and desks subscribe to.

A duty fills whole days and leaves them free: nobody's appointments are refused because of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_OCTETS = 75
REFRESH = timedelta(hours=12)
PRODUCT = "-//Virtual Youth Incubator of Koroska//Duty roster//SL"
# What a text value may not hold (RFC 5545, 3.3.11); a line end is written as a backslash and n.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Days:
    """Something that fills whole days; ``last_day`` is its own last one.

    ``uid`` names it for ever: a calendar that meets it again changes what it has.
    """

    uid: str
    first_day: date
    last_day: date
    summary: str
    description: str = ""
    url: str = ""


def calendar_text(*, name: str, days: Iterable[Days], stamp: datetime) -> bytes:
    """Return a calendar named ``name``; ``stamp`` (aware) says how new what stands in it is."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_hours(REFRESH)}",
        f"X-PUBLISHED-TTL:{_hours(REFRESH)}",
        *(line for item in days for line in _event(item, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def escape(text: str) -> str:
    """Return ``text`` as it stands in a value: marks of the format escaped, controls left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = CONTROL.sub("", text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def fold(line: str) -> str:
    """Break a line after at most 75 octets; a character of several octets stays whole."""
    parts, part, room = [], "", LINE_OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            # The blank that begins a line that goes on counts as well.
            part, room = "", LINE_OCTETS - 1
        part += character
        room -= size
    return "\r\n ".join([*parts, part])


def _event(item: Days, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{item.uid}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{item.first_day:%Y%m%d}"
    # The end of whole days is the day after (RFC 5545, 3.6.1).
    yield f"DTEND;VALUE=DATE:{item.last_day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape(item.summary)}"
    if item.description:
        yield f"DESCRIPTION:{escape(item.description)}"
    if item.url:
        yield f"URL:{item.url}"
    yield "TRANSP:TRANSPARENT"
    # Outlook does not read TRANSP of what it subscribes to.
    yield "X-MICROSOFT-CDO-BUSYSTATUS:FREE"
    yield "END:VEVENT"


def _hours(duration: timedelta) -> str:
    return f"PT{duration // timedelta(hours=1)}H"
