"""Claims that hold now."""

from datetime import datetime

from duty.roster import month_of, starts_at
from moderation.models import Claim


def standing_claims(now: datetime):
    """Return the claims that hold at ``now``; those of whoever was on duty before hold no more."""
    return Claim.objects.standing(now, _duty_began(now))


def _duty_began(now: datetime) -> datetime:
    return starts_at(month_of(now))
