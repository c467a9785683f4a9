"""Pages of what was found; the index is asked for one page at a time."""

from collections.abc import Callable

from django.core.paginator import Page, Paginator

from search.finding import Found

HITS_PER_PAGE = 12
# Nobody reads further; numbers beyond lead to the last page, as everywhere.
FURTHEST_PAGE = 10_000


class _Entries:
    """What Django's paginator takes for a list: it counts, then takes one slice."""

    def __init__(self, ask: Callable[[int, int], Found], number: int):
        self._ask = ask
        self._start = (number - 1) * HITS_PER_PAGE
        self.found = ask(self._start, self._start + HITS_PER_PAGE)

    def count(self) -> int:
        return self.found.total

    def __getitem__(self, part: slice) -> list:
        if part.start != self._start:
            self._start = part.start
            self.found = self._ask(part.start, part.start + HITS_PER_PAGE)
        return self.found.entries


def page_of(ask: Callable[[int, int], Found], asked_for: str | None) -> tuple[Page, Found]:
    """Return a page of entries and what the search says of it.

    ``ask`` finds the entries from one place to another. ``asked_for`` is whatever stands in the
    address: no number leads to the first page, one too far to the last. The index is asked once
    where there is such a page, else twice.
    """
    entries = _Entries(ask, _number(asked_for))
    page = Paginator(entries, HITS_PER_PAGE).get_page(asked_for)
    return page, entries.found


def _number(asked_for):
    try:
        number = int(asked_for or 1)
    except ValueError:
        return 1
    return number if 0 < number <= FURTHEST_PAGE else 1
