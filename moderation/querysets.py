from datetime import datetime, timedelta

from django.db import models

# What went public without being read stays in duty's list for so long.
UNREVIEWED_IS_LISTED_FOR = timedelta(days=7)
ASKED_AGAIN_AFTER = timedelta(days=30)
REPORTS_ARE_KEPT_FOR = timedelta(days=365)


class StepQuerySet(models.QuerySet):
    def of_page(self, page_id: int):
        """The history of a text, the latest first."""
        return self.filter(page=page_id).select_related("actor")

    def unreviewed(self, now: datetime):
        """What reached readers around the partner on duty in the last seven days."""
        return self.filter(
            models.Q(kind="status") | models.Q(as_superuser=True),
            at__gt=now - UNREVIEWED_IS_LISTED_FOR,
        ).select_related("actor", "organisation", "page")

    def for_duty(self):
        """Those that do not name a draft; what else superusers do is for coordinators to know."""
        return self.filter(kind__in=("status", "approved", "scheduled", "taken_down"))


class AskingQuerySet(models.QuerySet):
    def recent(self, now: datetime):
        """Those after which an organisation is not asked again yet."""
        return self.filter(at__gt=now - ASKED_AGAIN_AFTER)

    def latest_by_organisation(self) -> dict[int, datetime]:
        return dict(self.order_by("at").values_list("organisation", "at"))


class ReaderReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(resolved_at=None)

    def forgotten(self, now: datetime):
        """Reports older than the privacy notice promises to keep them."""
        return self.filter(created_at__lt=now - REPORTS_ARE_KEPT_FOR)
