from moderation.models.decision_link import Decision, DecisionLink
from moderation.models.reader_report import ReaderReport
from moderation.models.step import Step, StepKind
from moderation.models.task import DutyApprovalTask

__all__ = ["Decision", "DecisionLink", "DutyApprovalTask", "ReaderReport", "Step", "StepKind"]
