"""Counting queries. It says nothing about anybody, and never keeps a page from its reader."""

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from duty.roster import month_of
from search.countable import countable
from search.models import QueryCount

logger = logging.getLogger(__name__)
# While something else writes on SQLite, a reader waits no longer than this for a count.
LONGEST_WAIT_MS = 150


def count_query(*, query: str, found: int, language: str, now: datetime) -> bool:
    """Count what somebody asked, and whether ``found`` hits were shown; tell whether it was counted.

    Not counted is what may be somebody's (``search.countable``), and nothing at all while the
    database has no time: the page goes on.
    """
    words = countable(query)
    if not words or language not in dict(settings.LANGUAGES):
        return False
    facts = {"month": month_of(now), "language": language, "query": words}
    return _without_harm(lambda: QueryCount.objects.add(**facts, is_missed=not found))


def count_click(*, query: str, language: str, now: datetime) -> bool:
    """Count that somebody opened a result of ``query``; tell whether it was counted.

    Only what was asked this month is counted, and never more often than it was asked.
    """
    words = countable(query)
    if not words:
        return False
    counted = QueryCount.objects.of_month(month_of(now)).filter(
        language=language, query=words, clicked__lt=F("asked")
    )
    return _without_harm(lambda: counted.update(clicked=F("clicked") + 1))


def _without_harm(write: Callable[[], int]) -> bool:
    """Tell whether ``write`` changed a row; it may fail, or find the database busy, without harm.

    It is one statement: it needs no transaction of its own, and must not be within another, which a
    refusal would end. The log does not say which query it was.
    """
    try:
        with _short_wait():
            return bool(write())
    except DatabaseError as problem:
        logger.warning("A query was not counted: %s", type(problem).__name__)
        return False


@contextmanager
def _short_wait():
    """Have SQLite give up soon where another process writes; PostgreSQL locks the one row only."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    # Past Django's cursor: how long to wait is no question to the data.
    raw = connection.connection
    usual = raw.execute("PRAGMA busy_timeout").fetchone()[0]
    raw.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT_MS}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {usual}")


@transaction.atomic
def forget_rare(now: datetime) -> int:
    """Put what was asked once in months that are over into one number; return how many there were."""
    rare = list(QueryCount.objects.rare_before(month_of(now)).select_for_update())
    sums: dict[tuple, Counter] = {}
    for row in rare:
        sums.setdefault((row.month, row.language), Counter()).update(
            asked=row.asked, without_result=row.without_result, clicked=row.clicked
        )
    for (month, language), more in sums.items():
        rest, _created = QueryCount.objects.get_or_create(month=month, language=language, query="")
        QueryCount.objects.filter(pk=rest.pk).update(
            **{name: F(name) + number for name, number in more.items()}
        )
    for start in range(0, len(rare), 500):
        numbers = [row.pk for row in rare[start : start + 500]]
        QueryCount.objects.filter(pk__in=numbers).delete()
    return len(rare)


def forget_old(now: datetime) -> int:
    """Delete counts older than two years; return how many rows there were."""
    return QueryCount.objects.forgotten(now).delete()[0]
