"""A month of searches in figures: what was asked, what led nowhere, what nobody opened."""

from dataclasses import dataclass
from datetime import date

from search.models import QueryCount

ROWS_SHOWN = 25


@dataclass(frozen=True)
class SearchMonth:
    """``sums``: asked, without_result and clicked, and of all asked the ``rare``, which have no row."""

    sums: dict[str, int]
    most_asked: list[QueryCount]
    without_result: list[QueryCount]
    without_click: list[QueryCount]


def month_of_searches(month: date) -> SearchMonth:
    """Return what was asked in the month that begins on ``month``; four queries."""
    counted = QueryCount.objects.of_month(month)
    shown = counted.shown()
    return SearchMonth(
        sums=counted.sums(),
        most_asked=list(shown.most_asked()[:ROWS_SHOWN]),
        without_result=list(shown.without_result()[:ROWS_SHOWN]),
        without_click=list(shown.without_click()[:ROWS_SHOWN]),
    )
