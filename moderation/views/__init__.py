"""Where the partner on duty reads and decides: a list, and one screen per text."""

from moderation.views.claiming import claim, give_back
from moderation.views.deciding import approve, call_back, send_back, take_down, take_over
from moderation.views.listing import queue
from moderation.views.replying import insert_reply
from moderation.views.screen import reading, submission

__all__ = [
    "approve",
    "call_back",
    "claim",
    "give_back",
    "insert_reply",
    "queue",
    "reading",
    "send_back",
    "submission",
    "take_down",
    "take_over",
]
