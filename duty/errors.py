"""Why a change of the roster was refused. Each carries a message for the person who tried."""

from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed, Refused

__all__ = [
    "AlreadyAnswered",
    "AlreadyAsked",
    "AlreadyOnDuty",
    "MonthHasBegun",
    "NoPartner",
    "NotAllowed",
    "PlanHasChanged",
    "Refused",
    "StandInImpossible",
    "SwapImpossible",
    "WrongDays",
]


class MonthHasBegun(Refused):
    message = _("This month has begun and is not given away any more. Ask for a stand-in.")


class PlanHasChanged(Refused):
    """Somebody else changed the plan; ``months`` names the months that are not what was seen."""

    message = _("Somebody else has changed the roster meanwhile. Look at it again.")

    def __init__(self, months=()):
        super().__init__()
        self.months = list(months)


class NoPartner(Refused):
    message = _("This organisation does not take duty.")


class AlreadyAsked(Refused):
    message = _("You have already asked for this. Wait for the answer.")


class AlreadyAnswered(Refused):
    message = _("This request is already settled.")


class SwapImpossible(Refused):
    """The swap is off for good, and is kept as such."""

    message = _("This swap is not possible any more.")


class StandInImpossible(Refused):
    """The request is off for good, and is kept as such."""

    message = _("Nobody can stand in on these days any more.")


class WrongDays(Refused):
    message = _("The last day comes before the first, or the days are over.")


class AlreadyOnDuty(Refused):
    message = _("This partner is on duty on these days anyway.")


class AskFirst(Refused):
    """Who takes over unasked again and again would keep the roster instead of the coordinators."""

    message = _("Your partner took over within the last thirty days. Ask a coordinator this time.")
