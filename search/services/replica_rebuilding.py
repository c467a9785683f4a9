"""Making Elasticsearch's index anew while the old one answers and entries are written."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from elasticsearch import Elasticsearch, NotFoundError

from search.backends import breaker
from search.backends.elastic_client import SECONDS_FOR_JOBS, client
from search.backends.elasticsearch import MAPPINGS, SETTINGS, alias
from search.models import Entry, ReplicaIndex
from search.services.indexing import hold_index
from search.services.replica import (
    ENTRIES_AT_ONCE,
    NotThere,
    drop_what_all_know,
    last_change,
    send,
    send_changes,
    writing_name,
)

# Whoever fills an index says so more often than this.
LEFT_OVER_AFTER = timedelta(minutes=10)


def rebuild_replica(*, now: datetime, report: Callable[[str, int, int], None]) -> int:
    """Fill a new index and let it answer in place of the old one; return how many entries it holds.

    Whatever is written meanwhile comes after. A run that was stopped leaves an index behind, which
    the next one removes; of two at once one comes to its end and the other raises.
    ``report(label, done, all)`` tells how far it is.

    :raises NotThere: when another run took the index away
    :raises TransportError, ApiError: when Elasticsearch cannot be reached
    """
    elastic = client(SECONDS_FOR_JOBS)
    _remove(elastic, [name for name in _our_indices(elastic) if name not in _answering(elastic)])
    target = _new_index(elastic, now)
    number = _fill(elastic, target, report)
    send_changes(target, elastic)
    _let_answer(elastic, target)
    _remove(elastic, [name for name in _our_indices(elastic) if name != target.name])
    # Such as Elasticsearch lost.
    ReplicaIndex.objects.exclude(pk=target.pk).delete()
    drop_what_all_know()
    breaker.note_success()
    return number


def _new_index(elastic, now):
    name = f"{alias()}-{now:%Y%m%d%H%M%S%f}"
    elastic.indices.create(
        index=name,
        mappings=MAPPINGS,
        # Nobody reads it yet: it need not become readable every second.
        settings={**SETTINGS, "refresh_interval": "-1"},
        aliases={writing_name(name): {}},
    )
    # Known only once it is there, else whoever sends changes would find it missing. Whatever is
    # changed after this has a greater number, so it is sent after what is read now.
    with transaction.atomic():
        hold_index()
        return ReplicaIndex.objects.create(name=name, position=last_change(), touched_at=Now())


def _fill(elastic, target, report):
    version, done, last = target.position, 0, 0
    public = Entry.objects.filter(is_public=True).order_by("pk").defer("text", "prefixes")
    number = public.count()
    while entries := list(public.filter(pk__gt=last)[:ENTRIES_AT_ONCE]):
        _touch(target)
        send(elastic, target.name, [(entry.pk, version, entry) for entry in entries])
        last = entries[-1].pk
        done += len(entries)
        report("Elasticsearch", done, max(number, done))
    return done


def _touch(target):
    if not ReplicaIndex.objects.filter(pk=target.pk).update(touched_at=Now()):
        raise NotThere(target.name)


def _let_answer(elastic, target):
    _touch(target)
    elastic.indices.put_settings(
        index=target.name, settings={"refresh_interval": SETTINGS["refresh_interval"]}
    )
    elastic.indices.refresh(index=target.name)
    others = [{"remove": {"index": name, "alias": alias()}} for name in _answering(elastic)]
    elastic.indices.update_aliases(
        actions=[*others, {"add": {"index": target.name, "alias": alias()}}]
    )
    ReplicaIndex.objects.filter(pk=target.pk).update(is_ready=True)


def _our_indices(elastic) -> list[str]:
    """Names of all indices that we made, of whatever layout, and of no other site's whose prefix begins with ours."""
    prefix = settings.ELASTICSEARCH_INDEX_PREFIX
    ours = re.compile(rf"{re.escape(prefix)}-\d+-\d{{20}}")
    return sorted(
        name for name in elastic.indices.get(index=f"{prefix}-*").body if ours.fullmatch(name)
    )


def _answering(elastic) -> list[str]:
    try:
        return list(elastic.indices.get_alias(name=alias()).body)
    except NotFoundError:
        return []


def _remove(elastic: Elasticsearch, names: list[str]) -> None:
    """Remove indices and whatever is known of such as are not there."""
    if names:
        elastic.indices.delete(index=names, ignore_unavailable=True)
        ReplicaIndex.objects.filter(name__in=names).delete()


def is_missing(elastic: Elasticsearch, *, now: datetime) -> bool:
    """Tell whether no index of ours answers and nobody is at work on one.

    One that we know nothing of, perhaps from another database's time, answers wrongly.
    """
    known = ReplicaIndex.objects.filter(name__in=_answering(elastic), is_ready=True)
    recent = ReplicaIndex.objects.filter(is_ready=False, touched_at__gte=now - LEFT_OVER_AFTER)
    return not known.exists() and not recent.exists()


def remove_left_overs(elastic: Elasticsearch, *, now: datetime) -> None:
    """Remove indices whose filling was given up."""
    old = ReplicaIndex.objects.filter(is_ready=False, touched_at__lt=now - LEFT_OVER_AFTER)
    _remove(elastic, list(old.values_list("name", flat=True)))
