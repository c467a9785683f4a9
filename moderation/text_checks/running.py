"""All checks asked about one text."""

import logging
from contextlib import nullcontext
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from wagtail.models import Page

from moderation.models import Finding
from moderation.text_checks.registry import Level, checks

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


def findings_for_author(draft, now: datetime) -> list[Finding]:
    """Return what authors are told of a version, each thing once."""
    told = {
        finding.for_author: finding for finding in findings_of(draft, now) if finding.is_for_author
    }
    return list(told.values())


def findings_for_moderator(draft, now: datetime) -> list[Finding]:
    """Return what moderators are told of the version that they read, as it is now."""
    found = findings_of(draft, now)
    others = Page.objects.in_bulk([finding.other_id for finding in found if finding.other_id])
    for finding in found:
        if finding.other_id:
            finding.other = others[finding.other_id]
    return found


def blocking_in(draft, now: datetime) -> dict[str, list[str]]:
    """Return what must be there before the text is handed in, by the names of its fields."""
    missing: dict[str, list[str]] = {}
    for check in checks():
        if check.level == Level.BLOCKS:
            for finding in _asked(check, draft, now, ""):
                words = missing.setdefault(finding.where, [])
                if finding.for_author not in words:
                    words.append(finding.for_author)
    return missing


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
