"""The outbox: one row for each mail, written together with what causes it."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mail.querysets import OutgoingMailQuerySet


class MailState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")


class OutgoingMail(models.Model):
    """A mail to one recipient.

    ``is_secret`` marks a text that holds a key to somebody's account or to a decision: the text is
    erased as soon as it is not needed for sending.
    """

    recipient = models.CharField(_("recipient"), max_length=320)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("text as HTML"), blank=True)
    kind = models.CharField(_("kind"), max_length=60)
    is_secret = models.BooleanField(_("secret"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.QUEUED)
    created_at = models.DateTimeField(_("written at"))
    due_at = models.DateTimeField(_("to be sent at"))
    claimed_until = models.DateTimeField(_("held by a sender until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("failed attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="mail_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(state__in=["queued", "failed"], sent_at=None),
                name="mail_sent_has_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.subject}"

    @property
    def can_be_repeated(self):
        """Whether trying again helps: the text is there and the recipient is an address."""
        try:
            validate_email(self.recipient)
        except ValidationError:
            return False
        return bool(self.text)


class Announcement(models.Model):
    """What was announced once and is not announced again, whoever asks and how often.

    ``key`` names it: what, of what, when; for example ``duty.gap:2027-01:7``.
    """

    key = models.CharField(max_length=150, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def __str__(self):
        return self.key
