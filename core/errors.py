"""Why a step was refused. Each carries a message for the person who tried."""

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
