"""That somebody was asked for a text."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from moderation.querysets import AskingQuerySet


class Asking(models.Model):
    """Duty asked an organisation for a text; ``event`` is what it was to tell of, if anything."""

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    event = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = AskingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("request for a text")
        verbose_name_plural = _("requests for texts")

    def __str__(self):
        return f"{self.organisation}, {self.at:%d. %m. %Y}"
