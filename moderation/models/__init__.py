from moderation.models.asking import Asking
from moderation.models.claim import Claim
from moderation.models.decision import Decision, Outcome
from moderation.models.decision_link import Answer, DecisionLink
from moderation.models.finding import Finding
from moderation.models.hand_over import HandOver
from moderation.models.link_state import LinkState
from moderation.models.reader_report import ReaderReport, ReportKind
from moderation.models.reading import Reading
from moderation.models.reply import Reply
from moderation.models.review_settings import ReviewSettings
from moderation.models.step import Step, StepKind
from moderation.models.task import DutyApprovalTask
from moderation.models.withdrawn_picture import WithdrawnPicture

__all__ = [
    "Answer",
    "Asking",
    "Claim",
    "Decision",
    "DecisionLink",
    "DutyApprovalTask",
    "Finding",
    "HandOver",
    "LinkState",
    "Outcome",
    "ReaderReport",
    "Reading",
    "Reply",
    "ReportKind",
    "ReviewSettings",
    "Step",
    "StepKind",
    "WithdrawnPicture",
]
