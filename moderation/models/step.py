"""What happened to each text."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from moderation.querysets import StepQuerySet


class StepKind(models.TextChoices):
    SUBMITTED = "submitted", _("handed in")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SENT_BACK = "sent_back", _("sent back")
    MENDED = "mended", _("mended")
    APPROVED = "approved", _("approved")
    AT_ONCE = "at_once", _("published without review")
    SCHEDULED = "scheduled", _("approved for a date")
    CALLED_BACK = "called_back", _("called back before publishing")
    TAKEN_OVER = "taken_over", _("taken over by a coordinator")
    TAKEN_DOWN = "taken_down", _("taken down")
    DELETED = "deleted", _("deleted")
    STATUS = "status", _("status changed without review")
    CONSENT = "consent", _("picture removed, consent withdrawn")


class Step(models.Model):
    """One thing that happened to a text, with who did it and what they said."""

    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="moderation_steps"
    )
    title = models.CharField(max_length=255)
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=StepKind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(default=timezone.now)
    comment = models.TextField(blank=True)
    revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    as_superuser = models.BooleanField(
        default=False, help_text="Done with a superuser's right alone; listed for coordinators."
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return f"{self.title}: {self.get_kind_display()}"
