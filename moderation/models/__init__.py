from moderation.models.asking import Asking
from moderation.models.reader_report import ReaderReport
from moderation.models.review_settings import ReviewSettings
from moderation.models.step import Step, StepKind
from moderation.models.task import DutyApprovalTask

__all__ = ["Asking", "DutyApprovalTask", "ReaderReport", "ReviewSettings", "Step", "StepKind"]
