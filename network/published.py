"""What is published of an organisation, a topic or a municipality: sections register, pages show.

Those pages stand below the sections or beside them and may not import them.
"""

from collections.abc import Callable
from datetime import datetime

from wagtail.models import Locale

_sections: dict[str, Callable] = {}


def register_published(name: str, rows: Callable) -> None:
    """Have ``rows(now, *, locale, organisation, topic, municipality)`` be gathered as ``name``.

    Each of the last three may be None; ``rows`` returns a short list.
    """
    _sections[name] = rows


def published(now: datetime, *, only: str = "", **about) -> dict[str, list]:
    """Return what everybody may read of something, by the name of its section.

    ``about`` says of what and in which ``locale``; ``only`` names one section.
    """
    return {
        name: rows(now, **about) for name, rows in _sections.items() if not only or name == only
    }


def published_by(organisation, now: datetime) -> dict[str, list]:
    """Return what everybody may read of an organisation, by the name of its section."""
    return published(now, locale=Locale.get_default(), organisation=organisation)
