from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.models import Job
from core.scheduling import run_due_jobs
from duty import jobs
from duty.models import DutyMonth, Swap
from duty.roster import LJUBLJANA, month_after, months_from
from duty.services import arrange_swap, ask_stand_in, ask_swap, set_duty
from mail.models import OutgoingMail
from tests.duty.cast import DECEMBER, FEBRUARY, JANUARY, MARCH, NOON, NOVEMBER, changes, leaves
from tests.moderation.scene import letters


def at(*parts):
    return datetime(*parts, tzinfo=LJUBLJANA)


def sent(kind):
    """The letters of a kind in the order in which they were written: to whom, and the subject."""
    rows = OutgoingMail.objects.filter(kind=kind).order_by("pk")
    return [(row.recipient.partition("@")[0], row.subject) for row in rows]


def days_told(kind, job, days):
    """On which days a job that comes at nine each morning writes a letter."""
    told = []
    for day in days:
        before = len(sent(kind))
        job(at(day.year, day.month, day.day, 9))
        if len(sent(kind)) > before:
            told.append(day)
    return told


def every_day(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


# --- gaps -----------------------------------------------------------------------------------


def test_coordinators_are_warned_of_a_gap_four_times(cast):
    set_duty(month=MARCH, partner=cast.north)

    days = days_told("duty_gap", jobs.warn_of_gaps, every_day(date(2026, 12, 1), date(2027, 1, 31)))

    assert days == [date(2027, 1, 2), date(2027, 1, 18), date(2027, 1, 25), date(2027, 1, 31)]
    assert {recipient for recipient, _subject in sent("duty_gap")} == {"coordinator"}


@pytest.mark.parametrize(
    ("now", "is_told"),
    [
        (at(2027, 1, 1, 23, 59, 59), False),
        (at(2027, 1, 2), True),
        (at(2027, 1, 31, 23, 59, 59), True),
        (at(2027, 2, 1), False),
    ],
    ids=["31 days before", "30 days before", "the last second", "the month has begun"],
)
def test_the_warning_comes_on_its_day_in_slovenia(cast, now, is_told):
    set_duty(month=MARCH, partner=cast.north)

    jobs.warn_of_gaps(now)

    assert bool(sent("duty_gap")) == is_told


@pytest.mark.parametrize(
    ("month", "first_day"),
    [
        (date(2028, 3, 1), date(2028, 1, 31)),
        (date(2027, 4, 1), date(2027, 3, 2)),
        (date(2027, 11, 1), date(2027, 10, 2)),
    ],
    ids=["over 29 February", "over the night in March", "over the night in October"],
)
def test_thirty_days_before_are_days_of_the_calendar(cast, month, first_day):
    for other in months_from(NOVEMBER, 30):
        set_duty(month=other, partner=None if other == month else cast.north)
    around = every_day(month_after(month, -2), first_day + timedelta(days=1))

    assert days_told("duty_gap", jobs.warn_of_gaps, around) == [first_day]


def test_who_was_away_for_six_weeks_says_the_newest_once_and_in_order(cast):
    """January, February and March are free; nobody came in December, nor in January but its last day."""
    set_duty(month=JANUARY, partner=None)
    jobs.warn_of_gaps(at(2026, 11, 20, 9))

    for _again in range(3):
        jobs.warn_of_gaps(at(2026, 12, 31, 9))
    first = sent("duty_gap")
    for _again in range(3):
        jobs.warn_of_gaps(at(2027, 1, 31, 9))

    assert [recipient for recipient, _subject in first] == ["coordinator"]
    assert len(sent("duty_gap")) == len(first) + 2
    subjects = [subject for _recipient, subject in sent("duty_gap")]
    assert [
        "januar" in subjects[0].lower(),
        "februar" in subjects[1].lower(),
        "marec" in subjects[2].lower(),
    ] == [True, True, True]


def test_a_gap_that_was_filled_is_not_warned_of(cast):
    set_duty(month=FEBRUARY, partner=cast.north)
    set_duty(month=MARCH, partner=cast.north)

    days = every_day(date(2026, 11, 1), date(2027, 2, 28))

    assert days_told("duty_gap", jobs.warn_of_gaps, days) == []


def test_a_partner_that_leaves_makes_a_gap(cast):
    leaves(cast.south)

    jobs.tidy_roster(NOON)
    jobs.warn_of_gaps(at(2026, 11, 24, 9))

    assert changes() == [(DECEMBER, "south", None, "left", None)]
    assert letters() == [("coordinator", "duty_gap"), ("coordinator", "duty_left")]


# --- reminders ------------------------------------------------------------------------------


def test_a_partners_people_are_reminded_a_week_and_a_day_before(cast):
    days = days_told(
        "duty_reminder", jobs.remind_partners, every_day(NOON.date(), date(2026, 11, 30))
    )

    assert days == [date(2026, 11, 24), date(2026, 11, 30)]
    assert [recipient for recipient, _subject in sent("duty_reminder")] == [
        "south_lead",
        "south_member",
    ] * 2


def test_who_comes_late_reminds_once(cast):
    for _again in range(3):
        jobs.remind_partners(at(2026, 11, 30, 9))

    assert len(sent("duty_reminder")) == 2


def test_after_a_swap_the_right_partner_is_reminded(cast):
    jobs.remind_partners(at(2026, 11, 24, 9))
    arrange_swap(
        first_month=DECEMBER, second_month=JANUARY, user=cast.coordinator, now=at(2026, 11, 25)
    )
    OutgoingMail.objects.all().delete()

    for day in (26, 27, 30, 30):
        jobs.remind_partners(at(2026, 11, day, 9))

    assert [recipient for recipient, _subject in sent("duty_reminder")] == [
        "east_lead",
        "east_member",
    ] * 2


def test_for_a_partner_without_people_the_coordinators_are_reminded(cast):
    cast.south.memberships.all().delete()

    jobs.remind_partners(at(2026, 11, 24, 9))

    assert [recipient for recipient, _subject in sent("duty_reminder")] == ["coordinator"]


def test_nobody_is_reminded_of_a_month_without_a_partner(cast):
    leaves(cast.south)

    jobs.remind_partners(at(2026, 11, 30, 9))

    assert letters() == []


# --- requests -------------------------------------------------------------------------------


def test_requests_that_nobody_can_grant_any_more_are_closed(cast):
    ask_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.south_lead, now=NOON)
    ask_stand_in(
        partner=cast.east,
        first_day=date(2026, 11, 16),
        last_day=date(2026, 11, 19),
        user=cast.north_lead,
        now=NOON,
    )
    leaves(cast.east)
    OutgoingMail.objects.all().delete()

    for _again in range(2):
        jobs.tidy_roster(NOON)

    assert letters() == [
        ("coordinator", "duty_left"),
        ("north_lead", "duty_stand_in_impossible"),
        ("south_lead", "duty_swap_impossible"),
    ]
    assert Swap.objects.get().state == "impossible"


def test_the_scheduler_knows_the_jobs_and_each_comes_once(cast):
    Job.objects.all().delete()
    with time_machine.travel(at(2026, 11, 30, 9), tick=False):
        first, second = (run_due_jobs(timezone.now()) for _twice in range(2))

    names = ["duty.tidy_roster", "duty.warn_of_gaps", "duty.remind_partners"]
    assert [name for name in first if name.startswith("duty.")] == names
    assert [name for name in second if name.startswith("duty.")] == []
    assert len(sent("duty_reminder")) == 2
    assert DutyMonth.objects.count() == 3
