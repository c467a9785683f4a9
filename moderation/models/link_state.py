"""What is known of the addresses to which texts that wait lead."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.querysets import LinkStateQuerySet


class LinkOutcome(models.TextChoices):
    WAITING = "waiting", _("not looked at yet")
    FINE = "fine", _("opens")
    DEAD = "dead", _("does not exist")
    REFUSED = "refused", _("not on the public internet")
    SILENT = "silent", _("does not answer")


class LinkState(models.Model):
    """One address, and what came when our server last asked; kept for a week."""

    url = models.TextField()
    key = models.CharField(max_length=64, unique=True, help_text="The digest of the address.")
    state = models.CharField(max_length=8, choices=LinkOutcome, default=LinkOutcome.WAITING)
    status = models.PositiveSmallIntegerField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, help_text="When to ask next; empty when it is known.")
    checked_at = models.DateTimeField(null=True)
    contributions = models.ManyToManyField("network.Contribution", related_name="+")

    objects = LinkStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a link")
        verbose_name_plural = _("states of links")
        indexes = [models.Index(fields=["due_at"], name="link_due")]

    def __str__(self):
        return self.url

    @staticmethod
    def key_of(url: str) -> str:
        """Return under which key an address is kept; databases do not index long ones."""
        return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
