from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from core.templatetags import display_tags

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
SPACE = display_tags.NO_BREAK_SPACE


def local(*figures):
    return datetime(*figures, tzinfo=LJUBLJANA)


def event(starts_at, ends_at=None, *, all_day=False):
    return SimpleNamespace(starts_at=starts_at, ends_at=ends_at, all_day=all_day)


TIMES = {
    "no date yet": (event(None), "date to be announced", "date to be announced"),
    "without an end": (
        event(local(2026, 11, 24, 18)),
        "Tuesday at 18:00",
        "Tuesday, 24 November 2026, at 18:00",
    ),
    "a few hours": (
        event(local(2026, 11, 24, 18), local(2026, 11, 24, 20, 30)),
        "Tuesday at 18:00",
        "Tuesday, 24 November 2026, from 18:00 to 20:30",
    ),
    "until midnight": (
        event(local(2026, 11, 24, 18), local(2026, 11, 25)),
        "Tuesday at 18:00",
        "Tuesday, 24 November 2026, from 18:00 to 00:00",
    ),
    "into the night": (
        event(local(2026, 11, 28, 20), local(2026, 11, 29, 4)),
        "Saturday at 20:00",
        "Saturday, 28 November 2026, from 20:00 to 04:00",
    ),
    "several days": (
        event(local(2026, 11, 24, 9), local(2026, 11, 26, 15)),
        "from 24 Nov to 26 Nov",
        "from 24 Nov 2026 at 09:00 to 26 Nov 2026 at 15:00",
    ),
    "across months": (
        event(local(2026, 11, 30, 9), local(2026, 12, 2, 12)),
        "from 30 Nov to 2 Dec",
        "from 30 Nov 2026 at 09:00 to 2 Dec 2026 at 12:00",
    ),
    "across years": (
        event(local(2026, 12, 30, 9), local(2027, 1, 2, 12)),
        "from 30 Dec 2026 to 2 Jan 2027",
        "from 30 Dec 2026 at 09:00 to 2 Jan 2027 at 12:00",
    ),
    "all of one day": (
        event(local(2026, 11, 24), local(2026, 11, 25), all_day=True),
        "Tuesday, all day",
        "Tuesday, 24 November 2026, all day",
    ),
    "all of one day, no end given": (
        event(local(2026, 11, 24), all_day=True),
        "Tuesday, all day",
        "Tuesday, 24 November 2026, all day",
    ),
    "all of several days": (
        event(local(2026, 11, 24), local(2026, 11, 27), all_day=True),
        "from 24 Nov to 26 Nov",
        "from 24 Nov 2026 to 26 Nov 2026",
    ),
    "all of New Year's days": (
        event(local(2026, 12, 31), local(2027, 1, 2), all_day=True),
        "from 31 Dec 2026 to 1 Jan 2027",
        "from 31 Dec 2026 to 1 Jan 2027",
    ),
    "all day while the clocks change": (
        event(local(2026, 10, 25), local(2026, 10, 26), all_day=True),
        "Sunday, all day",
        "Sunday, 25 October 2026, all day",
    ),
}


@pytest.mark.parametrize(("event", "said", "_full"), TIMES.values(), ids=TIMES)
def test_event_time_says_when_beside_the_date(event, said, _full):
    with translation.override("en"):
        assert display_tags.event_time(event).replace(SPACE, " ") == said


@pytest.mark.parametrize(("event", "_short", "said"), TIMES.values(), ids=TIMES)
def test_event_date_says_when_standing_alone(event, _short, said):
    with translation.override("en"):
        assert display_tags.event_date(event).replace(SPACE, " ") == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no date yet", "datum še sporočimo"),
        ("a few hours", "torek ob 18.00"),
        ("several days", "od 24. 11. do 26. 11."),
        ("across years", "od 30. 12. 2026 do 2. 1. 2027"),
        ("all of one day", "torek, ves dan"),
    ],
)
def test_event_time_is_said_in_slovene(name, said):
    with translation.override("sl"):
        assert display_tags.event_time(TIMES[name][0]).replace(SPACE, " ") == said


def test_event_time_is_that_of_koroska_wherever_the_moment_was_noted():
    moment = datetime(2026, 11, 24, 23, 30, tzinfo=ZoneInfo("UTC"))

    with translation.override("en"), timezone.override(LJUBLJANA):
        assert display_tags.event_time(event(moment)) == "Wednesday at 00:30"
        assert display_tags.day_figure(moment) == "25"


def test_figures_of_a_card_are_those_of_the_local_day():
    with translation.override("en"):
        assert display_tags.day_figure(local(2026, 3, 5)) == "5"
        assert display_tags.month_short(date(2026, 3, 5)) == "mar"
        assert display_tags.month_short(None) == ""


@pytest.mark.parametrize(
    ("all_day", "written"),
    [(True, "2026-11-24"), (False, "2026-11-24T18:00+01:00")],
    ids=["all day", "at an hour"],
)
def test_machine_time_is_what_browsers_read(all_day, written):
    assert display_tags.machine_time(local(2026, 11, 24, 18), all_day) == written


def test_day_and_month_names_the_year_only_when_it_is_another(time_machine):
    time_machine.move_to(local(2026, 11, 24))

    with translation.override("en"):
        assert display_tags.day_and_month(local(2026, 3, 5)) == "5 March"
        assert display_tags.day_and_month(local(2025, 3, 5)) == "5 March 2025"


@pytest.mark.parametrize(
    ("ends_at", "named"),
    [
        (local(2026, 12, 1), "30 November"),
        (local(2026, 12, 1, 0, 1), "1 December"),
        (local(2026, 11, 30, 12), "30 November"),
        (None, ""),
    ],
    ids=["midnight", "a minute later", "noon", "nothing"],
)
def test_last_day_is_the_day_before_where_something_ends_at_midnight(time_machine, ends_at, named):
    time_machine.move_to(local(2026, 11, 24))

    with translation.override("en"):
        assert display_tags.last_day(ends_at) == named


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.youtube.com/watch?v=1", "youtube.com"),
        ("https://video.arnes.si/", "video.arnes.si"),
        ("", ""),
    ],
)
def test_host_name_is_what_people_call_it(url, host):
    assert display_tags.host_name(url) == host


def test_map_url_searches_for_words_and_for_the_address_of_a_place():
    place = SimpleNamespace(name="Soba", address="Trg 1", municipality="Mežica")

    assert (
        display_tags.map_url("Trg, Muta")
        == "https://www.openstreetmap.org/search?query=Trg%2C+Muta"
    )
    assert (
        display_tags.map_url(place)
        == "https://www.openstreetmap.org/search?query=Trg+1%2C+Me%C5%BEica"
    )
