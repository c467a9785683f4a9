"""Opening hours as they are said: "Open until 18.00", "Monday–Thursday 10.00–18.00"."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, gettext_lazy, pgettext

from network.opening_hours import Period, Row, Span, Standing

register = template.Library()

NO_BREAK_SPACE = "\u00a0"
# A day in a sentence needs a case that Django's names of days do not have.
ON_WEEKDAYS = (
    gettext_lazy("on Monday"),
    gettext_lazy("on Tuesday"),
    gettext_lazy("on Wednesday"),
    gettext_lazy("on Thursday"),
    gettext_lazy("on Friday"),
    gettext_lazy("on Saturday"),
    gettext_lazy("on Sunday"),
)
ONE_WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
# Who is open until two is open this evening, not until tomorrow.
NIGHT_ENDS_AT_HOUR = 6


@register.filter
def standing_words(standing: Standing) -> str:
    """Say whether a house is open and what comes next."""
    change = standing.change
    if change is None:
        return gettext("Open now") if standing.is_open else gettext("Closed for now")
    words = {
        "day": _day_in_a_sentence(change.at.date(), standing.today.day),
        "time": _clock(change.at.time()),
    }
    if change.opens:
        return gettext("Closed, opens %(day)s at %(time)s") % words
    if _is_this_evening(change.at, standing.today.day):
        return gettext("Open until %(time)s") % {"time": _closing(change.at.time())}
    return gettext("Open, closes %(day)s at %(time)s") % words


@register.filter
def span_words(spans: Iterable[Span]) -> str:
    """Return the hours of a day, or that it is closed."""
    said = [f"{_clock(span.opens)}–{_closing(span.closes)}" for span in spans]
    return ", ".join(said) or gettext("closed")


@register.filter
def row_days(row: Row) -> str:
    """Return the days of a row of the week: Monday, or Monday–Thursday."""
    return _from_to(WEEKDAYS[row.first_weekday - 1], WEEKDAYS[row.last_weekday - 1])


@register.filter
def period_days(period: Period) -> str:
    """Return the days of a period: 24. 12., or 24. 12.–2. 1."""
    return _from_to(_figures(period.first_day), _figures(period.last_day))


def _is_this_evening(moment: datetime, today: date) -> bool:
    """Tell whether a moment belongs to today; the small hours belong to the evening before."""
    is_in_the_night = moment.date() == today + ONE_DAY and moment.hour < NIGHT_ENDS_AT_HOUR
    return moment.date() == today or is_in_the_night


def _day_in_a_sentence(day: date, today: date) -> str:
    if day == today:
        return gettext("today")
    if day == today + ONE_DAY:
        return gettext("tomorrow")
    if day < today + ONE_WEEK:
        return str(ON_WEEKDAYS[day.weekday()])
    return gettext("on %(date)s") % {"date": _figures(day)}


def _clock(value: time) -> str:
    return time_format(value, pgettext("time format", "H:i"))


def _closing(value: time) -> str:
    # A house opens at 0.00 and closes at 24.00, for which no value of time exists.
    return _clock(value) if value != time(0) else _clock(time(23)).replace("23", "24")


def _figures(day: date) -> str:
    """Return a day in figures, which no line end tears apart."""
    return date_format(day, pgettext("date format", "j M")).replace(" ", NO_BREAK_SPACE)


def _from_to(first: object, last: object) -> str:
    return str(first) if first == last else f"{first}–{last}"
