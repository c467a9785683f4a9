"""Days on which somebody is at work: Monday to Friday, without Slovenia's public holidays."""

from datetime import date, timedelta

from network.public_holidays import is_public_holiday

SATURDAY = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and not is_public_holiday(day)


def working_day_after(day: date, count: int) -> date:
    """Return the working day that comes ``count`` working days after ``day``."""
    while count:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def working_days_between(day: date, last: date) -> int:
    """Return how many working days come after ``day``, up to and with ``last``."""
    span = (last - day).days
    return sum(is_working_day(day + timedelta(days=number)) for number in range(1, span + 1))
