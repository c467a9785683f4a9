from datetime import date, datetime, timedelta

from core import scheduling
from duty.models import DutyMonth
from duty.roster import LJUBLJANA
from duty.services import set_duty
from mail.models import OutgoingMail
from moderation import jobs, services
from moderation.models import HandOver, ReaderReport
from tests.moderation.scene import NOON, letters, submitted_by

NOVEMBER_BEGINS = datetime(2026, 11, 1, tzinfo=LJUBLJANA)
DECEMBER_BEGINS = datetime(2026, 12, 1, tzinfo=LJUBLJANA)


def test_the_scheduler_knows_the_jobs_of_moderation():
    known = {name: job for name, job in scheduling._jobs.items() if name.startswith("moderation.")}

    assert known == {
        "moderation.announce_duty": scheduling.Recurring(
            "moderation.announce_duty", timedelta(minutes=5), jobs.announce_duty
        ),
        "moderation.escalate_hand_over": scheduling.Recurring(
            "moderation.escalate_hand_over", timedelta(hours=1), jobs.escalate_hand_over
        ),
        "moderation.remind_of_promises": scheduling.Recurring(
            "moderation.remind_of_promises", timedelta(minutes=10), jobs.remind_of_promises
        ),
        "moderation.forget_decision_links": scheduling.Recurring(
            "moderation.forget_decision_links", timedelta(days=1), jobs.forget_decision_links
        ),
        "moderation.forget_reports": scheduling.Recurring(
            "moderation.forget_reports", timedelta(days=1), jobs.forget_reports
        ),
        "moderation.forget_what_was_read": scheduling.Recurring(
            "moderation.forget_what_was_read", timedelta(days=1), jobs.forget_what_was_read
        ),
        "moderation.check_links": scheduling.Recurring(
            "moderation.check_links", timedelta(minutes=1), jobs.check_links
        ),
        "moderation.forget_link_states": scheduling.Recurring(
            "moderation.forget_link_states", timedelta(days=1), jobs.forget_link_states
        ),
    }


def test_announce_duty_tells_the_partner_once_how_much_waits(scene):
    submitted_by(scene.author, scene.youth)

    jobs.announce_duty(NOVEMBER_BEGINS)
    jobs.announce_duty(NOVEMBER_BEGINS + timedelta(minutes=5))

    assert letters() == [("odloca", "duty_begins"), ("sodelavka", "duty_begins")]
    assert ["1" in mail.text for mail in OutgoingMail.objects.all()] == [True, True]
    assert list(DutyMonth.objects.values_list("month", "announced_at")) == [
        (date(2026, 11, 1), NOVEMBER_BEGINS),
        (date(2026, 12, 1), None),
    ]


def test_announce_duty_says_nothing_of_a_month_that_has_not_begun(scene):
    jobs.announce_duty(NOVEMBER_BEGINS)
    OutgoingMail.objects.all().delete()

    jobs.announce_duty(DECEMBER_BEGINS - timedelta(microseconds=1))

    assert letters() == []


def test_announce_duty_is_caught_up_once_after_a_pause(scene):
    jobs.announce_duty(DECEMBER_BEGINS + timedelta(days=3))

    assert letters() == [("naslednica", "duty_begins")]


def test_announce_duty_tells_the_coordinators_of_a_month_without_a_partner(scene):
    set_duty(month=date(2026, 11, 1), partner=None)

    jobs.announce_duty(NOVEMBER_BEGINS)

    assert letters() == [("koordinator", "duty_begins")]


def test_announce_duty_tells_the_coordinators_of_a_month_that_nobody_has_planned(scene):
    """There is always somebody: without a plan it is they."""
    jobs.announce_duty(datetime(2027, 1, 1, tzinfo=LJUBLJANA))

    assert letters() == [("koordinator", "duty_begins")]


def test_announce_duty_says_nothing_of_a_month_that_was_announced_before_the_upgrade(scene):
    DutyMonth.objects.filter(month=date(2026, 11, 1)).update(announced_at=NOVEMBER_BEGINS)

    jobs.announce_duty(NOON)

    assert (letters(), HandOver.objects.count()) == ([], 0)


def test_forget_reports_deletes_what_is_older_than_promised(scene):
    for message, age in [("old", 366), ("new", 364)]:
        services.report_mistake(
            address="/", page=None, message=message, email="", now=NOON - timedelta(days=age)
        )

    jobs.forget_reports(NOON)

    assert list(ReaderReport.objects.values_list("message", flat=True)) == ["new"]
