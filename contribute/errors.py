"""Why a text was not saved. Each carries a message for the person who tried."""

from django.utils.translation import gettext_lazy as _

from moderation.errors import Refused


class ChangedMeanwhile(Refused):
    """A colleague kept another version since the form was opened."""

    message = _("Somebody else changed this text while you were writing.")


class MovedOn(Refused):
    """It was handed in or decided since the form was opened."""

    message = _("Meanwhile this text was handed in or decided. Nothing you typed is lost.")


class BrokenPicture(Refused):
    """The file looks like a picture but cannot be opened to the end."""

    message = _("We cannot open this picture. Try another one, or take a screenshot of it.")
