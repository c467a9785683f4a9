"""Screens for whoever keeps watch that a section above brings: each stands in the row of tabs."""

from collections.abc import Callable
from dataclasses import dataclass

from network.rights import Duty, Person


@dataclass(frozen=True)
class Screen:
    """``url_name`` is the address's name; ``label`` is translated when it is shown."""

    url_name: str
    label: str
    is_for: Callable[[Person, Duty], bool]


_registered: dict[str, Screen] = {}


def register_screen(url_name: str, label: str, is_for: Callable[[Person, Duty], bool]) -> None:
    """Have a section's screen stand among those of duty, for whomever ``is_for`` lets in."""
    _registered[url_name] = Screen(url_name, label, is_for)


def screens_for(person: Person, duty: Duty) -> list[Screen]:
    """Return the registered screens that the person may open, in the order of registering."""
    return [screen for screen in _registered.values() if screen.is_for(person, duty)]
