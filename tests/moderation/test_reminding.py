from datetime import datetime, timedelta

import pytest

from duty.roster import LJUBLJANA
from duty.services import set_duty
from mail.models import OutgoingMail
from moderation import services
from tests.at_once import race
from tests.moderation.scene import NOON, as_read, letters, set_scene, submitted_by, write

HALF_TIME = datetime(2026, 11, 12, 8, tzinfo=LJUBLJANA)
LAST_DAY = datetime(2026, 11, 13, 8, tzinfo=LJUBLJANA)
OVERDUE = datetime(2026, 11, 16, 8, tzinfo=LJUBLJANA)
DUTY = [("odloca", "answers_due"), ("sodelavka", "answers_due")]
COORDINATORS = [("koordinator", "answers_due")]


def sent_at(moment):
    """What one run of the job writes."""
    OutgoingMail.objects.all().delete()
    services.remind_of_promises(moment)
    return letters()


def test_duty_is_reminded_at_half_time_and_on_the_last_day_then_the_coordinators(submitted):
    days = [HALF_TIME, LAST_DAY, OVERDUE]

    assert [sent_at(moment) for moment in days] == [DUTY, DUTY, COORDINATORS]


def test_nothing_is_said_twice_nor_at_night(submitted):
    moments = [
        HALF_TIME - timedelta(minutes=1),
        HALF_TIME,
        HALF_TIME + timedelta(hours=3),
        LAST_DAY - timedelta(minutes=1),
        OVERDUE,
        OVERDUE + timedelta(days=30),
    ]

    assert [sent_at(moment) for moment in moments] == [[], DUTY, [], [], COORDINATORS, []]


def test_a_scheduler_that_was_off_says_only_the_newest(submitted):
    set_off = OVERDUE + timedelta(days=45)

    assert sent_at(set_off) == COORDINATORS
    assert sent_at(set_off + timedelta(minutes=10)) == []


def test_one_letter_names_all_that_is_due_the_longest_waiting_first(scene, submitted):
    submitted_by(scene.author, scene.youth, title="Zadnje", now=NOON + timedelta(hours=1))

    sent_at(HALF_TIME)

    texts = set(OutgoingMail.objects.values_list("text", flat=True))
    assert [text.index("Oddano") < text.index("Zadnje") for text in texts] == [True] * 2
    assert letters() == DUTY


def test_what_is_decided_or_withdrawn_is_not_reminded_of(scene, submitted):
    services.withdraw(page_id=submitted.pk, user=scene.author, now=NOON)

    assert sent_at(OVERDUE) == []


def test_what_is_handed_in_anew_is_promised_anew(scene, submitted, clock):
    sent_at(LAST_DAY)
    services.send_back(
        page_id=submitted.pk, user=scene.decider, now=LAST_DAY, comment="Ura.", **as_read(submitted)
    )
    write(submitted, scene.author, title="Popravljeno")
    clock.move_to(OVERDUE)
    services.hand_in(page_id=submitted.pk, user=scene.author, now=OVERDUE)

    moments = [OVERDUE, OVERDUE + timedelta(days=2), OVERDUE + timedelta(days=3)]

    assert [sent_at(moment) for moment in moments] == [[], DUTY, DUTY]


def test_whoever_wrote_the_text_is_not_reminded_to_decide_it(scene):
    submitted_by(scene.decider, scene.partner)

    assert sent_at(HALF_TIME) == [
        ("koordinator", "answers_due"),
        ("naslednica", "answers_due"),
        ("sodelavka", "answers_due"),
    ]


def test_a_month_without_a_partner_reminds_the_coordinators(scene, submitted):
    set_duty(month=NOON.date().replace(day=1), partner=None)

    assert [sent_at(moment) for moment in (HALF_TIME, LAST_DAY, OVERDUE)] == [COORDINATORS] * 3


def test_remind_of_promises_asks_as_often_for_many_texts_as_for_few(
    scene, submitted, django_assert_num_queries
):
    sent_at(HALF_TIME)
    for number in range(3):
        submitted_by(scene.author, scene.youth, title=f"Besedilo {number}")
    sent_at(HALF_TIME)

    with django_assert_num_queries(8):
        services.remind_of_promises(HALF_TIME + timedelta(minutes=10))


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_say_it_once(committed_site):
    scene = set_scene()
    submitted_by(scene.author, scene.youth)

    race(
        lambda: services.remind_of_promises(HALF_TIME),
        lambda: services.remind_of_promises(HALF_TIME),
    )

    assert letters() == DUTY
