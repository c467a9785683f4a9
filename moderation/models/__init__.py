from moderation.models.asking import Asking
from moderation.models.decision_link import Answer, DecisionLink
from moderation.models.finding import Finding
from moderation.models.link_state import LinkState
from moderation.models.reader_report import ReaderReport
from moderation.models.review_settings import ReviewSettings
from moderation.models.step import Step, StepKind
from moderation.models.task import DutyApprovalTask
from moderation.models.withdrawn_picture import WithdrawnPicture

__all__ = [
    "Answer",
    "Asking",
    "DecisionLink",
    "DutyApprovalTask",
    "Finding",
    "LinkState",
    "ReaderReport",
    "ReviewSettings",
    "Step",
    "StepKind",
    "WithdrawnPicture",
]
