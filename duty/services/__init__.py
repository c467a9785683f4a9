"""Changes of the roster."""

from duty.services.calendars import calendar_for, open_calendar, revoke_calendar
from duty.services.planning import (
    mark_impossible,
    note_departures,
    plan_months,
    set_duty,
    unmark_impossible,
)
from duty.services.standing_in import (
    accept_stand_in,
    arrange_stand_in,
    ask_stand_in,
    close_impossible_stand_ins,
    decline_stand_in,
    end_stand_in,
    take_over_duty_now,
    withdraw_stand_in,
)
from duty.services.swapping import (
    accept_swap,
    arrange_swap,
    ask_swap,
    close_impossible_swaps,
    decline_swap,
    withdraw_swap,
)

__all__ = [
    "accept_stand_in",
    "accept_swap",
    "arrange_stand_in",
    "arrange_swap",
    "ask_stand_in",
    "ask_swap",
    "calendar_for",
    "close_impossible_stand_ins",
    "close_impossible_swaps",
    "decline_stand_in",
    "decline_swap",
    "end_stand_in",
    "mark_impossible",
    "note_departures",
    "open_calendar",
    "plan_months",
    "revoke_calendar",
    "set_duty",
    "take_over_duty_now",
    "unmark_impossible",
    "withdraw_stand_in",
    "withdraw_swap",
]
