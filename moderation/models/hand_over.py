"""What passes from one month's partner to the next."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from duty.roster import starts_at
from moderation.querysets import HandOverQuerySet

NOTES_MAX = 4000
# A snapshot of a later day speaks of that day, not of the month's beginning.
IS_LATE_AFTER = timedelta(days=1)


class HandOver(models.Model):
    """The hand-over at the beginning of ``month``; a partner that is ``None`` are the coordinators.

    While the old month lasts the row holds the notes alone and the page is gathered anew for each
    visit; when the month has begun it is frozen: ``frozen_at`` says when, ``snapshot`` what was
    open then.
    """

    month = models.DateField(_("month that begins"), unique=True)
    from_partner = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner that leaves"),
    )
    to_partner = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner that takes over"),
    )
    notes = models.TextField(_("notes"), blank=True, max_length=NOTES_MAX)
    notes_version = models.PositiveIntegerField(
        default=0, help_text="Grows with every change; whoever saves names the one they had read."
    )
    notes_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    notes_at = models.DateTimeField(null=True, blank=True)
    snapshot = models.JSONField(default=list, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="hand_over_month_is_its_first_day"
            ),
        ]

    def __str__(self):
        return formats.date_format(self.month, "F Y")

    @property
    def is_late(self) -> bool:
        """Whether it was frozen when the month was well under way."""
        return bool(self.frozen_at) and self.frozen_at > starts_at(self.month) + IS_LATE_AFTER

    @property
    def asks_to_confirm(self) -> bool:
        """Whether somebody else takes over; who goes on confirms nothing to themselves."""
        return self.sent_at is not None and self.from_partner_id != self.to_partner_id
