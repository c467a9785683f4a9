"""Decisions on what was handed in, and on what waits for its date."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from duty.people import people_on_duty
from moderation import translating
from moderation.errors import Refused, TooLate
from moderation.letters import tell
from moderation.models import Outcome, StepKind
from moderation.people import authors_of
from moderation.services.decision_log import log_decision
from moderation.services.releasing import make_ready
from moderation.services.steps import (
    end_submission,
    locked,
    note,
    read_revision,
    require,
    require_decision,
)
from network.models import Contribution
from network.rights import Action, Proposal


def approve(
    *,
    page_id: int,
    revision_id: int,
    digest: str,
    user,
    now: datetime,
    go_live_at: datetime | None = None,
    comment: str = "",
) -> Contribution:
    """Publish exactly what was read, now or at ``go_live_at``.

    :raises TooLate: when it was withdrawn or decided meanwhile
    :raises NotAllowed: when the person may not decide (``MonthIsOver`` for last month's partner)
    :raises Changed: when the text is not what ``revision_id`` and ``digest`` say
    """
    with transaction.atomic():
        contribution = locked(page_id)
        action = Action.SCHEDULE if go_live_at else Action.APPROVE
        require_decision(action, user, contribution, now)
        revision = read_revision(contribution, revision_id, digest)
        if not translating.may_be_public(contribution):
            raise Refused(_("The text that it translates is not public any more."))
        if go_live_at and go_live_at <= now:
            raise Refused(_("Choose a time that is still to come."))
        was_mended = digest != contribution.submitted_digest
        submitted_revision = contribution.submitted_revision
        told = authors_of(contribution)
        outcome = Outcome.SCHEDULED if go_live_at else Outcome.APPROVED
        log_decision(contribution, outcome, user, now, was_mended=was_mended)
        task_state = make_ready(contribution, revision, go_live_at=go_live_at)
        if was_mended:
            note(contribution, StepKind.MENDED, user, now, revision=submitted_revision)
        note(
            contribution,
            StepKind.SCHEDULED if go_live_at else StepKind.APPROVED,
            user,
            now,
            comment=comment,
            revision=revision,
        )
        task_state.approve(user=user, comment=comment)
        # What was published has no authors of a proposal any more: ``record_publication`` saw to it.
        contribution = locked(page_id)
        tell(
            told,
            "scheduled" if go_live_at else "published",
            contribution,
            now,
            comment=comment,
            was_mended=was_mended,
        )
        return contribution


def send_back(
    *, page_id: int, revision_id: int, digest: str, user, now: datetime, comment: str
) -> Contribution:
    """Return a text to its authors with what they should change.

    :raises Refused: without a comment
    :raises TooLate, NotAllowed, Changed: as in ``approve``
    """
    with transaction.atomic():
        contribution = locked(page_id)
        require_decision(Action.SEND_BACK, user, contribution, now)
        revision = read_revision(contribution, revision_id, digest)
        if not comment.strip():
            raise Refused(_("Write what should be changed."))
        told = authors_of(contribution)
        task_state = contribution.page.specific.current_workflow_task_state
        was_mended = digest != contribution.submitted_digest
        log_decision(contribution, Outcome.SENT_BACK, user, now, was_mended=was_mended)
        end_submission(contribution, Proposal.SENT_BACK)
        note(contribution, StepKind.SENT_BACK, user, now, comment=comment, revision=revision)
        task_state.reject(user=user, comment=comment)
        tell(told, "sent_back", contribution, now, comment=comment)
        return contribution


def take_over(*, page_id: int, user, now: datetime, reason: str) -> Contribution:
    """Let a coordinator decide instead of the partner on duty, who is told.

    :raises Refused: without a reason
    """
    with transaction.atomic():
        contribution = locked(page_id)
        require(Action.TAKE_OVER, user, contribution, now)
        if not reason.strip():
            raise Refused(_("Write why you take it over."))
        contribution.taken_over_by = user
        contribution.save(update_fields=["taken_over_by"])
        note(contribution, StepKind.TAKEN_OVER, user, now, comment=reason)
        tell(people_on_duty(now), "taken_over", contribution, now, comment=reason)
        return contribution


def call_back(*, page_id: int, user, now: datetime) -> Contribution:
    """Stop an approved text before its date; it is a draft again.

    :raises TooLate: when it is public already
    """
    with transaction.atomic():
        contribution = locked(page_id)
        if not contribution.scheduled_for:
            raise TooLate
        require(Action.CALL_BACK, user, contribution, now)
        stop_before_date(contribution, user, now)
        return contribution


def stop_before_date(contribution: Contribution, user, now: datetime) -> None:
    page = contribution.page.specific
    page.revisions.update(approved_go_live_at=None)
    page.go_live_at = None
    page.save(update_fields=["go_live_at"])
    contribution.scheduled_for = None
    if contribution.proposal == Proposal.NONE:
        contribution.proposal = Proposal.DRAFT.value
    contribution.save(update_fields=["scheduled_for", "proposal"])
    note(contribution, StepKind.CALLED_BACK, user, now)
    tell(authors_of(contribution), "called_back", contribution, now)
