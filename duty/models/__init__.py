from duty.models.calendar import CalendarScope, DutyCalendar
from duty.models.change import ChangeReason, RosterChange
from duty.models.months import DutyMonth, ImpossibleMonth
from duty.models.stand_in import StandIn, StandInState
from duty.models.swap import Swap, SwapState

__all__ = [
    "CalendarScope",
    "ChangeReason",
    "DutyCalendar",
    "DutyMonth",
    "ImpossibleMonth",
    "RosterChange",
    "StandIn",
    "StandInState",
    "Swap",
    "SwapState",
]
