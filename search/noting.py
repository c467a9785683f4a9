"""Whether a visit to the results is one to count: a question asked anew, not a look at it again."""

from datetime import datetime

from allauth.core import ratelimit

from search.countable import countable
from search.services import count_query

# What browsers send along when somebody loads a page again.
RELOADING = frozenset({"max-age=0", "no-cache"})


def note_query(request, *, query: str, found: int, language: str, now: datetime) -> bool:
    """Count what a reader asked on a page of results; tell whether it was counted.

    To be called for every page of results, whatever stands in its address: those with filters, of
    further pages, loaded again or fetched ahead are left out here, and so is who asks for more than
    the rate of ``search_count``. ``query`` is what was typed, ``found`` how many hits were shown for it
    (after a correction too), ``language`` the code of the visit's language. Raises nothing.
    """
    is_new = (
        request.method == "GET"
        and set(request.GET) == {"q"}
        and request.headers.get("Cache-Control", "").strip().lower() not in RELOADING
        and not request.headers.get("Sec-Purpose")
    )
    if not (is_new and countable(query)):
        return False
    # The answer that it would give is nobody's: the page goes on without being counted.
    if ratelimit.consume_or_429(request, action="search_count", limit_get=True):
        return False
    return count_query(query=query, found=found, language=language, now=now)
