"""Synonyms: what people on duty and coordinators add, and what a new installation begins with."""

import tomllib
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from moderation.errors import NotAllowed
from network import rights
from network.duty_answer import duty_at
from network.people import person_for
from search.models import Synonym
from search.models.synonym import ALREADY_THERE

STARTER_SET = Path(__file__).parent.parent / "reference" / "synonyms.toml"


def add_synonym(
    *, language: str, typed: str, means: str, is_two_way: bool, user, now: datetime
) -> Synonym:
    """Have ``typed`` also find ``means``, expressions parted by commas; it holds at once.

    :raises NotAllowed: for whoever is neither on duty nor keeps the portal
    :raises ValidationError: where something is missing, too long or there already
    """
    if not rights.keeps_watch(person_for(user), duty_at(now)):
        raise NotAllowed
    synonym = Synonym(language=language, typed=typed, means=means, is_two_way=is_two_way)
    synonym.full_clean()
    try:
        with transaction.atomic():
            synonym.save(force_insert=True)
            log(synonym, "wagtail.create", user=user)
    except IntegrityError as faster:
        # Somebody else saved the same one since it was looked for.
        raise ValidationError(ALREADY_THERE) from faster
    return synonym


def ensure_synonyms() -> int:
    """Give a new installation what people here say; from then on its editors keep them.

    Return how many were made: none where there is any already.
    """
    if Synonym.objects.exists():
        return 0
    known = tomllib.loads(STARTER_SET.read_text(encoding="utf-8"))
    rows = [
        Synonym(language=language, is_two_way=is_two_way, typed=typed, means=", ".join(means))
        for language, ways in known.items()
        for is_two_way, way in ((False, "one_way"), (True, "two_way"))
        for typed, means in ways.get(way, {}).items()
    ]
    for row in rows:
        row.full_clean()
    return len(Synonym.objects.bulk_create(rows))
