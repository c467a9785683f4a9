"""The checks there are: a name, how much it matters, and what it says to whom.

A section adds one with one call in its ``AppConfig.ready``::

    register_check(
        name="calendar.past",
        level=Level.WARNING,
        look=events_in_the_past,          # (draft, now) -> found things, perhaps none
        for_author=_("The event is over already."),
        for_moderator=_("The event is over already."),
    )
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    INFO = "info", _("to know")
    WARNING = "warning", _("to look at")
    BLOCKS = "blocks", _("must be there")


@dataclass(frozen=True)
class Found:
    """One thing that a check has found in a text.

    ``params`` fill the places in the check's messages and are kept as JSON. ``where`` is the name
    of the field that it is about, or "". ``other`` is the page id of another text that it is about:
    its title (``%(title)s``) is told to moderators alone, and as long as they may read it.
    """

    where: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    other: int | None = None
    is_for_author: bool = True


@dataclass(frozen=True)
class Check:
    name: str
    level: Level
    look: Callable[[Any, datetime], Iterable[Found]]
    for_author: Any
    for_moderator: Any


_checks: dict[str, Check] = {}


def register_check(*, name: str, level: Level, look, for_author, for_moderator) -> None:
    """Have ``look(draft, now)`` asked about every text that is saved, shown or handed in.

    ``draft`` is a version as an object, of any moderated page; the check of a section passes over
    those of others. The messages are lazy translations with ``%(…)s`` for what was found.
    """
    _checks[name] = Check(name, Level(level), look, for_author, for_moderator)


def checks() -> Iterator[Check]:
    """All checks, in the order in which they were registered."""
    yield from _checks.values()


def check_named(name: str) -> Check | None:
    """The check of that name, or None when its section has given it up since."""
    return _checks.get(name)
