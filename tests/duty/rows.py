"""Rows of the roster as tests want them, with nobody told."""

from datetime import timedelta

from duty.models import StandIn
from duty.roster import period_of


def stands_in(partner, first_day, last_day, **facts):
    """A stand-in that was agreed upon, some days before it begins."""
    begins, ends = period_of(first_day, last_day)
    agreed_at = facts.pop("answered_at", begins - timedelta(days=3))
    return StandIn.objects.create(
        partner=partner,
        starts_at=begins,
        ends_at=ends,
        state=facts.pop("state", "agreed"),
        asked_at=agreed_at,
        answered_at=agreed_at,
        **facts,
    )
