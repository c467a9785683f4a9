"""Telling Elasticsearch what changed in the index: nothing is lost while it is away.

Changes are numbered rows; every index of ours knows up to which it was told. An entry is always sent as it
stands in the database, with the number of its change as version, so that of two that are on their way at
once the later stays, in whatever order they arrive.
"""

import logging
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max, Min
from elasticsearch import ApiError, Elasticsearch, TransportError, UnsupportedProductError

from search.backends import breaker
from search.backends.elastic_client import client, is_configured
from search.backends.elasticsearch import document
from search.models import Entry, PendingChange, ReplicaIndex

logger = logging.getLogger(__name__)

ENTRIES_AT_ONCE = 500
# More than this does not delay whoever saves; the scheduler sends it.
CHANGES_SENT_AT_ONCE = 20
# Characters of keys; the server takes no more than 100 MB.
LONGEST_REQUEST = 4_000_000
# Down, slow, refusing, or something else that listens there.
FAILURES = (ApiError, TransportError, UnsupportedProductError)


class NotThere(Exception):  # noqa: N818 -- it says what is wrong, as in core.errors
    """The index is gone, or no longer one that we write."""


class Refused(Exception):  # noqa: N818 -- likewise
    """Elasticsearch has no time or place for what it was sent; it is sent again later."""


def note_changes(entry_ids: Collection[int]) -> None:
    """Remember that entries were written or removed; the index must be held."""
    if not entry_ids or not is_configured():
        return
    PendingChange.objects.bulk_create([PendingChange(entry_id=pk) for pk in entry_ids])
    if len(entry_ids) <= CHANGES_SENT_AT_ONCE:
        transaction.on_commit(send_at_once, robust=True)


def send_at_once() -> None:
    """Send a few changes, unless Elasticsearch is in trouble or far behind: those the scheduler sends."""
    if breaker.is_open():
        return
    for target in ReplicaIndex.objects.all():
        if _waiting_for(target).count() > CHANGES_SENT_AT_ONCE:
            continue
        try:
            send_changes(target, client())
        except FAILURES as problem:
            breaker.note_failure(type(problem).__name__)
            return
        except (NotThere, Refused):
            # The scheduler sees to it.
            continue


def _waiting_for(target):
    return PendingChange.objects.filter(pk__gt=target.position).order_by("pk")


def send_changes(target: ReplicaIndex, elastic: Elasticsearch) -> int:
    """Tell an index of all that changed since it was last told; return how many changes that were.

    :raises NotThere: when there is no such index
    :raises Refused: when Elasticsearch cannot take it now
    """
    number = 0
    while changes := list(_waiting_for(target).values_list("pk", "entry_id")[:ENTRIES_AT_ONCE]):
        last_of_entry = {entry_id: pk for pk, entry_id in changes}
        entries = Entry.objects.filter(is_public=True).in_bulk(last_of_entry)
        send(
            elastic,
            target.name,
            [
                (entry_id, version, entries.get(entry_id))
                for entry_id, version in last_of_entry.items()
            ],
        )
        _advance(target, changes[-1][0])
        number += len(changes)
    return number


def _advance(target, position):
    target.position = position
    # Somebody else may have been faster.
    ReplicaIndex.objects.filter(pk=target.pk, position__lt=position).update(position=position)
    drop_what_all_know()


def drop_what_all_know() -> None:
    told = ReplicaIndex.objects.aggregate(least=Min("position"))["least"] or 0
    PendingChange.objects.filter(pk__lte=told).delete()


def send(elastic: Elasticsearch, name: str, items: list[tuple[int, int, Entry | None]]) -> None:
    """Write entries, each with its id and version; what is None is removed.

    :raises NotThere: when there is no such index
    :raises Refused: when Elasticsearch cannot take it now
    """
    for operations in _portions(items):
        # By a name of its own that is no index's: writing to an index that is gone would make one
        # without our mapping.
        answer = elastic.bulk(index=writing_name(name), operations=operations, require_alias=True)
        for item in answer["items"]:
            ((_, result),) = item.items()
            _look_at(result)


def _portions(items):
    """Operations for the bulk interface, not too long for one request."""
    operations, length = [], 0
    for entry_id, version, entry in items:
        about = {"_id": str(entry_id), "version": version, "version_type": "external"}
        if entry is None:
            operations.append({"delete": about})
            continue
        kept = document(entry)
        if operations and length + len(kept["keys"]) > LONGEST_REQUEST:
            yield operations
            operations, length = [], 0
        operations += [{"index": about}, kept]
        length += len(kept["keys"])
    if operations:
        yield operations


def writing_name(name: str) -> str:
    return f"{name}-in"


def _look_at(result):
    status = result["status"]
    # 409: it knows a later version. 404 without an error: it never knew what is removed.
    if status < 300 or status == 409 or (status == 404 and "error" not in result):
        return
    if status == 404:
        raise NotThere(result["_index"])
    if status == 429 or status >= 500:
        raise Refused(f"{status}")
    # One entry that cannot be kept must not hold up all others.
    logger.error("Elasticsearch does not take entry %s: %s", result["_id"], result["error"]["type"])


def last_change() -> int:
    """Return the number of the last change that anybody was told of or waits for."""
    waiting = PendingChange.objects.aggregate(last=Max("pk"))["last"] or 0
    told = ReplicaIndex.objects.aggregate(last=Max("position"))["last"] or 0
    return max(waiting, told)


def forget() -> None:
    """Know of no index: whatever changes from now on is noted for none, so the next one is made anew."""
    ReplicaIndex.objects.all().delete()
    PendingChange.objects.all().delete()
