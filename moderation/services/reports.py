"""What readers report."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page

from duty.people import people_on_duty
from moderation.errors import TooLate
from moderation.letters import tell
from moderation.models import ReaderReport
from moderation.services.steps import require_watch
from network.people import coordinators


@transaction.atomic
def report_mistake(
    *, address: str, page: Page | None, message: str, email: str, now: datetime
) -> ReaderReport:
    """Keep a reader's report and mail it to the people on duty."""
    report = ReaderReport.objects.create(
        address=address, page=page, message=message, email=email, created_at=now
    )
    tell(
        people_on_duty(now) or coordinators(),
        "reader_report",
        None,
        now,
        report=report,
    )
    return report


@transaction.atomic
def resolve_report(*, report_id: int, user, now: datetime) -> ReaderReport:
    """Settle a reader's report.

    :raises NotAllowed: for whoever is neither on duty nor keeps the portal
    :raises TooLate: when somebody has settled it already
    """
    require_watch(user, now)
    report = ReaderReport.objects.select_for_update().get(pk=report_id)
    if report.resolved_at:
        raise TooLate
    report.resolved_at, report.resolved_by = now, user
    report.save(update_fields=["resolved_at", "resolved_by"])
    return report


def forget_old_reports(now: datetime) -> int:
    """Delete reports older than the privacy notice promises; return how many there were."""
    return ReaderReport.objects.forgotten(now).delete()[0]
