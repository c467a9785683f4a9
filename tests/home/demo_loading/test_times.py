from datetime import date, datetime, timedelta

import pytest

from duty.roster import LJUBLJANA
from home.demo_loading.content import read
from home.demo_loading.times import announced_at, event_times, local

SATURDAY_IN_OCTOBER = date(2026, 10, 31)
LEAP_DAY = date(2028, 2, 29)
EVENTS = read("events")["events"]


def test_event_times_counts_weeks_from_the_monday_of_the_week_of_loading():
    facts = {"week": -1, "weekday": 5, "start": "19:30", "length": 120}

    times = event_times(facts, SATURDAY_IN_OCTOBER)

    assert times == {
        "starts_at": datetime(2026, 10, 24, 19, 30, tzinfo=LJUBLJANA),
        "ends_at": datetime(2026, 10, 24, 21, 30, tzinfo=LJUBLJANA),
        "all_day": False,
    }
    # One hour farther from UTC than on the day of loading: the hour changed in between.
    assert times["starts_at"].utcoffset() == timedelta(hours=2)
    assert local(SATURDAY_IN_OCTOBER, "19:30").utcoffset() == timedelta(hours=1)


def test_event_times_ends_whole_days_at_the_midnight_after_them():
    facts = {"offset": -10, "days": 30, "start": ""}

    assert event_times(facts, LEAP_DAY) == {
        "starts_at": datetime(2028, 2, 19, tzinfo=LJUBLJANA),
        "ends_at": datetime(2028, 3, 20, tzinfo=LJUBLJANA),
        "all_day": True,
    }


def test_event_times_end_on_the_last_of_several_days():
    facts = {"offset": 0, "days": 2, "start": "09:00", "end": "16:00"}

    times = event_times(facts, LEAP_DAY)

    assert times["ends_at"] == datetime(2028, 3, 1, 16, tzinfo=LJUBLJANA)


def test_event_times_leaves_an_open_end_open():
    facts = {"offset": 0, "start": "17:00", "length": 0}

    assert event_times(facts, LEAP_DAY)["ends_at"] is None


def test_announced_at_lies_before_the_event_and_before_today():
    past = datetime(2028, 1, 31, 18, tzinfo=LJUBLJANA)
    coming = datetime(2028, 6, 1, 18, tzinfo=LJUBLJANA)

    assert announced_at(past, LEAP_DAY, 4) == datetime(2028, 1, 10, 10, tzinfo=LJUBLJANA)
    assert announced_at(coming, LEAP_DAY, 4) == datetime(2028, 2, 25, 10, tzinfo=LJUBLJANA)


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2027, 7, 1)], ids=["winter", "summer"])
def test_written_events_are_past_under_way_and_coming_on_every_day(start):
    for day in (start + timedelta(days=number) for number in range(548)):
        noon = local(day, "12:00")
        times = [event_times(facts, day) for facts in EVENTS]
        starts = [time["starts_at"] for time in times]
        ends = [time["ends_at"] or time["starts_at"] for time in times]

        assert all(end >= begin for begin, end in zip(starts, ends, strict=True))
        assert sum(end <= noon for end in ends) >= 8
        assert sum(begin > noon for begin in starts) >= 12
        assert any(begin <= noon < end for begin, end in zip(starts, ends, strict=True))
        assert [f"{begin:%H:%M}" for begin in starts] == [
            facts["start"] or "00:00" for facts in EVENTS
        ]
