"""All checks asked about one text."""

import logging
from contextlib import nullcontext
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from moderation.digest import content_digest
from moderation.models import Finding
from moderation.text_checks.registry import Level, checks
from network.models import Contribution
from network.rights import Proposal

logger = logging.getLogger(__name__)
# More of one kind tell nobody more.
MOST_OF_ONE_CHECK = 10
HEAVIEST_FIRST = (Level.BLOCKS, Level.WARNING, Level.INFO)


def findings_of(draft, now: datetime, *, digest: str = "") -> list[Finding]:
    """Return what the checks find in a version, the heaviest first; the rows are not saved.

    A check that fails is logged and left out: no text waits because of our mistake.
    """
    found = [finding for check in checks() for finding in _asked(check, draft, now, digest)]
    return sorted(found, key=lambda finding: HEAVIEST_FIRST.index(finding.level))


def look_again(*, page_id: int, now: datetime) -> None:
    """Keep what the checks find now in a text that waits: it was mended, or more is known of it."""
    with transaction.atomic():
        contribution = Contribution.objects.locked(page_id)
        if contribution.proposal == Proposal.SUBMITTED:
            keep_findings(contribution=contribution, now=now)


def blocking_in(draft, now: datetime) -> dict[str, list[str]]:
    """Return what must be there before the text is handed in, by the names of its fields."""
    missing: dict[str, list[str]] = {}
    for finding in findings_of(draft, now):
        if finding.level == Level.BLOCKS:
            missing.setdefault(finding.where, []).append(finding.for_author)
    return missing


def keep_findings(*, contribution, now: datetime) -> None:
    """Look at the newest version of what is handed in, and keep what was found in place of what
    stood there; the caller holds the contribution's lock."""
    revision = contribution.page.get_latest_revision()
    found = findings_of(revision.as_object(), now, digest=content_digest(revision.content))
    for finding in found:
        finding.contribution = contribution
    Finding.objects.filter(contribution=contribution).delete()
    Finding.objects.bulk_create(found)


def _asked(check, draft, now, digest) -> list[Finding]:
    # A query that fails would spoil the transaction of a hand-in for all that come after it.
    savepoint = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with savepoint:
            found = list(islice(check.look(draft, now), MOST_OF_ONE_CHECK))
    except Exception:
        logger.exception("The check %s failed on page %s", check.name, draft.pk)
        return []
    return [
        Finding(
            check_name=check.name,
            level=check.level,
            where=one.where,
            params=one.params,
            other_id=one.other,
            is_for_author=one.is_for_author,
            digest=digest,
        )
        for one in found
    ]
