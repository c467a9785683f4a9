"""The log of decisions, from which the reports are counted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moderation.querysets import DecisionQuerySet


class Outcome(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("decision", "approved")
    SCHEDULED = "scheduled", pgettext_lazy("decision", "approved for a date")
    SENT_BACK = "sent_back", pgettext_lazy("decision", "sent back")


class Decision(models.Model):
    """One decision as it was made, whatever becomes of the page, the people or the roster.

    ``page_number`` is a plain number because the page may be deleted. Who decided is known as long
    as there is such an account; of a deleted one the log keeps the partner and no name.
    """

    page_number = models.PositiveIntegerField(_("page"), null=True, db_index=True)
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    organisation = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    partner = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on duty"),
        help_text=_("Whoever was on duty; empty means the coordinators."),
    )
    month = models.DateField(_("duty month"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    submitted_at = models.DateTimeField(_("handed in at"))
    decided_at = models.DateTimeField(_("decided at"))
    answer_by = models.DateField(_("answer promised by"), null=True, blank=True)
    was_mended = models.BooleanField(_("mended"), default=False)
    is_take_over = models.BooleanField(_("taken over by a coordinator"), default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["month", "partner"], name="decision_month_partner")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="decision_month_is_its_first_day"
            ),
        ]

    def __str__(self):
        return f"{self.title}: {self.get_outcome_display()}"
