"""Why a step was refused. Each carries a message for the person who tried."""

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


class Incomplete(Refused):
    """Something is missing before the text can be handed in; ``errors`` maps fields to reasons."""

    message = _("Something is still missing.")

    def __init__(self, errors):
        super().__init__()
        self.errors = errors
