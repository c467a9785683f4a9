"""Which organisations publish their events themselves, and since when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.organisation import Organisation


class TrustChange(models.Model):
    """Trust for events was given to an organisation or withdrawn; rows are never changed.

    ``moderation.services.change_trust`` writes them, together with the organisation's state.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="trust_changes"
    )
    is_trusted = models.BooleanField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change of trust")
        verbose_name_plural = _("changes of trust")

    def __str__(self):
        return f"{self.organisation}: {self.label}"

    @property
    def label(self):
        return _("trusted for events") if self.is_trusted else _("regular")
