"""Removing a picture because somebody on it does not agree any more."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.letters import write_to
from core.models import Picture
from moderation.digest import content_digest
from moderation.errors import Refused, TooLate
from moderation.models import StepKind, WithdrawnPicture
from moderation.people import authors_of
from moderation.services.steps import note, require_watch
from network.models import Contribution
from network.people import leads_of
from network.picture_removal import pages_with, remove_from_row, remove_from_version, revisions_with
from network.rights import Proposal


@transaction.atomic
def withdraw_consent(*, picture_id: int, user, now: datetime, reason: str) -> WithdrawnPicture:
    """Remove a picture, and files that are the same, from every text, version and the disk.

    What was approved or handed in keeps its state; it only lacks the picture. Return where it had
    been; the organisations concerned are told.

    :raises NotAllowed: for whoever is neither on duty nor keeps the portal
    :raises Refused: without a reason
    :raises TooLate: when it has been removed already
    """
    require_watch(user, now)
    if not reason.strip():
        raise Refused(_("Write why it is removed."))
    picture = Picture.objects.select_for_update().filter(pk=picture_id).first()
    if picture is None:
        raise TooLate(_("This picture is gone already."))
    pictures = _copies_of(picture)
    numbers = {copy.pk for copy in pictures}
    # In one order, as everywhere, and before anything is read of the texts.
    page_ids = sorted(pages_with(pictures))
    rows = {
        row.page_id: row
        for row in (_locked_if_ours(page_id) for page_id in page_ids)
        if row is not None
    }
    _remove_from_versions(pictures, numbers, rows)
    places = [_remove_from_page(page_id, numbers, rows.get(page_id)) for page_id in page_ids]
    withdrawn = WithdrawnPicture.objects.create(
        number=picture.pk,
        organisation=getattr(picture.collection, "organisation", None),
        copies=len(pictures),
        places=places,
        reason=reason.strip(),
        by=user,
        at=now,
    )
    for row in rows.values():
        note(row, StepKind.CONSENT, user, now, comment=reason.strip())
    _tell(rows.values(), now)
    for copy in pictures:
        # With its renditions; what else names one, such as a logo, is left without. The files go
        # when this is committed.
        copy.delete()
    return withdrawn


def _copies_of(picture: Picture) -> list[Picture]:
    """The same file may have been uploaded twice."""
    if not picture.file_hash:
        return [picture]
    return list(Picture.objects.select_for_update().filter(file_hash=picture.file_hash))


def _locked_if_ours(page_id: int) -> Contribution | None:
    try:
        return Contribution.objects.locked(page_id)
    except Contribution.DoesNotExist:
        return None


def _remove_from_versions(pictures, numbers, rows) -> None:
    for revision in revisions_with(pictures):
        row = rows.get(int(revision.object_id))
        was_handed_in = row and row.submitted_digest == content_digest(revision.content)
        remove_from_version(revision, numbers)
        if was_handed_in:
            # Nobody mended it: it is what was handed in, without the picture.
            row.submitted_digest = content_digest(revision.content)
            row.save(update_fields=["submitted_digest"])


def _remove_from_page(page_id: int, numbers, row: Contribution | None) -> dict:
    page = Page.objects.get(pk=page_id).specific
    was_there = remove_from_row(page, numbers)
    was_public = page.live and was_there
    return {
        "page": page_id,
        "title": page.title if was_public else "",
        "url": page.url if was_public else "",
        "organisation": row.organisation.name if row else "",
        "was_public": was_public,
    }


def _tell(rows, now: datetime) -> None:
    """One letter to everybody concerned, with all of their texts."""
    titles = defaultdict(list)
    for row in rows:
        under_way = authors_of(row) if row.proposal != Proposal.NONE else []
        for person in {*leads_of(row.organisation), *under_way}:
            titles[person].append(str(row))
    for person, texts in sorted(titles.items(), key=lambda item: item[0].pk):
        write_to([person], "picture_removed", {"texts": texts}, now, is_urgent=True)
