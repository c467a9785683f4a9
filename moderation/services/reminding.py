"""Reminding of promised answers, before and after they are due."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.letters import write_to
from accounts.models import User
from duty.answers import duty_answer
from duty.people import people_around
from duty.roster import LJUBLJANA
from mail.services import announced, is_first_time
from moderation.letters import review_url
from moderation.people import deciders_among
from moderation.promise import Stage, due_by
from network.models import Contribution
from network.people import coordinators

# Nobody is mailed at night about a day that has just begun.
FIRST_HOUR = 8


@dataclass(frozen=True)
class Due:
    """A text whose answer is due, and which reminder of it this is."""

    contribution: Contribution
    stage: Stage

    @property
    def url(self) -> str:
        return review_url(self.contribution.page_id)


@transaction.atomic
def remind_of_promises(now: datetime) -> None:
    """Remind duty at half time and at the end of each promise, then the coordinators, once each.

    Somebody who is concerned by several texts gets one letter. After a pause only the newest
    reminder of a text goes out.
    """
    local = now.astimezone(LJUBLJANA)
    if local.hour < FIRST_HOUR:
        return
    around = people_around(duty := duty_answer(now))
    letters: dict[User, list[Due]] = defaultdict(list)
    for due in _newly_due(now):
        if due.stage == Stage.OVERDUE:
            told = coordinators()
        else:
            told = deciders_among(around, due.contribution.as_case(), duty)
        for person in told:
            letters[person].append(due)
    for person, dues in letters.items():
        write_to(
            [person],
            "answers_due",
            {
                "overdue": [due for due in dues if due.stage == Stage.OVERDUE],
                "today": [due for due in dues if due.stage == Stage.END],
                "soon": [due for due in dues if due.stage == Stage.HALF],
            },
            now,
            is_urgent=any(due.stage != Stage.HALF for due in dues),
        )


def _newly_due(now: datetime) -> list[Due]:
    """Return what has to be said now and was not yet, the longest waiting first."""
    today = now.astimezone(LJUBLJANA).date()
    waiting = {}
    for contribution in Contribution.objects.submitted().with_page().prefetch_related("authors"):
        handed_in_on = timezone.localdate(contribution.submitted_at, LJUBLJANA)
        if stages := due_by(today, handed_in_on, contribution.answer_by):
            waiting[contribution] = stages
    keys = {_key(contribution, stages[-1]) for contribution, stages in waiting.items()}
    known = announced(keys)
    due = []
    for contribution, stages in waiting.items():
        if _key(contribution, stages[-1]) in known:
            continue
        # Those before it are not sent any more; noted, so that they do not come after it.
        if [is_first_time(_key(contribution, stage), now) for stage in stages][-1]:
            due.append(Due(contribution, stages[-1]))
    return due


def _key(contribution: Contribution, stage: Stage) -> str:
    """A text that is handed in anew is promised an answer anew."""
    return (
        f"moderation.promise:{contribution.pk}:{contribution.submitted_at:%Y%m%dT%H%M%S%f}:{stage}"
    )
