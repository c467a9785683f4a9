"""What the scheduler does for moderation. Nothing waits for it: these only write mail and tidy."""

from datetime import datetime

from moderation import services


def announce_duty(now: datetime) -> None:
    """Freeze the hand-over of a month that has begun and tell its people, once."""
    services.begin_month(now)


def escalate_hand_over(now: datetime) -> None:
    """Tell the coordinators, once, that nobody has confirmed the month's hand-over."""
    services.escalate_hand_over(now)


def remind_of_promises(now: datetime) -> None:
    services.remind_of_promises(now)


def forget_reports(now: datetime) -> None:
    services.forget_old_reports(now)
