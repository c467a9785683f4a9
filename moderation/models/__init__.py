from moderation.models.decision import Decision, Outcome
from moderation.models.hand_over import HandOver
from moderation.models.reader_report import ReaderReport
from moderation.models.step import Step, StepKind
from moderation.models.task import DutyApprovalTask

__all__ = [
    "Decision",
    "DutyApprovalTask",
    "HandOver",
    "Outcome",
    "ReaderReport",
    "Step",
    "StepKind",
]
