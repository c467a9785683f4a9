"""Guides that somebody should read again, for the hand-over of duty."""

from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duty.roster import LJUBLJANA
from guides.models import GuidePage
from moderation.hand_over import Line

LABEL = gettext_lazy("Guides past review")


def past_review(now: datetime) -> list[Line]:
    """Return a line for each public guide whose facts nobody has checked for a year."""
    today = now.astimezone(LJUBLJANA).date()
    guides = GuidePage.objects.past_review(today).select_related("contribution__organisation")
    return [
        Line(
            text=f"{guide.contribution.organisation.name} · {_checked(guide.checked_on)}",
            title=guide.title,
            page=guide.pk,
            url=guide.url,
        )
        for guide in guides.defer_streamfields()
    ]


def _checked(day) -> str:
    if day is None:
        return _("nobody has checked it yet")
    return _("last checked on %(day)s") % {"day": formats.date_format(day, "j. n. Y")}
