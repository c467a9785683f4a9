"""The public holidays of Slovenia, on which most houses are closed."""

from datetime import date
from functools import lru_cache

YEARS_KEPT = 8


def is_public_holiday(day: date) -> bool:
    return day in _of_year(day.year)


@lru_cache(maxsize=YEARS_KEPT)
def _of_year(year: int) -> frozenset[date]:
    import holidays  # the calendars of all countries: loaded by the first who asks, not at start

    return frozenset(holidays.country_holidays("SI", years=year))
