from moderation.models.finding import Finding
from moderation.models.link_state import LinkState
from moderation.models.reader_report import ReaderReport
from moderation.models.step import Step, StepKind
from moderation.models.task import DutyApprovalTask

__all__ = ["DutyApprovalTask", "Finding", "LinkState", "ReaderReport", "Step", "StepKind"]
