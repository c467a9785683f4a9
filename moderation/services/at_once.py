"""What an organisation that is trusted publishes itself; duty is shown it for seven days."""

from datetime import datetime

from django.db import transaction

from moderation import translating
from moderation.letters import tell
from moderation.models import Step, StepKind
from moderation.people import authors_of
from moderation.services.releasing import make_ready
from moderation.services.steps import locked, note, read_revision
from network import rights
from network.models import Contribution, Organisation
from network.people import person_for
from network.rights import Proposal


def goes_at_once(contribution: Contribution, user) -> bool:
    """Tell whether what ``user`` hands in is published without waiting for duty.

    What lacks something or meets a check that blocks is not handed in at all. Ask it of a locked
    row, when ``user`` stands among the proposal's authors already.
    """
    if user is None or not contribution.is_trusted or not _stays_trusted(contribution):
        return False
    if contribution.page.locked:
        # A coordinator has stopped it.
        return False
    return rights.may_publish_at_once(
        person_for(user),
        contribution.as_case(),
        is_by_members=_is_by_members(contribution),
        was_refused=_was_refused(contribution),
    ) and translating.may_be_public(contribution)


def publish_at_once(*, page_id: int, user, now: datetime) -> None:
    """Publish exactly what was handed in, if its organisation is trusted with it.

    To be called in the transaction that handed it in, after Wagtail's workflow has begun.
    """
    with transaction.atomic():
        contribution = locked(page_id)
        if contribution.proposal != Proposal.SUBMITTED or not goes_at_once(contribution, user):
            return
        revision = read_revision(
            contribution, contribution.submitted_revision_id, contribution.submitted_digest
        )
        told = authors_of(contribution)
        task_state = make_ready(contribution, revision)
        note(contribution, StepKind.AT_ONCE, user, now, revision=revision)
        task_state.approve(user=user)
        tell(told, "published_at_once", locked(page_id), now)


def _stays_trusted(contribution: Contribution) -> bool:
    """Tell whether nobody has just withdrawn the trust; whoever does so now waits for us.

    It is asked twice, and a text that was not announced because it would be public at once must
    not be left waiting without anybody knowing of it.
    """
    row = Organisation.objects.select_for_update(no_key=True).filter(
        pk=contribution.organisation_id, is_trusted_for_events=True
    )
    return bool(row.values_list("pk"))


def _is_by_members(contribution: Contribution) -> bool:
    """Tell whether nobody else wrote a part of the proposal: a coordinator, say, or duty."""
    members = contribution.organisation.memberships.values("user")
    return not contribution.authors.exclude(pk__in=members).exists()


def _was_refused(contribution: Contribution) -> bool:
    return Step.objects.refused_since_approval(contribution.page_id).exists()
