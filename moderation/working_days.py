"""Until when an author is promised an answer: so many working days after handing in."""

from datetime import date, timedelta

SATURDAY = 5


def working_day_after(day: date, count: int) -> date:
    """Return the working day (Monday to Friday) that comes ``count`` working days after ``day``."""
    while count:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            count -= 1
    return day
