"""What an organisation has published: sections register, its page shows.

The organisation's page stands below the sections and may not import them.
"""

from collections.abc import Callable
from datetime import datetime

_sections: dict[str, Callable] = {}


def register_published(name: str, rows: Callable) -> None:
    """Have ``rows(organisation, now)`` stand on each organisation's page as ``name``."""
    _sections[name] = rows


def published_by(organisation, now: datetime) -> dict[str, list]:
    """Return what everybody may read of an organisation, by the name of its section."""
    return {name: list(rows(organisation, now)) for name, rows in _sections.items()}
