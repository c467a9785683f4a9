"""Claims that hold now."""

from datetime import datetime

from duty.answers import DutyNow, duty_now
from moderation.models import Claim


def standing_claims(now: datetime, duty: DutyNow | None = None):
    """Return the claims that hold at ``now``; those of whoever was on duty before hold no more.

    ``duty`` saves asking for it where it is known.
    """
    duty = duty or duty_now(now)
    return Claim.objects.standing(now, duty.since)
