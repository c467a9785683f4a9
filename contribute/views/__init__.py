"""The author's addresses, by what is done there."""

from contribute.views.following import contributions, detail, preview
from contribute.views.organisation import organisation
from contribute.views.steps import delete, hand_in, status, take_down, translate, withdraw
from contribute.views.writing import edit, new_event, new_guide, new_mentor, new_post

__all__ = [
    "contributions",
    "delete",
    "detail",
    "edit",
    "hand_in",
    "new_event",
    "new_guide",
    "new_mentor",
    "new_post",
    "organisation",
    "preview",
    "status",
    "take_down",
    "translate",
    "withdraw",
]
