"""A strict reader of iCalendar files: it takes nothing that RFC 5545 does not allow.

Only what our files use is known to it; a property that it does not know is an error unless its name
begins with X-.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

LINE = re.compile(
    r"(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=[^\x00-\x1f\";:,]+)*):(?P<value>.*)",
    re.DOTALL,
)
TEXT = re.compile(r"(?:[^\x00-\x08\x0a-\x1f\x7f\\;,]|\\[\\;,nN])*")
KINDS = {
    "VERSION": re.compile(r"2\.0"),
    "PRODID": TEXT,
    "CALSCALE": re.compile(r"GREGORIAN"),
    "METHOD": re.compile(r"[A-Z]+"),
    "REFRESH-INTERVAL": re.compile(r"PT\d+H"),
    "UID": TEXT,
    "DTSTAMP": re.compile(r"\d{8}T\d{6}Z"),
    "DTSTART": re.compile(r"\d{8}"),
    "DTEND": re.compile(r"\d{8}"),
    "SUMMARY": TEXT,
    "DESCRIPTION": TEXT,
    "URL": re.compile(r"https?://\S+"),
    "TRANSP": re.compile(r"TRANSPARENT|OPAQUE"),
}
PARAMETERS = {
    "DTSTART": ";VALUE=DATE",
    "DTEND": ";VALUE=DATE",
    "REFRESH-INTERVAL": ";VALUE=DURATION",
}
REQUIRED = {"VCALENDAR": {"VERSION", "PRODID"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART"}}


@dataclass
class Component:
    name: str
    values: dict[str, str] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)


def read_calendar(content: bytes) -> Component:
    """Return the calendar in ``content``.

    :raises AssertionError: when it breaks a rule of the format
    """
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= 75, line
        assert b"\n" not in line, line
        assert b"\r" not in line, line
        # Whoever reads line by line meets no torn character.
        line.decode()
    lines = b"\r\n".join(physical).replace(b"\r\n ", b"").decode().split("\r\n")
    top = Component("")
    open_ones = [top]
    for line in lines:
        _read_line(line, open_ones)
    assert open_ones == [top], "a component is not closed"
    assert [part.name for part in top.parts] == ["VCALENDAR"]
    uids = [event.values["UID"] for event in top.parts[0].parts]
    assert len(uids) == len(set(uids)), "two events have one UID"
    return top.parts[0]


def days_of(event: Component) -> tuple[date, date]:
    """Return when an event of whole days begins, and the day after its last."""
    first, after = (
        datetime.strptime(event.values[name], "%Y%m%d").date()  # noqa: DTZ007 -- a day has no zone
        for name in ("DTSTART", "DTEND")
    )
    assert first < after
    return first, after


def text_of(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _read_line(line, open_ones):
    found = LINE.fullmatch(line)
    assert found, line
    name, parameters, value = found["name"], found["parameters"], found["value"]
    if name == "BEGIN":
        component = Component(value)
        open_ones[-1].parts.append(component)
        open_ones.append(component)
    elif name == "END":
        component = open_ones.pop()
        assert component.name == value, f"{value} closes {component.name}"
        assert REQUIRED[value] <= component.values.keys(), component
    else:
        kind = TEXT if name.startswith("X-") else KINDS[name]
        assert kind.fullmatch(value), line
        assert parameters == PARAMETERS.get(name, ""), line
        assert name not in open_ones[-1].values, f"{name} stands twice"
        open_ones[-1].values[name] = value
