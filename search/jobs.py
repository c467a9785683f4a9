"""What the scheduler does for the search."""

from datetime import datetime

from search import services
from search.services import completions


def forget_rare_queries(now: datetime) -> None:
    """Keep of what was asked once in months that are over nothing but how much it was."""
    services.forget_rare(now)


def forget_old_queries(now: datetime) -> None:
    services.forget_old(now)


def complete_frequent_queries(now: datetime) -> None:
    """Offer in the search box what many searched and found, and nothing that has become rare."""
    completions.complete_frequent_queries(now=now)
