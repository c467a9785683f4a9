"""What readers report."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page

from duty.people import people_on_duty
from moderation.errors import TooLate
from moderation.letters import tell
from moderation.models import ReaderReport, ReportKind
from moderation.services.steps import require_watch
from network.people import coordinators


@transaction.atomic
def report_mistake(
    *, address: str, page: Page | None, message: str, email: str, now: datetime
) -> ReaderReport:
    """Keep a reader's report and mail it to the people on duty."""
    return _keep(now, address=address, page=page, message=message, email=email)


@transaction.atomic
def report_missing(
    *, query: str, address: str, message: str, email: str, now: datetime
) -> ReaderReport:
    """Keep what a reader looked for and did not find, and mail it to the people on duty.

    ``query`` is what they searched for, at most 200 characters and perhaps none; ``address`` is the
    page of ours from which they write.
    """
    return _keep(
        now,
        kind=ReportKind.MISSING,
        query=query,
        address=address,
        message=message,
        email=email,
    )


def _keep(now: datetime, **facts) -> ReaderReport:
    report = ReaderReport.objects.create(created_at=now, **facts)
    tell(people_on_duty(now) or coordinators(), "reader_report", None, now, report=report)
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
