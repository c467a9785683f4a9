"""What partners on duty say again and again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.querysets import ReplyQuerySet


class Reply(models.Model):
    """A ready-made answer to an author; whoever sends a text back begins with it."""

    title = models.CharField(
        _("in short"),
        max_length=40,
        unique=True,
        help_text=_("What stands on the button: the place is missing."),
    )
    text = models.TextField(
        _("what the author reads"),
        max_length=1000,
        help_text=_("Whole, friendly sentences; they can be changed before sending."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Small numbers come first.")
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("ready-made reply")
        verbose_name_plural = _("ready-made replies")

    def __str__(self):
        return self.title
