"""What a text lacks before it can be handed in; ``moderation`` gives the answer."""

from collections.abc import Callable
from datetime import datetime

_answers: list[Callable[..., dict[str, list[str]]]] = []


def register_completeness(answer: Callable[..., dict[str, list[str]]]) -> None:
    """Have ``answer(draft, now)`` say what keeps a draft from being handed in."""
    _answers[:] = [answer]


def lacking_in(draft, now: datetime) -> dict[str, list[str]]:
    """Return what is missing, by the names of fields."""
    return _answers[0](draft, now) if _answers else {}
