"""What is wrong with the search, for whoever asks whether the site is ready."""

from datetime import datetime, timedelta

from search.backends import breaker
from search.backends.elastic_client import is_configured
from search.models import PendingChange, ReplicaIndex
from search.services.rebuilding import index_is_current

LATE_AFTER = timedelta(minutes=10)


def problems(now: datetime) -> list[str]:
    """Return a line for each thing that an administrator should see to; readers have answers all the same."""
    found = []
    if not index_is_current():
        found.append(
            "The index is missing or of another version of the analyser: run update_index."
        )
    if not is_configured():
        return found
    if breaker.is_open():
        found.append("Elasticsearch does not answer in time; the database does.")
    if not ReplicaIndex.objects.filter(is_ready=True).exists():
        found.append("Elasticsearch has no index yet: run update_index or wait for the scheduler.")
    if PendingChange.objects.filter(made_at__lt=now - LATE_AFTER).exists():
        found.append("Elasticsearch was not told of changes for more than ten minutes.")
    return found
