"""What the scheduler does for the search."""

from datetime import datetime

from search import services
from search.services import completions
from search.services.indexing import index_stale
from search.services.rebuilding import keep_in_step, rebuild_index

# What one run of a minute takes: with more waiting the next one goes on.
STALE_IN_A_RUN = 1000


def write_what_is_stale(now: datetime) -> None:
    """Write entries anew that are named after something that changed."""
    index_stale(at_most=STALE_IN_A_RUN)


def keep_index_in_step(now: datetime) -> None:
    """Mend what was lost between a change and the index; nothing private stays findable."""
    keep_in_step()


def bring_index_up_to_date(now: datetime) -> None:
    """Mend whatever else was lost, such as the new name of a row; what is right is not written."""
    rebuild_index(now=now, report=lambda *_: None)


def forget_rare_queries(now: datetime) -> None:
    """Keep of what was asked once in months that are over nothing but how much it was."""
    services.forget_rare(now)


def forget_old_queries(now: datetime) -> None:
    services.forget_old(now)


def complete_frequent_queries(now: datetime) -> None:
    """Offer in the search box what many searched and found, and nothing that has become rare."""
    completions.complete_frequent_queries(now=now)
