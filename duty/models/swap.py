"""Two partners trade a month each."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from duty.querysets import SwapQuerySet


class SwapState(models.TextChoices):
    ASKED = "asked", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    IMPOSSIBLE = "impossible", _("not possible any more")


class Swap(models.Model):
    """The first partner offers its month for the month of the second.

    The partners are those that had the months when they were asked: a plan that has changed since
    makes the swap impossible.
    """

    first_month = models.DateField(_("month offered"))
    first_partner = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        related_name="swaps_asked",
        verbose_name=_("partner that asks"),
    )
    second_month = models.DateField(_("month wished for"))
    second_partner = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        related_name="swaps_offered",
        verbose_name=_("partner that is asked"),
    )
    state = models.CharField(_("state"), max_length=10, choices=SwapState, default=SwapState.ASKED)
    message = models.CharField(_("message"), max_length=300, blank=True)
    is_arranged = models.BooleanField(_("arranged by a coordinator"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = SwapQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__day=1, second_month__day=1),
                name="swap_months_are_first_days",
            ),
            models.CheckConstraint(
                condition=~Q(first_month=F("second_month")), name="swap_is_of_two_months"
            ),
            models.CheckConstraint(
                condition=~Q(first_partner=F("second_partner")), name="swap_is_of_two_partners"
            ),
            # Whoever of the two asks: a second request for the same trade would be answered twice.
            models.UniqueConstraint(
                Least("first_month", "second_month"),
                Greatest("first_month", "second_month"),
                condition=Q(state="asked"),
                name="swap_of_two_months_is_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="swap_settled_says_when",
            ),
        ]

    def __str__(self):
        first, second = (
            formats.date_format(month, "F Y") for month in (self.first_month, self.second_month)
        )
        return f"{first} ↔ {second}"
