"""Whom duty asks for a text: organisations that have been silent, and hosts of events just past."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.models import Asking
from network.models import Contribution, Organisation

SILENT_AFTER = timedelta(days=60)
# Later nobody tells of an event any more.
TOLD_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class PastEvent:
    """Something public that took place; ``page_id`` is its page in the main language."""

    page_id: int
    title: str
    url: str
    organisation_id: int
    ended_at: datetime


PastEvents = Callable[[datetime, datetime], Iterable[PastEvent]]
_past_events: list[PastEvents] = []


def register_past_events(rows: PastEvents) -> None:
    """Have ``rows(since, now)`` tell what ended in between; a section that holds dates registers."""
    _past_events.append(rows)


@dataclass(frozen=True)
class Wanted:
    """An organisation that may be asked; ``asked_at`` when it was within the last thirty days."""

    organisation: Organisation
    asked_at: datetime | None
    event: PastEvent | None = None


def silent_organisations(now: datetime) -> list[Wanted]:
    """Return the youth organisations of which nothing came for sixty days, the longest silent first.

    Those of which nothing ever came stand at the end: nobody knows since when.
    """
    silent = Organisation.objects.active().that_hand_in().silent_since(now - SILENT_AFTER)
    return _with_askings(
        ((organisation, None) for organisation in silent.select_related("municipality")), now
    )


def untold_events(now: datetime) -> list[Wanted]:
    """Return the events just past whose organisation has written no text since, the latest first."""
    events = [row for rows in _past_events for row in rows(now - TOLD_WITHIN, now)]
    written = Contribution.objects.last_written_by_organisation(
        {event.organisation_id for event in events},
        but_no_kind_of={event.page_id for event in events},
    )
    untold = [
        event
        for event in events
        if (last := written.get(event.organisation_id)) is None or last < event.ended_at
    ]
    untold.sort(key=lambda event: event.ended_at, reverse=True)
    organisations = (
        Organisation.objects.active()
        .select_related("municipality")
        .in_bulk({event.organisation_id for event in untold})
    )
    return _with_askings(
        (
            (organisations[event.organisation_id], event)
            for event in untold
            if event.organisation_id in organisations
        ),
        now,
    )


def _with_askings(rows, now: datetime) -> list[Wanted]:
    rows = list(rows)
    asked = Asking.objects.recent(now).latest_by_organisation()
    return [Wanted(organisation, asked.get(organisation.pk), event) for organisation, event in rows]
