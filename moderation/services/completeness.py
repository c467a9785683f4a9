"""What a draft must have before it is handed in."""

from django.core.exceptions import ValidationError
from wagtail.models import Page

from moderation.errors import Incomplete


def require_complete(page: Page) -> None:
    """Refuse what Wagtail accepts as a draft but readers could not use.

    :raises Incomplete: with what is missing
    """
    draft = page.get_latest_revision_as_object()
    try:
        draft.full_clean()
        draft.clean_for_hand_in()
    except ValidationError as error:
        raise Incomplete(getattr(error, "message_dict", {"": error.messages})) from error
