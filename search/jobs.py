"""What the scheduler does for the search."""

from datetime import datetime

from search import services


def forget_rare_queries(now: datetime) -> None:
    """Keep of what was asked once in months that are over nothing but how much it was."""
    services.forget_rare(now)


def forget_old_queries(now: datetime) -> None:
    services.forget_old(now)
