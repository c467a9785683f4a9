"""Secret addresses under which calendar programs fetch the roster."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duty.querysets import DutyCalendarQuerySet


class CalendarScope(models.TextChoices):
    OWN = "own", _("my partner's months")
    WHOLE = "whole", _("the whole roster")


class DutyCalendar(models.Model):
    """An address that is its own key. Only the key's hash is kept: it is shown once and never again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="duty_calendars",
        verbose_name=_("person"),
    )
    scope = models.CharField(_("scope"), max_length=5, choices=CalendarScope)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = DutyCalendarQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "scope"],
                condition=Q(revoked_at=None),
                name="duty_calendar_is_live_once",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_scope_display()}"
