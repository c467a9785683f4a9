"""What a text lacks before it can be handed in, however somebody tries to."""

from datetime import datetime

from django.core.exceptions import ValidationError

from moderation.text_checks.running import blocking_in


def missing_in(draft, now: datetime) -> dict[str, list[str]]:
    """Return what a version lacks, by the names of its fields: what its type asks for, and what
    the checks do that block."""
    missing = _refused_by(draft.full_clean)
    _add(missing, lacking_in(draft, now))
    return missing


def lacking_in(draft, now: datetime) -> dict[str, list[str]]:
    """The same for a form that sees to its own fields."""
    lacking = _refused_by(draft.clean_for_hand_in)
    _add(lacking, blocking_in(draft, now))
    return lacking


def _refused_by(check) -> dict[str, list[str]]:
    try:
        check()
    except ValidationError as error:
        return error.message_dict
    return {}


def _add(missing, found):
    for name, words in found.items():
        missing.setdefault(name, []).extend(words)
