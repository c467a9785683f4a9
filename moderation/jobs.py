"""What the scheduler does for moderation. Nothing waits for it: these only write mail and tidy."""

from datetime import datetime
from functools import partial

from django.conf import settings

from moderation import link_fetching, services


def announce_duty(now: datetime) -> None:
    """Freeze the hand-over of a month that has begun and tell its people, once."""
    services.begin_month(now)


def escalate_hand_over(now: datetime) -> None:
    """Tell the coordinators, once, that nobody has confirmed the month's hand-over."""
    services.escalate_hand_over(now)


def forget_what_was_read(now: datetime) -> None:
    services.forget_what_was_read(now)


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
