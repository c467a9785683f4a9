"""Mail to people with an account, each in their language and as often as they wish."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from accounts.models import PendingLetter, User
from accounts.rhythm import Way, way_of
from mail.services import post, write


def write_to(
    people: Iterable[User],
    letter: str,
    facts: Mapping[str, Any],
    now: datetime,
    *,
    is_urgent: bool = False,
    is_own: bool = False,
    is_secret: bool = False,
    facts_for: Callable[[User], Mapping[str, Any]] | None = None,
) -> None:
    """Write ``templates/mail/<letter>.txt`` to each of ``people``; nobody gets it twice.

    The template gets ``facts``, ``person``, and what ``facts_for`` says of the person. ``is_secret``
    marks a letter that holds a key, ``is_urgent`` one that cannot wait, ``is_own`` one about the
    person's own text; ``accounts.rhythm`` says what that means. Whoever wished only
    urgent mail is not written to without one of these two marks, so mark what nobody would be
    reminded of. Whose account is switched off gets nothing.
    """
    for person in dict.fromkeys(people):
        way = way_of(person.mail_rhythm, is_urgent=is_urgent, is_own=is_own)
        if not person.is_active or way == Way.NOT_AT_ALL:
            continue
        own = facts_for(person) if facts_for else {}
        written = write(
            template=letter,
            context={**facts, **own, "person": person},
            language=person.language,
        )
        if way == Way.NOW:
            post(
                written,
                recipient=person.email,
                kind=letter,
                now=now,
                language=person.language,
                is_secret=is_secret,
            )
        else:
            PendingLetter.objects.create(
                user=person,
                kind=letter,
                subject=written.subject,
                text=written.text,
                is_secret=is_secret,
                at=now,
            )
