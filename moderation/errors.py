"""Why a step was refused. Each carries a message for the person who tried."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _


class Refused(Exception):  # noqa: N818 -- reads as what happened: "except Refused"
    """The step did not happen; ``str()`` of it tells the person why."""

    message = _("This cannot be done.")

    def __init__(self, message=None):
        super().__init__(message or self.message)

    def __str__(self):
        return str(self.args[0])


class NotAllowed(Refused):
    message = _("You may not do this now.")


class TooLate(Refused):
    """Somebody else was faster: decided, withdrew or changed the state meanwhile."""

    message = _("Somebody else was faster: look at the state the text has now.")


class Changed(Refused):
    """The text is not what was read."""

    message = _("The text has changed since you read it. Read it again, then decide.")


class MonthIsOver(NotAllowed):
    message = _("Your duty has ended; the next partner decides. Your comment is kept below.")


class Incomplete(Refused, PermissionDenied):
    """Something is missing before the text can be handed in; ``errors`` maps fields to reasons.

    Wagtail's screens know what to do with a permission that is denied, and with nothing else.
    """

    message = _("Something is still missing.")

    def __init__(self, errors):
        super().__init__()
        self.errors = errors
