from datetime import UTC, datetime, timedelta

import pytest

from mail.models import OutgoingMail
from tests.mail.factories import OutgoingMailFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({"due_at": NOW}, True),
        ({"due_at": NOW + SECOND}, False),
        ({"claimed_until": NOW + SECOND}, False),
        ({"claimed_until": NOW}, True),
        ({"sent": True}, False),
        ({"failed": True}, False),
    ],
    ids=["this instant", "in a second", "held by another", "claim lapsed", "sent", "given up"],
)
def test_due_lists_exactly_what_a_sender_may_take(fields, is_due):
    mail = OutgoingMailFactory(**fields)

    assert list(OutgoingMail.objects.due(NOW)) == ([mail] if is_due else [])


def test_due_lists_the_longest_waiting_first():
    later = OutgoingMailFactory(due_at=NOW)
    earlier = OutgoingMailFactory(due_at=NOW - SECOND)

    assert list(OutgoingMail.objects.due(NOW)) == [earlier, later]


def test_given_up_and_counts_tell_the_states_apart():
    OutgoingMailFactory.create_batch(2)
    failed = OutgoingMailFactory(failed=True)

    assert list(OutgoingMail.objects.given_up()) == [failed]
    assert OutgoingMail.objects.counts() == {"queued": 2, "failed": 1}


def test_by_urgency_lists_what_waits_by_its_time_and_the_rest_newest_first():
    later = OutgoingMailFactory(due_at=NOW + timedelta(hours=1))
    sooner = OutgoingMailFactory(due_at=NOW)
    old, new = OutgoingMailFactory.create_batch(2, sent=True)

    assert list(OutgoingMail.objects.by_urgency("queued")) == [sooner, later]
    assert list(OutgoingMail.objects.by_urgency("sent")) == [new, old]
