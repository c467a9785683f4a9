"""What the scheduler does for the roster. Nobody's duty waits for it: these only write mail and tidy.

A warning has stages. Whoever comes late says the newest alone and notes the earlier ones as said.
"""

from datetime import date, datetime

from django.db import transaction

from duty import services
from duty.letters import tell
from duty.models import DutyMonth
from duty.overview import gaps
from duty.roster import LJUBLJANA, month_after, month_of
from mail.services import is_first_time
from network.people import coordinators, members_of

GAP_STAGES = (30, 14, 7, 1)
REMINDER_STAGES = (7, 1)


@transaction.atomic
def warn_of_gaps(now: datetime) -> None:
    """Tell the coordinators, month after month, which of them will soon begin without a partner."""
    for month in gaps(now):
        days = _days_until(month, now)
        if _is_news(f"duty.gap:{month:%Y-%m}", days, GAP_STAGES, now):
            tell(
                coordinators(),
                "duty_gap",
                now,
                month=month,
                days=days,
                is_urgent=days <= GAP_STAGES[-1],
            )


@transaction.atomic
def remind_partners(now: datetime) -> None:
    """Tell the people of the next month's partner that their month is near.

    Where it has nobody with an account the coordinators learn it, who will have the work.
    """
    month = month_after(month_of(now))
    row = (
        DutyMonth.objects.with_partner_in_network()
        .filter(month=month)
        .select_related("partner")
        .first()
    )
    if row is None:
        return
    days = _days_until(month, now)
    # The partner is part of the key: after a swap, whoever has the month now is reminded anew.
    if _is_news(f"duty.reminder:{month:%Y-%m}:{row.partner_id}", days, REMINDER_STAGES, now):
        people = members_of(row.partner) or coordinators()
        is_urgent = days <= REMINDER_STAGES[-1]
        facts = {"month": month, "days": days, "partner": row.partner}
        tell(people, "duty_reminder", now, is_urgent=is_urgent, **facts)


def tidy_roster(now: datetime) -> None:
    """Free the months of partners that left, then close the requests nobody can grant any more."""
    services.note_departures(now=now)
    services.close_impossible_swaps(now=now)
    services.close_impossible_stand_ins(now=now)


def _days_until(month: date, now: datetime) -> int:
    return (month - now.astimezone(LJUBLJANA).date()).days


def _is_news(key: str, days: int, stages: tuple[int, ...], now: datetime) -> bool:
    """Note all stages that have come and tell whether the newest of them has not been said."""
    due = [stage for stage in stages if days <= stage]
    news = [is_first_time(f"{key}:{stage}", now) for stage in due]
    return bool(news) and news[-1]
