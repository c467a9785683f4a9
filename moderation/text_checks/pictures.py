"""Checks of the pictures of a text: what they show, who made them, whether their people agree."""

from core.models import Consent
from moderation.text_checks.content import picture_blocks, pictures_in
from moderation.text_checks.registry import Found
from network.translations import original_of


def without_alternative_text(draft, now):
    if draft.picture_id and not draft.picture_alt.strip():
        yield Found(where="picture_alt")
    if any(not alt.strip() for _number, alt in picture_blocks(draft)):
        yield Found(where="body")


def without_author(draft, now):
    # A translation shows its original's pictures, which are not its translator's to describe.
    if original_of(draft):
        return
    for picture in pictures_in(draft):
        if not picture.author.strip():
            yield Found(where=_where(draft, picture, "picture_author"))


def without_consent(draft, now):
    for picture in pictures_in(draft):
        if picture.consent == Consent.UNKNOWN:
            yield Found(where=_where(draft, picture, "picture_consent"))


def _where(draft, picture, field):
    return field if picture.pk == draft.picture_id else "body"
