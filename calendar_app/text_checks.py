"""What a machine can say about an event before somebody reads it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from calendar_app.models import EventPage
from moderation.text_checks.alike import alike, met_by_moderators
from moderation.text_checks.registry import Found, Level, register_check

LJUBLJANA = ZoneInfo("Europe/Ljubljana")


def in_the_past(draft, now):
    if isinstance(draft, EventPage) and draft.is_over(now):
        yield Found(where="starts_at")


def without_place(draft, now):
    if isinstance(draft, EventPage) and not (
        draft.place_id or draft.place_text.strip() or draft.online_url
    ):
        yield Found(where="place")


def same_day(draft, now):
    """Events with such a title that begin on the same day, whoever holds them."""
    if not isinstance(draft, EventPage) or not draft.starts_at:
        return
    day = draft.starts_at.astimezone(LJUBLJANA).date()
    from_, until = (
        datetime.combine(date, time(), LJUBLJANA) for date in (day, day + timedelta(days=1))
    )
    that_day = EventPage.objects.filter(starts_at__gte=from_, starts_at__lt=until)
    yield from alike(draft, met_by_moderators(draft).filter(pk__in=that_day.values("pk")))


def register() -> None:
    register_check(
        name="event.past",
        level=Level.WARNING,
        look=in_the_past,
        for_author=_("This event is over already. Is the day right?"),
        for_moderator=_("The event is over already."),
    )
    register_check(
        name="event.place",
        level=Level.BLOCKS,
        look=without_place,
        for_author=_("Say where it takes place: choose a place, describe it or give a link."),
        for_moderator=_("The event has no place."),
    )
    register_check(
        name="event.alike",
        level=Level.WARNING,
        look=same_day,
        for_author=_("On that day there is an event with almost the same title. Is it the same?"),
        for_moderator=_("On the same day there is “%(title)s”. Is it the same?"),
    )
