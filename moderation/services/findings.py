"""Keeping what the checks find in what is handed in, and which links it has."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from moderation.digest import content_digest
from moderation.models import Finding, LinkState
from moderation.text_checks.content import links_in
from moderation.text_checks.running import findings_of
from network.models import Contribution
from network.rights import Proposal


def keep_findings(*, contribution: Contribution, now: datetime) -> None:
    """Look at the newest version of what is handed in, and keep what was found in place of what
    stood there; the caller holds the contribution's lock."""
    revision = Contribution.objects.locked(contribution.page_id).page.get_latest_revision()
    draft = revision.as_object()
    found = findings_of(draft, now, digest=content_digest(revision.content))
    for finding in found:
        finding.contribution = contribution
    Finding.objects.filter(contribution=contribution).delete()
    Finding.objects.bulk_create(found)
    _note_links(contribution, links_in(draft), now)


def look_again(*, page_id: int, now: datetime) -> None:
    """Keep what the checks find now in a text that waits: it was mended, or more is known of it."""
    with transaction.atomic():
        try:
            contribution = Contribution.objects.locked(page_id)
        except Contribution.DoesNotExist:
            return
        if contribution.proposal == Proposal.SUBMITTED:
            keep_findings(contribution=contribution, now=now)


def _note_links(contribution: Contribution, urls: Iterable[str], now: datetime) -> None:
    """Have the links of a text asked about, those of its earlier versions no more."""
    by_key = {LinkState.key_of(url): url for url in urls}
    of_text = LinkState.contributions.through.objects.filter(contribution=contribution)
    of_text.exclude(linkstate__key__in=by_key).delete()
    if not by_key:
        return
    known = LinkState.objects.filter(key__in=by_key)
    known.old(now).update(due_at=now, tries=0)
    new = [LinkState(url=url, key=key, due_at=now) for key, url in by_key.items()]
    LinkState.objects.bulk_create(new, ignore_conflicts=True)
    of_text.model.objects.bulk_create(
        [
            of_text.model(linkstate_id=pk, contribution_id=contribution.pk)
            for pk in known.values_list("pk", flat=True)
        ],
        ignore_conflicts=True,
    )
