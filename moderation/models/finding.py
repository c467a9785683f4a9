"""What the checks have found in what was handed in."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from moderation.querysets import FindingQuerySet
from moderation.text_checks.registry import Level, check_named


class Finding(models.Model):
    """One thing that a check has found in a text; kept for what is handed in.

    The words are made where they are read, so everybody reads them in their own language.
    """

    contribution = models.ForeignKey(
        "network.Contribution", on_delete=models.CASCADE, related_name="findings"
    )
    check_name = models.CharField(max_length=60)
    level = models.CharField(_("level"), max_length=8, choices=Level)
    where = models.CharField(
        max_length=60, blank=True, help_text="The name of the field that it is about."
    )
    params = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    other = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Another text that it is about.",
    )
    is_for_author = models.BooleanField(default=True)
    digest = models.CharField(max_length=64, help_text="Of the version that was looked at.")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self):
        return self.check_name

    @property
    def for_author(self):
        check = check_named(self.check_name)
        return str(check.for_author) % self.params if check else ""

    @property
    def for_moderator(self):
        check = check_named(self.check_name)
        return str(check.for_moderator) % self._with_title() if check else ""

    def _with_title(self):
        if not self.other_id:
            return self.params
        title = self.other.title if self.other.live else self.other.draft_title
        return {**self.params, "title": title}
