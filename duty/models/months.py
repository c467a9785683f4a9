"""The roster: which partner has which month, and which it cannot take."""

from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from duty.querysets import DutyMonthQuerySet, ImpossibleMonthQuerySet


class DutyMonth(models.Model):
    """A calendar month and the partner that answers for the portal in it."""

    month = models.DateField(
        _("month"), unique=True, help_text=_("Its first day, for example 1. 12. 2026.")
    )
    partner = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"is_partner": True},
        related_name="duty_months",
        verbose_name=_("partner"),
        help_text=_("Without a partner the month falls to the coordinators."),
    )
    announced_at = models.DateTimeField(_("told at"), null=True, blank=True, editable=False)

    objects = DutyMonthQuerySet.as_manager()

    panels = [FieldPanel("month"), FieldPanel("partner")]

    class Meta:
        ordering = ["month"]
        verbose_name = _("duty month")
        verbose_name_plural = _("duty months")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="duty_month_is_its_first_day",
                violation_error_message=_("Enter the first day of a month."),
            ),
        ]

    def __str__(self):
        return formats.date_format(self.month, "F Y")


class ImpossibleMonth(models.Model):
    """A month that a partner cannot take: a suggestion for the year leaves it out there."""

    partner = models.ForeignKey(
        "network.Organisation",
        on_delete=models.CASCADE,
        related_name="impossible_months",
        verbose_name=_("partner"),
    )
    month = models.DateField(_("month"))

    objects = ImpossibleMonthQuerySet.as_manager()

    class Meta:
        ordering = ["month", "partner"]
        verbose_name = _("impossible month")
        verbose_name_plural = _("impossible months")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "month"], name="impossible_month_is_marked_once"
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="impossible_month_is_its_first_day"
            ),
        ]

    def __str__(self):
        return formats.date_format(self.month, "F Y")
