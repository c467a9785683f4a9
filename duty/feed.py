"""What a secret address of the roster hands to a calendar program."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from duty.ical import Days, calendar_text
from duty.models import CalendarScope, DutyCalendar, DutyMonth, RosterChange, StandIn
from duty.months import PlannedMonth, planned_months
from duty.roster import month_after, month_of, starts_at

MONTHS_AHEAD = 24


def calendar_feed(calendar: DutyCalendar, *, own: Collection[int | None], now: datetime) -> bytes:
    """Return the present month and the 24 that follow it, for one address.

    ``own`` are the partners that the person acts for; ``None`` among them means the coordinators.
    """
    first = month_of(now)
    stand_ins = list(
        StandIn.objects.between(starts_at(first), starts_at(month_after(first, MONTHS_AHEAD + 1)))
        .select_related("partner")
        .order_by("starts_at", "pk")
    )
    months = _until_the_last_planned(planned_months(first, MONTHS_AHEAD + 1))
    is_whole = calendar.scope == CalendarScope.WHOLE
    days = [
        *(
            _month(item, [row for row in stand_ins if _lies_in(row, item.month)])
            for item in months
            if is_whole or (item.partner.pk if item.partner else None) in own
        ),
        *(_stand_in(row) for row in stand_ins if is_whole or row.partner_id in own),
    ]
    name = _("Duty roster") if is_whole else _("My duty")
    return calendar_text(name=name, days=days, stamp=_last_change(calendar, stand_ins))


def _until_the_last_planned(months: list[PlannedMonth]) -> list[PlannedMonth]:
    """Leave out the months behind the plan's end: they are empty because nobody came to them yet."""
    last = DutyMonth.objects.aggregate(last=Max("month"))["last"]
    return [item for item in months if last and item.month <= last]


def _lies_in(row: StandIn, month: date) -> bool:
    return row.first_day < month_after(month) and row.last_day >= month


def _month(item: PlannedMonth, stand_ins: list[StandIn]) -> Days:
    partner = item.partner.name if item.partner else _("the coordinators")
    return Days(
        uid=f"dezurstvo-{item.month:%Y-%m}@{_host()}",
        first_day=item.month,
        last_day=month_after(item.month) - timedelta(days=1),
        summary=_("Duty: %(partner)s") % {"partner": partner},
        description="\n".join(
            _("%(first)s to %(last)s: %(partner)s stands in")
            % {
                "first": date_format(row.first_day, "j. n."),
                "last": date_format(row.last_day, "j. n."),
                "partner": row.partner.name,
            }
            for row in stand_ins
        ),
        url=_roster_address(),
    )


def _stand_in(row: StandIn) -> Days:
    return Days(
        uid=f"nadomescanje-{row.pk}@{_host()}",
        first_day=row.first_day,
        last_day=row.last_day,
        summary=_("Stands in: %(partner)s") % {"partner": row.partner.name},
        description=row.reason,
        url=_roster_address(),
    )


def _last_change(calendar: DutyCalendar, stand_ins: list[StandIn]) -> datetime:
    """Return how new the content is: a calendar that is fetched twice says the same twice."""
    planned = RosterChange.objects.aggregate(last=Max("at"))["last"]
    moments = [calendar.created_at, planned]
    for row in stand_ins:
        moments += [row.answered_at, row.ended_at]
    return max(moment for moment in moments if moment)


def _host() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def _roster_address() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("public_roster")
