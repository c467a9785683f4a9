"""Links in mail by which somebody decides without signing in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from moderation.querysets import DecisionLinkQuerySet


class Answer(models.TextChoices):
    APPROVE = "approve", _("published")
    SEND_BACK = "send_back", _("sent back")


class DecisionLink(models.Model):
    """A key to one decision: for one person, about the words of one version.

    Only the hash is kept. ``credentials`` says which password, access key and mail address its
    owner had: when one of them changes, the link is dead. Without ``revoked_by`` a newer link has replaced it.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="decision_links"
    )
    contribution = models.ForeignKey(
        "network.Contribution", on_delete=models.CASCADE, related_name="decision_links"
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64)
    credentials = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    used_for = models.CharField(_("used for"), max_length=10, choices=Answer, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = DecisionLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("link for a decision")
        verbose_name_plural = _("links for decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "contribution"],
                condition=Q(used_at=None, revoked_at=None),
                name="one_decision_link_each",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, used_for="") | Q(used_at__isnull=False, used_for__gt=""),
                name="decision_link_says_what_for",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.contribution}"
