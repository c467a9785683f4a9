from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duty.ical import Days, calendar_text, escape, fold
from tests.duty.ical_reader import days_of, read_calendar, text_of

STAMP = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
FEBRUARY = Days(
    uid="dezurstvo-2028-02@inkubator.example",
    first_day=date(2028, 2, 1),
    last_day=date(2028, 2, 29),
    summary="Dežurstvo: Mladinski center Slovenj Gradec",
    description="Nadomešča Kulturni dom, 3. 2.; nato spet center.\nPiši na info@example.org.",
    url="https://inkubator.example/dezurstvo/",
)


def test_calendar_text_is_what_calendars_take_without_asking():
    text = calendar_text(name="Dežurstva", days=[FEBRUARY], stamp=STAMP).decode()

    assert text.replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Virtual Youth Incubator of Koroska//Duty roster//SL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Dežurstva",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "BEGIN:VEVENT",
        "UID:dezurstvo-2028-02@inkubator.example",
        "DTSTAMP:20261122T103000Z",
        "DTSTART;VALUE=DATE:20280201",
        "DTEND;VALUE=DATE:20280301",
        "SUMMARY:Dežurstvo: Mladinski center Slovenj Gradec",
        r"DESCRIPTION:Nadomešča Kulturni dom\, 3. 2.\; nato spet center.\nPiši na info@example.org.",
        "URL:https://inkubator.example/dezurstvo/",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("first_day", "last_day", "after"),
    [
        (date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1)),
        (date(2028, 2, 29), date(2028, 2, 29), date(2028, 3, 1)),
        (date(2027, 3, 1), date(2027, 3, 31), date(2027, 4, 1)),
    ],
    ids=["year's end", "one day, the 29th of February", "month with the change to summer time"],
)
def test_calendar_text_ends_on_the_day_after(first_day, last_day, after):
    days = Days("a@b", first_day, last_day, "Dežurstvo")

    calendar = read_calendar(calendar_text(name="D", days=[days], stamp=STAMP))

    assert [days_of(event) for event in calendar.parts] == [(first_day, after)]


def test_calendar_text_says_the_stamp_in_world_time():
    in_summer = datetime(2027, 7, 1, 0, 30, tzinfo=ZoneInfo("Europe/Ljubljana"))

    calendar = read_calendar(calendar_text(name="D", days=[FEBRUARY], stamp=in_summer))

    assert calendar.parts[0].values["DTSTAMP"] == "20270630T223000Z"


def test_calendar_text_of_nothing_is_a_calendar():
    assert read_calendar(calendar_text(name="D", days=[], stamp=STAMP)).parts == []


def test_calendar_text_is_the_same_octets_for_the_same_rows():
    first, second = (calendar_text(name="D", days=[FEBRUARY], stamp=STAMP) for _ in range(2))

    assert first == second


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Klub; kino, bar", "Klub\\; kino\\, bar"),
        ("C:\\mapa", "C:\\\\mapa"),
        ("ena\r\ndve\rtri\nštiri", "ena\\ndve\\ntri\\nštiri"),
        ("konec\nEND:VEVENT", "konec\\nEND:VEVENT"),
        ("zvonec\x07 in nič\x00", "zvonec in nič"),
    ],
    ids=["marks of the format", "backslash", "line ends", "injected line", "control characters"],
)
def test_escape_lets_no_text_act_as_format(text, escaped):
    assert escape(text) == escaped


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 300])
def test_fold_breaks_after_75_octets_and_loses_nothing(length):
    line = "a" * length

    folded = fold(line)

    assert max(len(part) for part in folded.split("\r\n")) <= 75
    assert folded.replace("\r\n ", "") == line


def test_fold_never_cuts_a_character():
    line = "a" * 74 + "č🎿" * 30

    parts = fold(line).encode().split(b"\r\n")

    assert parts[0].decode() == "a" * 74
    assert b"".join(part.removeprefix(b" ") for part in parts).decode() == line
    assert max(len(part) for part in parts) <= 75


@given(
    summary=st.text(max_size=300),
    description=st.text(max_size=300),
    days=st.integers(min_value=0, max_value=60),
)
def test_calendar_text_of_any_words_is_read_back_as_they_were(summary, description, days):
    first_day = date(2027, 2, 27)
    item = Days("a@b", first_day, first_day + timedelta(days=days), summary, description)
    clean = lambda text: text_of(escape(text))  # noqa: E731 -- what escape leaves out is its own test

    calendar = read_calendar(calendar_text(name=summary, days=[item], stamp=STAMP))

    event = calendar.parts[0]
    assert text_of(calendar.values["X-WR-CALNAME"]) == clean(summary)
    assert text_of(event.values["SUMMARY"]) == clean(summary)
    assert text_of(event.values.get("DESCRIPTION", "")) == clean(description)
