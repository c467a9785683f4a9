"""Taking down what is public, and deleting."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction

from duty.people import people_on_duty
from moderation import translating
from moderation.errors import Refused, TooLate
from moderation.letters import tell
from moderation.models import Step, StepKind
from moderation.people import authors_of
from moderation.services.deciding import stop_before_date
from moderation.services.steps import locked, note, require
from network.models import Contribution
from network.people import leads_of
from network.rights import Action, Proposal, Public


def take_down(*, page_id: int, user, now: datetime, reason: str) -> Contribution:
    """Remove a text from the public at once; coming back needs a new submission.

    :raises Refused: without a reason
    :raises TooLate: when it is not public any more
    """
    with transaction.atomic():
        contribution = locked(page_id)
        if contribution.public != Public.LIVE:
            raise TooLate
        require(Action.TAKE_DOWN, user, contribution, now)
        if not reason.strip():
            raise Refused(_("Write why it is taken down."))
        for each in translating.translations_of(contribution):
            # What is wrong in one language is wrong in all. Somebody may be approving it just now.
            translation = locked(each.page_id)
            if translation.public == Public.LIVE:
                _remove_from_public(translation, user, now, reason)
            elif translation.scheduled_for:
                stop_before_date(translation, user, now)
        _remove_from_public(contribution, user, now, reason)
        return contribution


def _remove_from_public(contribution: Contribution, user, now: datetime, reason: str) -> None:
    page = contribution.page.specific
    # Wagtail's own button is nobody's; that this person may was asked before.
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    contribution.scheduled_for = None
    if contribution.proposal == Proposal.NONE:
        contribution.proposal = Proposal.DRAFT.value
    contribution.save(update_fields=["scheduled_for", "proposal"])
    # What was a change to a public text is the whole text again.
    contribution.authors.add(*_writers_of(contribution))
    note(contribution, StepKind.TAKEN_DOWN, user, now, comment=reason)
    concerned = {*authors_of(contribution), *leads_of(contribution.organisation)}
    tell(
        sorted({*concerned, *people_on_duty(now)} - {user}, key=lambda person: person.pk),
        "taken_down",
        contribution,
        now,
        comment=reason,
        # Whoever is on duty knows the public title; that of a draft is not theirs to read.
        title=contribution.page.title,
    )


def _writers_of(contribution: Contribution) -> list:
    """Everybody who wrote a version of a text, without those who only mended it for another."""
    mended = Step.objects.of_page(contribution.page_id).filter(kind=StepKind.MENDED)
    own = Q(memberships__organisation=contribution.organisation_id)
    wrote = Q(pk__in=contribution.page.specific.revisions.values("user"))
    return list(
        get_user_model()
        .objects.filter(wrote & (own | ~Q(pk__in=mended.values("actor"))))
        .distinct()
    )


def delete(*, page_id: int, user, now: datetime) -> None:
    """Delete a text for good, with its translations.

    The addresses of what was public answer 410 from now on.
    """
    with transaction.atomic():
        contribution = locked(page_id)
        require(Action.DELETE, user, contribution, now)
        for translation in translating.translations_of(contribution):
            _delete(locked(translation.page_id), user, now)
        _delete(contribution, user, now)


def _delete(contribution: Contribution, user, now: datetime) -> None:
    note(contribution, StepKind.DELETED, user, now)
    state = contribution.page.specific.current_workflow_state
    if state:
        # Wagtail would leave it behind, in progress on nothing.
        state.delete()
    # Asked above for the text in whose language it was written.
    DeletePageAction(contribution.page.specific, user=user).execute(skip_permission_checks=True)
