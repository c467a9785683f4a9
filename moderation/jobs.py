"""What the scheduler does for moderation. Nothing waits for it: these only write mail and tidy."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from duty.models import DutyMonth
from duty.people import people_on_duty
from duty.roster import month_of
from moderation import link_fetching, services
from moderation.letters import tell
from network.models import Contribution


@transaction.atomic
def announce_duty(now: datetime) -> None:
    """Tell the people of a month's partner, once, that their duty has begun and what waits."""
    month = (
        DutyMonth.objects.select_for_update(of=("self",))
        .filter(month=month_of(now), announced_at=None)
        .select_related("partner")
        .first()
    )
    if month is None:
        return
    month.announced_at = now
    month.save(update_fields=["announced_at"])
    waiting = Contribution.objects.submitted().count()
    tell(people_on_duty(now), "duty_begins", None, now, month=month, waiting=waiting)


def remind_of_promises(now: datetime) -> None:
    services.remind_of_promises(now)


def forget_reports(now: datetime) -> None:
    services.forget_old_reports(now)


def check_links(now: datetime) -> None:
    """Ask about a few links of what waits, unless the installation may not look outside."""
    if not settings.LINK_CHECKS:
        return
    agent = f"Mozilla/5.0 (compatible; links of {settings.SITE_ADDRESS}/)"
    ask = partial(link_fetching.fetch, agent=agent, pace=link_fetching.Pace())
    services.check_links(now=now, fetch=ask)


def forget_link_states(now: datetime) -> None:
    services.forget_link_states(now)


def forget_decision_links(now: datetime) -> None:
    services.forget_decision_links(now)
