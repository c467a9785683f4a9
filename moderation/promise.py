"""A promised answer: who is reminded of it, and when.

An author is promised an answer within so many working days. Duty is reminded when half of them are
gone and on the last; on the working day after it the coordinators learn that nobody has answered.
"""

from datetime import date
from enum import StrEnum

from moderation.working_days import working_day_after, working_days_between


class Stage(StrEnum):
    HALF = "half"
    END = "end"
    OVERDUE = "overdue"


def stages(handed_in_on: date, answer_by: date) -> dict[Stage, date]:
    """Return on which day each reminder is due, in their order.

    Half of a promise of one day is its end; then there is no reminder before.
    """
    length = working_days_between(handed_in_on, answer_by)
    half = working_day_after(handed_in_on, (length + 1) // 2)
    due = {
        Stage.HALF: half,
        Stage.END: answer_by,
        Stage.OVERDUE: working_day_after(answer_by, 1),
    }
    if half >= answer_by:
        del due[Stage.HALF]
    return due


def due_by(today: date, handed_in_on: date, answer_by: date) -> list[Stage]:
    """Return the reminders whose day has come, the newest last."""
    return [stage for stage, day in stages(handed_in_on, answer_by).items() if day <= today]
