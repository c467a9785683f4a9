"""How a submission stands against its promised day: a shape, a colour and words that say it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

WEEKDAYS = (
    pgettext_lazy("answer by", "Monday"),
    pgettext_lazy("answer by", "Tuesday"),
    pgettext_lazy("answer by", "Wednesday"),
    pgettext_lazy("answer by", "Thursday"),
    pgettext_lazy("answer by", "Friday"),
    pgettext_lazy("answer by", "Saturday"),
    pgettext_lazy("answer by", "Sunday"),
)


@dataclass(frozen=True)
class Age:
    """``light`` is ``hot``, ``waiting`` or ``calm``; ``words`` say the same without colour."""

    light: str
    words: str


# The promised days of a light, as days that are left: from (inclusive), to (exclusive).
LIGHTS = {"hot": (None, 0), "waiting": (0, 2), "calm": (2, None)}


def promised_days(light: str, today: date) -> dict[str, date]:
    """Return which promised days have a light, as lookups ``gte`` and ``lt``."""
    bounds = zip(("gte", "lt"), LIGHTS[light], strict=True)
    return {lookup: today + timedelta(days=left) for lookup, left in bounds if left is not None}


def age(answer_by: date, today: date) -> Age:
    """Return how a promise stands on the day ``today``."""
    left = (answer_by - today).days
    if left < -1:
        day = formats.date_format(answer_by, "j. n.")
        return Age("hot", _("The answer was due on %(day)s") % {"day": day})
    if left == -1:
        return Age("hot", _("The answer was due yesterday"))
    if left == 0:
        return Age("waiting", _("Answer today"))
    if left == 1:
        return Age("waiting", _("Answer by tomorrow"))
    if left < timedelta(weeks=1).days:
        return Age("calm", _("Answer by %(day)s") % {"day": WEEKDAYS[answer_by.weekday()]})
    day = formats.date_format(answer_by, "j. n.")
    return Age("calm", _("Answer by %(day)s") % {"day": day})
