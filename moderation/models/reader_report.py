"""What readers report."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from moderation.querysets import ReaderReportQuerySet


class ReportKind(models.TextChoices):
    MISTAKE = "mistake", _("a mistake")
    MISSING = "missing", _("searched for and not found")


class ReaderReport(models.Model):
    """A reader says what is wrong, or what they did not find. No account, no personal data needed."""

    kind = models.CharField(max_length=10, choices=ReportKind, default=ReportKind.MISTAKE)
    # What was searched for, of what is missing; perhaps nothing.
    query = models.CharField(_("query"), max_length=200, blank=True)
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    address = models.CharField(_("address"), max_length=500)
    message = models.TextField(_("what is wrong"), max_length=2000)
    email = models.EmailField(
        _("e-mail for an answer"), blank=True, help_text=_("Only if you would like an answer.")
    )
    created_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")

    def __str__(self):
        return self.address
