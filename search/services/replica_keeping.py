"""Mending whatever befell Elasticsearch, a run at a time."""

import logging
from datetime import datetime

from search.backends import breaker
from search.backends.elastic_client import SECONDS_FOR_JOBS, client, is_configured
from search.backends.elasticsearch import alias
from search.models import ReplicaIndex
from search.services.replica import FAILURES, NotThere, Refused, forget, send_changes
from search.services.replica_rebuilding import is_missing, rebuild_replica, remove_left_overs

logger = logging.getLogger(__name__)


def keep_replica(now: datetime) -> None:
    """Bring Elasticsearch up to date, whatever befell it.

    An index that is missing is made anew. What a rebuild that was stopped left behind is removed.
    While it cannot be reached, the changes wait for the next run.
    """
    if not is_configured():
        forget()
        return
    try:
        _bring_up_to_date(now)
        if breaker.is_open():
            # As quick as readers need it; so it is used again though nobody searches just now.
            client().count(index=alias())
            breaker.note_success()
    except (*FAILURES, Refused) as problem:
        if not breaker.is_open():
            breaker.note_failure(type(problem).__name__)


def _bring_up_to_date(now):
    elastic = client(SECONDS_FOR_JOBS)
    remove_left_overs(elastic, now=now)
    if is_missing(elastic, now=now):
        logger.warning("Elasticsearch has no index of ours; it is made anew")
        rebuild_replica(now=now, report=_tell_nobody)
    for target in ReplicaIndex.objects.all():
        try:
            send_changes(target, elastic)
        except NotThere:
            # The next run makes one.
            target.delete()


def _tell_nobody(label, done, number):
    """The scheduler has nobody who watches."""
