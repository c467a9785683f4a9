from datetime import date, datetime

import pytest
import time_machine

from duty.roster import LJUBLJANA
from home.demo_loading import demo
from home.demo_loading.content import read
from moderation.models import Decision, HandOver, Outcome, Step, StepKind

NOON = datetime(2026, 11, 10, 12, tzinfo=LJUBLJANA)
pytestmark = pytest.mark.django_db


def test_the_demonstration_tells_of_past_decisions_and_hand_overs():
    with time_machine.travel(NOON, tick=False):
        demo.load(now=NOON)

    decisions = {
        outcome: Decision.objects.filter(outcome=outcome).count()
        for outcome in (Outcome.APPROVED, Outcome.SENT_BACK)
    }
    assert decisions == {
        Outcome.APPROVED: Step.objects.filter(kind=StepKind.APPROVED).count(),
        Outcome.SENT_BACK: Step.objects.filter(kind=StepKind.SENT_BACK).count(),
    }
    assert all(decisions.values())
    rows = list(HandOver.objects.order_by("-month"))
    assert [(row.month, row.notes) for row in rows] == [
        (month, facts["notes"].strip())
        for month, facts in zip(
            (date(2026, 11, 1), date(2026, 10, 1), date(2026, 9, 1)),
            read("hand_overs")["hand_overs"],
            strict=True,
        )
    ]
    assert all(row.confirmed_at and row.from_partner != row.to_partner for row in rows)
    numbers = set(Decision.objects.values_list("page_number", flat=True))
    named = {line["page"] for row in rows for part in row.snapshot for line in part["lines"]}
    assert named
    assert named <= numbers
