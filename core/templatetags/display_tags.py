"""Dates as they are said: the local day in figures, an event's time in words.

An event has ``starts_at``, ``ends_at`` (aware or None) and ``all_day``. Its end is exclusive: an event
until midnight ends on the day before, and an all-day event ends at midnight after its last day.
"""

from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, pgettext

register = template.Library()

NO_BREAK_SPACE = "\u00a0"

# A month in a sentence needs a case that Django's names of months do not have.
IN_MONTHS = (
    gettext_lazy("in January"),
    gettext_lazy("in February"),
    gettext_lazy("in March"),
    gettext_lazy("in April"),
    gettext_lazy("in May"),
    gettext_lazy("in June"),
    gettext_lazy("in July"),
    gettext_lazy("in August"),
    gettext_lazy("in September"),
    gettext_lazy("in October"),
    gettext_lazy("in November"),
    gettext_lazy("in December"),
)
# Who dances until four has been there one evening, not two days.
NIGHT_ENDS_AT_HOUR = 6


@register.filter
def day_figure(value) -> str:
    """Return the day of the month: 24."""
    return format_date(_local(value), "j") if value else ""


@register.filter
def month_short(value) -> str:
    """Return the month in three letters: nov."""
    return format_date(_local(value), "b") if value else ""


@register.filter
def day_and_month(value) -> str:
    """Return the day with its month in words, and the year when it is not the current one."""
    if not value:
        return ""
    local = _local(value)
    if local.year == timezone.localdate().year:
        return date_format(local, pgettext("date format", "j F"))
    return date_format(local, pgettext("date format", "j F Y"))


@register.filter
def last_day(value) -> str:
    """Return the last day of what ends at a moment; an end at midnight belongs to the day before."""
    return day_and_month(_local(value) - timedelta(microseconds=1)) if value else ""


@register.filter
def month_and_year(value) -> str:
    """Return the heading of a month in a list: november 2026."""
    return date_format(_local(value), pgettext("date format", "F Y")) if value else ""


@register.filter
def in_month(value) -> str:
    """Return the month as it stands in a sentence: in November, novembra."""
    return str(IN_MONTHS[_local(value).month - 1]) if value else ""


@register.filter
def machine_time(value, all_day=False) -> str:
    """Return what ``<time datetime>`` wants: a day, or a moment with its offset."""
    if not value:
        return ""
    local = _local(value)
    return local.date().isoformat() if all_day else local.isoformat(timespec="minutes")


@register.simple_tag
def event_time(event) -> str:
    """Say when an event is, beside a date in figures: "torek ob 18.00", "od 24. 11. do 26. 11."."""
    if not event.starts_at:
        return gettext("date to be announced")
    starts_at, last_at = _local(event.starts_at), last_moment(event)
    if starts_at.date() != last_at.date():
        return _days(starts_at, last_at)
    weekday = date_format(starts_at, "l")
    if event.all_day:
        return gettext("%(weekday)s, all day") % {"weekday": weekday}
    return gettext("%(weekday)s at %(time)s") % {"weekday": weekday, "time": _clock(starts_at)}


@register.simple_tag
def event_date(event) -> str:
    """Say when an event is, standing alone: day, month, year, and from when to when."""
    if not event.starts_at:
        return gettext("date to be announced")
    starts_at, last_at = _local(event.starts_at), last_moment(event)
    if starts_at.date() == last_at.date():
        day = date_format(starts_at, pgettext("date format", "l, j F Y"))
        if event.all_day:
            return gettext("%(day)s, all day") % {"day": day}
        start = _clock(starts_at)
        if event.ends_at is None:
            return gettext("%(day)s, at %(start)s") % {"day": day, "start": start}
        words = {"day": day, "start": start, "end": _clock(_local(event.ends_at))}
        return gettext("%(day)s, from %(start)s to %(end)s") % words
    # In figures: Slovene would need the names of days and months in another case here.
    pattern = pgettext("date format", "j M Y")
    first, last = _figures(starts_at, pattern), _figures(last_at, pattern)
    if event.all_day:
        return gettext("from %(first)s to %(last)s") % {"first": first, "last": last}
    words = {"first": first, "start": _clock(starts_at)}
    words |= {"last": last, "end": _clock(_local(event.ends_at))}
    return gettext("from %(first)s at %(start)s to %(last)s at %(end)s") % words


@register.filter
def host_name(url: str) -> str:
    """Return the host a link leads to, as people say it: youtube.com."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def map_url(place) -> str:
    """Return a search on OpenStreetMap for a place with an address, or for words."""
    words = place
    if not isinstance(place, str):
        words = ", ".join(
            str(part) for part in (place.address or place.name, place.municipality) if part
        )
    return "https://www.openstreetmap.org/search?" + urlencode({"query": words})


def _local(value):
    """Return an aware time in the site's zone; days stay as they are."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def last_moment(event) -> datetime:
    """Return a local time on the last day the event is counted to."""
    starts_at = _local(event.starts_at)
    if event.ends_at is None:
        return starts_at
    last_at = _local(event.ends_at) - timedelta(microseconds=1)
    is_next_morning = last_at.date() == starts_at.date() + timedelta(days=1)
    if not event.all_day and is_next_morning and last_at.hour < NIGHT_ENDS_AT_HOUR:
        return starts_at
    return max(starts_at, last_at)


def _clock(value: datetime) -> str:
    return date_format(value, pgettext("time format", "H:i"))


def _days(first: datetime, last: datetime) -> str:
    is_one_year = first.year == last.year
    pattern = pgettext("date format", "j M") if is_one_year else pgettext("date format", "j M Y")
    words = {"first": _figures(first, pattern), "last": _figures(last, pattern)}
    return gettext("from %(first)s to %(last)s") % words


def _figures(value: datetime, pattern: str) -> str:
    """Return a date that no line end tears apart."""
    return date_format(value, pattern).replace(" ", NO_BREAK_SPACE)
