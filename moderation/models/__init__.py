from moderation.models.claim import Claim
from moderation.models.reader_report import ReaderReport
from moderation.models.reading import Reading
from moderation.models.reply import Reply
from moderation.models.step import Step, StepKind
from moderation.models.task import DutyApprovalTask

__all__ = [
    "Claim",
    "DutyApprovalTask",
    "ReaderReport",
    "Reading",
    "Reply",
    "Step",
    "StepKind",
]
