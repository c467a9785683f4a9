"""The marks of drawings by name, for whoever chooses one."""

from django.utils.translation import pgettext_lazy

from core.drawing_marks import MARKS

MARK_LABELS = {
    "sun": pgettext_lazy("drawing", "sun"),
    "moon": pgettext_lazy("drawing", "moon"),
    "speech": pgettext_lazy("drawing", "speech"),
    "note": pgettext_lazy("drawing", "note"),
    "tent": pgettext_lazy("drawing", "tent"),
    "lights": pgettext_lazy("drawing", "lights"),
    "path": pgettext_lazy("drawing", "path"),
    "house": pgettext_lazy("drawing", "house"),
    "cairn": pgettext_lazy("drawing", "cairn"),
    "lamp": pgettext_lazy("drawing", "lamp"),
    "bicycle": pgettext_lazy("drawing", "bicycle"),
    "book": pgettext_lazy("drawing", "book"),
    "ball": pgettext_lazy("drawing", "ball"),
    "hands": pgettext_lazy("drawing", "hands"),
    "mountain": pgettext_lazy("drawing", "mountain"),
    "seedling": pgettext_lazy("drawing", "seedling"),
    "key": pgettext_lazy("drawing", "key"),
    "briefcase": pgettext_lazy("drawing", "briefcase"),
    "coin": pgettext_lazy("drawing", "coin"),
    "cup": pgettext_lazy("drawing", "cup"),
    "train": pgettext_lazy("drawing", "train"),
    "heart": pgettext_lazy("drawing", "heart"),
    "camera": pgettext_lazy("drawing", "camera"),
    "screen": pgettext_lazy("drawing", "screen"),
    "brush": pgettext_lazy("drawing", "brush"),
    "pot": pgettext_lazy("drawing", "cooking pot"),
    "board": pgettext_lazy("drawing", "board game"),
    "ballot": pgettext_lazy("drawing", "ballot box"),
    "document": pgettext_lazy("drawing", "document"),
    "cap": pgettext_lazy("drawing", "graduation cap"),
    "cradle": pgettext_lazy("drawing", "cradle"),
    "bell": pgettext_lazy("drawing", "bell"),
    "river": pgettext_lazy("drawing", "river and kayak"),
    "tree": pgettext_lazy("drawing", "tree"),
    "needle": pgettext_lazy("drawing", "needle and thread"),
    "gear": pgettext_lazy("drawing", "gear"),
    "skis": pgettext_lazy("drawing", "skis"),
    "mask": pgettext_lazy("drawing", "mask"),
    "phone": pgettext_lazy("drawing", "phone"),
    "compass": pgettext_lazy("drawing", "compass"),
}


def mark_choices():
    """Return the marks for a field; a field that calls this needs no migration for a new mark."""
    return [(mark, MARK_LABELS[mark]) for mark in MARKS]
