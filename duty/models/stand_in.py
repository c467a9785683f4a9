"""A partner takes over for some days."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from duty.querysets import StandInQuerySet
from duty.roster import LJUBLJANA, months_touched


class StandInState(models.TextChoices):
    ASKED = "asked", _("waits for an answer")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ENDED = "ended", _("ended early")
    IMPOSSIBLE = "impossible", _("not possible any more")


class StandIn(models.Model):
    """``partner`` is on duty from ``starts_at`` up to ``ends_at``, once it has agreed.

    One that ended early counted until ``ended_at``. ``instead_of`` is the partner whose leads asked;
    without it the coordinators did, or ``partner`` stepped in of its own accord.
    """

    partner = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        related_name="stand_ins",
        verbose_name=_("partner that stands in"),
    )
    instead_of = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stand_ins_asked",
        verbose_name=_("partner that asks"),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    state = models.CharField(
        _("state"), max_length=10, choices=StandInState, default=StandInState.ASKED
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
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
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = StandInQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="stand_in_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="stand_in_settled_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False)
                | (~Q(state="ended") & Q(ended_at=None)),
                name="stand_in_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(instead_of=None) | ~Q(instead_of=F("partner")),
                name="stand_in_is_another_partner",
            ),
        ]

    def __str__(self):
        first, last = (
            formats.date_format(day, "j. n. Y") for day in (self.first_day, self.last_day)
        )
        return f"{first}–{last}"

    @property
    def first_day(self):
        return self.starts_at.astimezone(LJUBLJANA).date()

    @property
    def last_day(self):
        """The last day on which the partner is on duty, at least for a part of it."""
        until = min(self.ends_at, self.ended_at or self.ends_at)
        if until <= self.starts_at:
            return self.first_day
        return (until - timedelta(microseconds=1)).astimezone(LJUBLJANA).date()

    @property
    def months(self):
        return months_touched(self.starts_at, self.ends_at)
