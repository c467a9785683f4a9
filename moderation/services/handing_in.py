"""Handing in and taking back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from duty.roster import LJUBLJANA
from moderation.completeness import missing_in
from moderation.digest import content_digest
from moderation.errors import Incomplete, Refused, TooLate
from moderation.letters import tell
from moderation.models import ReviewSettings, StepKind
from moderation.people import authors_of, deciders_of
from moderation.services.at_once import goes_at_once
from moderation.services.by_mail import links_for
from moderation.services.findings import keep_findings
from moderation.services.steps import end_submission, locked, note, require
from moderation.working_days import working_day_after
from network.models import Contribution
from network.rights import Action, Proposal


def hand_in(*, page_id: int, user, now: datetime) -> Contribution:
    """Give a draft to whoever is on duty; what its organisation is trusted with is public then.

    :raises NotAllowed: when it is not the person's to hand in
    :raises TooLate: when it is handed in already
    :raises Incomplete: when something that readers need is missing
    """
    with transaction.atomic():
        contribution = locked(page_id)
        if contribution.proposal == Proposal.SUBMITTED:
            raise TooLate(_("It is already handed in."))
        require(Action.SUBMIT, user, contribution, now)
        page = contribution.page.specific
        state = page.current_workflow_state
        if state:
            state.resume(user=user)
        else:
            workflow = page.get_workflow()
            if workflow is None or not workflow.tasks.filter(active=True).exists():
                raise Refused(_("The review is switched off. Write to the coordinators."))
            workflow.start(page, user)
        return locked(page_id)


def record_hand_in(*, page_id: int, revision: Revision, user, now: datetime) -> None:
    """Note that Wagtail's workflow has begun on a page, however it was started, and tell people.

    Where its organisation is trusted, nobody need decide: ``publish_at_once`` follows at once.

    :raises Incomplete: when something that readers need is missing; the workflow has not begun
    """
    with transaction.atomic():
        contribution = locked(page_id)
        _require_complete(revision.as_object(), now)
        contribution.proposal = Proposal.SUBMITTED.value
        contribution.submitted_by = user
        contribution.submitted_at = now
        contribution.submitted_revision = revision
        contribution.submitted_digest = content_digest(revision.content)
        contribution.answer_by = working_day_after(
            now.astimezone(LJUBLJANA).date(), ReviewSettings.load().answer_within_days
        )
        contribution.taken_over_by = None
        contribution.save()
        if user:
            contribution.authors.add(user)
        if goes_at_once(contribution, user):
            return
        note(contribution, StepKind.SUBMITTED, user, now, revision=revision)
        keep_findings(contribution=contribution, now=now)
        tell(authors_of(contribution), "submitted_author", contribution, now)
        tell(
            deciders_of(contribution, now),
            "submitted_duty",
            contribution,
            now,
            is_secret=True,
            facts_for=links_for(contribution, now),
        )


def withdraw(*, page_id: int, user, now: datetime) -> None:
    """Take a submission back; it is a draft again.

    :raises TooLate: when it has been decided meanwhile
    """
    with transaction.atomic():
        contribution = locked(page_id)
        if contribution.proposal != Proposal.SUBMITTED:
            raise TooLate
        require(Action.WITHDRAW, user, contribution, now)
        contribution.page.specific.current_workflow_state.cancel(user=user)


def record_withdrawal(*, page_id: int, user, now: datetime) -> None:
    """Note that a workflow was cancelled, and tell those who were to decide."""
    with transaction.atomic():
        contribution = locked(page_id)
        if contribution.proposal not in {Proposal.SUBMITTED, Proposal.SENT_BACK}:
            return
        was_waiting = contribution.proposal == Proposal.SUBMITTED
        told = deciders_of(contribution, now) if was_waiting else []
        end_submission(contribution, Proposal.DRAFT)
        note(contribution, StepKind.WITHDRAWN, user, now)
        tell(told, "withdrawn", contribution, now)


def _require_complete(draft, now: datetime) -> None:
    """Refuse what Wagtail accepts as a draft but readers could not use."""
    missing = missing_in(draft, now)
    if missing:
        raise Incomplete(missing)
