"""Who is on duty, asked from below: ``duty`` registers the answer, ``network`` only asks.

Rights and listings need the answer, but the roster stands above the network.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from network.rights import Duty

_answer: Callable[[datetime], Duty] | None = None


def register_duty_answer(answer: Callable[[datetime], Duty]) -> None:
    """Name the function that tells who is on duty at an instant."""
    global _answer  # noqa: PLW0603 -- the one registration, made when the apps are ready
    _answer = answer


def duty_at(now: datetime | None = None) -> Duty:
    """Return who is on duty at ``now``; without a roster, the coordinators."""
    return _answer(now or timezone.now()) if _answer else Duty()
