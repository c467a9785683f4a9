"""Why a step was refused. Each carries a message for the person who tried."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed, Refused

__all__ = ["Changed", "Incomplete", "MonthIsOver", "NotAllowed", "Refused", "TooLate"]


class TooLate(Refused):
    """Somebody else was faster: decided, withdrew or changed the state meanwhile."""

    message = _("Somebody else was faster: look at the state the text has now.")


class Changed(Refused):
    """The text is not what was read."""

    message = _("The text has changed since you read it. Read it again, then decide.")


class MonthIsOver(NotAllowed):
    message = _("Your duty has ended; the next partner decides. Your comment is kept below.")


class LinkIsDead(Refused):
    """A link from a mail that decides nothing: used, revoked, replaced, or too old."""

    message = _("This link does not work any more.")


class LinkIsUnknown(LinkIsDead):
    """Never given out, or forgotten: perhaps a guess."""

    message = _("This link does not work. Perhaps it was not copied whole.")


class Incomplete(Refused, PermissionDenied):
    """Something is missing before the text can be handed in; ``errors`` maps fields to reasons.

    Wagtail's screens know what to do with a permission that is denied, and with nothing else.
    """

    message = _("Something is still missing.")

    def __init__(self, errors):
        super().__init__()
        self.errors = errors
