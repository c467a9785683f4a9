"""Who is reading what waits for a decision."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.querysets import ClaimQuerySet
from network.models import Contribution


class Claim(models.Model):
    """Somebody says that they are reading a text, so that two need not.

    It informs and never blocks: whoever may decide decides, whether they hold the claim or not.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="claim"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(
        "network.Organisation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="The partner for whom the person reads; empty for the coordinators.",
    )
    at = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self):
        return f"{self.contribution}: {self.person}"
