"""Two schedulers, two who write notes, two who confirm: each thing happens once and nothing is lost."""

from datetime import date, datetime, timedelta

import pytest

from duty.roster import LJUBLJANA
from mail.models import OutgoingMail
from moderation import jobs, services
from moderation.models import HandOver
from tests.at_once import one_waits_for_the_other, race
from tests.moderation.scene import letters, set_scene
from tests.network.factories import member_of

pytestmark = pytest.mark.django_db(transaction=True)

DECEMBER = date(2026, 12, 1)
LAST_DAYS = datetime(2026, 11, 28, 9, tzinfo=LJUBLJANA)
BEGINS = datetime(2026, 12, 1, tzinfo=LJUBLJANA)


@pytest.fixture
def scene(committed_site):
    return set_scene()


@pytest.fixture(params=[one_waits_for_the_other, race], ids=["waits", "race"])
def meeting(request):
    return request.param


def outcome(answers):
    return sorted(
        type(answer).__name__ if isinstance(answer, Exception) else "done" for answer in answers
    )


def test_two_schedulers_begin_a_month_once(scene, meeting):
    answers = meeting(*[lambda: jobs.announce_duty(BEGINS)] * 2)

    assert outcome(answers) == ["done", "done"]
    assert letters() == [("naslednica", "duty_begins")]
    assert list(HandOver.objects.values_list("month", "sent_at")) == [(DECEMBER, BEGINS)]


def test_two_schedulers_escalate_once(scene, meeting):
    services.begin_month(BEGINS)
    OutgoingMail.objects.all().delete()
    later = BEGINS + timedelta(days=3)

    answers = meeting(*[lambda: jobs.escalate_hand_over(later)] * 2)

    assert outcome(answers) == ["done", "done"]
    assert letters() == [("koordinator", "hand_over_unconfirmed")]


def test_of_two_who_save_notes_one_is_told(scene, meeting):
    def save(user, text):
        return lambda: services.write_notes(
            month=DECEMBER, text=text, version=0, user=user, now=LAST_DAYS
        )

    answers = meeting(save(scene.decider, "Prvo."), save(scene.colleague, "Drugo."))

    assert outcome(answers) == ["Changed", "done"]
    row = HandOver.objects.get()
    assert (row.notes in {"Prvo.", "Drugo."}, row.notes_version) == (True, 1)


def test_of_two_who_confirm_one_is_told(scene, meeting):
    services.begin_month(BEGINS)
    other = member_of(scene.next_partner, username="druga")

    def confirm(user):
        return lambda: services.confirm_hand_over(month=DECEMBER, user=user, now=BEGINS)

    answers = meeting(confirm(scene.follower), confirm(other))

    assert outcome(answers) == ["TooLate", "done"]
