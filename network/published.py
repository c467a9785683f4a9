"""What is published of an organisation, a topic, a municipality or a place: sections register,
pages show.

Those pages stand below the sections and may not import them.
"""

from collections.abc import Callable
from datetime import datetime
from inspect import signature
from typing import NamedTuple

from django.db.models import Model, prefetch_related_objects


class _Section(NamedTuple):
    rows: Callable
    takes: frozenset[str]


_sections: dict[str, _Section] = {}


def register_published(name: str, rows: Callable) -> None:
    """Have ``rows(now, *, locale, …)`` stand as ``name`` on the pages that gather.

    Of ``organisation``, ``topics``, ``municipality`` and ``place`` it names those by which it can
    narrow, each empty when it is not asked for.
    """
    _sections[name] = _Section(rows, frozenset(signature(rows).parameters))


def published(now: datetime, *, locale, only: str = "", **scope) -> dict[str, list]:
    """Return what everybody may read of a scope in a language, by the name of its section.

    A section that cannot narrow by what is asked for has nothing of it, rather than everything.
    ``only`` names the one section that is asked.
    """
    found = {
        name: list(section.rows(now, locale=locale, **scope))
        if scope.keys() <= section.takes
        else []
        for name, section in _sections.items()
        if only in {"", name}
    }
    _look_up_pictures(found)
    return found


def _look_up_pictures(found: dict[str, list]) -> None:
    """Fetch what cards draw of pictures for all sections at once, in one query."""
    pictures = [
        row.picture
        for rows in found.values()
        for row in rows
        # Other rows show none, and their picture would be a query each.
        if isinstance(row, Model) and row._state.fields_cache.get("picture")
    ]
    prefetch_related_objects(pictures, "renditions")
