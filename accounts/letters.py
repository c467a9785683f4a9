"""Mail to people with an account, each in the way they wish."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from mail.services import enqueue


def write_to(
    people: Iterable[User],
    letter: str,
    facts: Mapping[str, Any],
    now: datetime,
    *,
    is_urgent: bool = False,
    is_secret: bool = False,
    facts_for: Callable[[User], Mapping[str, Any]] | None = None,
) -> None:
    """Write ``templates/mail/<letter>.txt`` to each of ``people``; nobody gets it twice.

    The template gets ``facts``, ``person``, and what ``facts_for`` says of the person. ``is_secret``
    marks a letter that holds a key, ``is_urgent`` one that cannot wait for a digest.
    """
    for person in dict.fromkeys(people):
        own = facts_for(person) if facts_for else {}
        enqueue(
            recipient=person.email,
            template=letter,
            context={**facts, **own, "person": person},
            now=now,
            is_secret=is_secret,
        )
