"""Mail about the roster: each letter knows where the roster stands."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.letters import write_to
from accounts.models import User


def tell(
    people: Iterable[User],
    letter: str,
    now: datetime,
    *,
    is_urgent: bool = False,
    is_own: bool = False,
    facts_for: Callable[[User], Mapping[str, Any]] | None = None,
    **facts: Any,
) -> None:
    """Write ``templates/mail/<letter>.txt`` to each of ``people``, once.

    ``is_urgent`` marks that their duty moves, ``is_own`` what they are asked and what became of what
    they asked for: see ``accounts.rhythm``.
    """
    facts["roster_url"] = settings.SITE_ADDRESS + reverse("duty:index")
    write_to(people, letter, facts, now, is_urgent=is_urgent, is_own=is_own, facts_for=facts_for)
