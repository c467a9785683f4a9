"""Which words of a text somebody has read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.querysets import ReadingQuerySet
from network.models import Contribution


class Reading(models.Model):
    """A version that somebody opened in order to decide, with its words.

    The words are kept because a revision's may be overwritten in place: whoever comes back is shown
    what has changed since. Forgotten when the text is published.
    """

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="readings"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    words = models.JSONField(help_text="What readers would read, by the name of the field.")
    at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "person", "digest"], name="one_reading_of_each_version"
            ),
        ]

    def __str__(self):
        return f"{self.contribution}: {self.person}"
