"""What the reports remember of a decision."""

from datetime import datetime

from duty.answers import duty_answer
from duty.roster import month_of
from moderation.models import Decision, Outcome
from network.models import Contribution


def log_decision(
    contribution: Contribution, outcome: Outcome, user, now: datetime, *, was_mended: bool = False
) -> Decision:
    """Write a decision into the log: in its transaction, and before the submission is ended, which
    forgets the promised day and who took it over."""
    page = contribution.page
    return Decision.objects.create(
        page_number=page.pk,
        title=page.draft_title or page.title,
        kind=page.specific_class.kind,
        organisation=contribution.organisation,
        partner_id=duty_answer(now).partner,
        month=month_of(now),
        actor=user,
        outcome=outcome,
        submitted_at=contribution.submitted_at,
        decided_at=now,
        answer_by=contribution.answer_by,
        was_mended=was_mended,
        is_take_over=contribution.taken_over_by_id is not None
        and contribution.taken_over_by_id == user.pk,
    )
