"""All checks asked about one text."""

import logging
from contextlib import nullcontext
from datetime import datetime
from itertools import islice

from django.db import DatabaseError, connection, transaction
from wagtail.models import Page

from moderation.models import Finding
from moderation.text_checks.registry import Level, checks
from moderation.titles import titles_for
from network.rights import Duty, Person

logger = logging.getLogger(__name__)
# More of one kind tell nobody more.
MOST_OF_ONE_CHECK = 10
HEAVIEST_FIRST = (Level.BLOCKS, Level.WARNING, Level.INFO)


def findings_of(draft, now: datetime, *, digest: str = "") -> list[Finding]:
    """Return what the checks find in a version, the heaviest first; the rows are not saved.

    A check that fails is logged and left out: no text waits because of our mistake.
    """
    found = _ask(checks(), draft, now, digest)
    return sorted(found, key=lambda finding: HEAVIEST_FIRST.index(finding.level))


def findings_for_author(draft, now: datetime) -> list[Finding]:
    """Return what authors are told of a version, each thing once."""
    told = {
        finding.for_author: finding for finding in findings_of(draft, now) if finding.is_for_author
    }
    return list(told.values())


def findings_for_moderator(draft, now: datetime, *, person: Person, duty: Duty) -> list[Finding]:
    """Return what moderators are told of the version that they read, as it is now.

    Nothing about another text that is neither public nor the person's to read: its authors read
    this too, and the next partner where it decides what the one on duty wrote.
    """
    found = findings_of(draft, now)
    numbers = [finding.other_id for finding in found if finding.other_id]
    others = Page.objects.in_bulk(list(titles_for(person, duty, numbers)))
    told = [row for row in found if not row.other_id or row.other_id in others]
    for finding in told:
        if finding.other_id:
            finding.other = others[finding.other_id]
    return told


def blocking_in(draft, now: datetime) -> dict[str, list[str]]:
    """Return what must be there before the text is handed in, by the names of its fields."""
    missing: dict[str, list[str]] = {}
    blocking = [check for check in checks() if check.level == Level.BLOCKS]
    for finding in _ask(blocking, draft, now):
        words = missing.setdefault(finding.where, [])
        if finding.for_author not in words:
            words.append(finding.for_author)
    return missing


def _ask(some_checks, draft, now, digest="") -> list[Finding]:
    some_checks = list(some_checks)
    try:
        with _savepoint():
            return [row for check in some_checks for row in _rows(check, draft, now, digest)]
    except DatabaseError:
        # A query that fails spoils the transaction for all that come after it: each on its own.
        rows = []
        for check in some_checks:
            try:
                with _savepoint():
                    rows += _rows(check, draft, now, digest)
            except DatabaseError:
                _log(check, draft)
        return rows


def _savepoint():
    # Nothing is written: outside of a transaction there is none to save.
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _rows(check, draft, now, digest) -> list[Finding]:
    try:
        found = list(islice(check.look(draft, now), MOST_OF_ONE_CHECK))
    except DatabaseError:
        raise
    except Exception:
        _log(check, draft)
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


def _log(check, draft) -> None:
    logger.exception("The check %s failed on page %s", check.name, draft.pk)
