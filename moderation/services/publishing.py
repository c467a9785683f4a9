"""What reaches readers by another way than a decision now."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision

from moderation import translating
from moderation.models import StepKind
from moderation.services.deciding import stop_before_date
from moderation.services.steps import locked, note, require
from network.models import Contribution
from network.rights import Action, Proposal


def record_publication(*, page: Page, now: datetime) -> None:
    """Note that a page went live, by approval or because its date has come."""
    contribution = locked(page.pk)
    contribution.scheduled_for = None
    contribution.save(update_fields=["scheduled_for"])
    if contribution.proposal == Proposal.NONE:
        contribution.authors.clear()
        # From now on versions are compared with the published one.
        contribution.readings.all().delete()


def publish_due(now: datetime) -> None:
    """Publish what was approved for a date that has come, each text in a transaction of its own.

    Wagtail's command publishes from memory: what somebody calls back or takes down in the same
    instant would go live after them.
    """
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by(
        "approved_go_live_at", "pk"
    )
    ours = Contribution.objects.filter(scheduled_for__lte=now).values_list("page", flat=True)
    for page_id in ours.order_by("scheduled_for", "pk"):
        with transaction.atomic():
            contribution = locked(page_id)
            revision = due.filter(object_id=str(page_id)).last()
            if revision is None:
                continue
            if translating.may_be_public(contribution):
                revision.publish(log_action="wagtail.publish.scheduled")
            else:
                stop_before_date(contribution, None, now)


def publish_without_review(*, page: Page, now: datetime) -> None:
    """Publish the newest version of a page that comes with an installation.

    For ``load_demo`` and tests; no request ever reaches it.
    """
    with transaction.atomic():
        contribution = locked(page.pk)
        contribution.proposal = Proposal.NONE.value
        contribution.save(update_fields=["proposal"])
        page.get_latest_revision().publish()


def note_unreviewed(*, contribution: Contribution, user, now: datetime, comment: str) -> None:
    """Have something that reached readers without review stand in duty's list for seven days."""
    note(contribution, StepKind.STATUS, user, now, comment=comment)


def translate(*, page_id: int, language: str, user, now: datetime) -> Page:
    """Begin a translation of a public text: a draft of its organisation, with the source's words.

    Return the page in that language; where there is one already, that one. A translation is made
    of its original, whichever of the two is asked for.

    :raises NotAllowed: when the text is not public or not the person's to have translated
    :raises Refused: when the site has no such language, or no place for the text in it
    """
    with transaction.atomic():
        # The original first, as where a text is taken down or deleted in all languages.
        original = locked(translating.original_id(page_id))
        for contribution in (original, locked(page_id)):
            require(Action.TRANSLATE, user, contribution, now)
        source = original.page.specific
        return translating.begin(source, language=language, user=user)
