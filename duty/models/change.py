"""What happened to the roster."""

from django.conf import settings
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _


class ChangeReason(models.TextChoices):
    PLAN = "plan", _("planned")
    SWAP = "swap", _("swapped")
    LEFT = "left", _("the partner has left the network")


class RosterChange(models.Model):
    """A month went from one partner to another; ``None`` is the coordinators."""

    month = models.DateField(_("month"))
    before = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("before"),
    )
    after = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("after"),
    )
    why = models.CharField(_("why"), max_length=10, choices=ChangeReason)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change of the roster")
        verbose_name_plural = _("changes of the roster")

    def __str__(self):
        return formats.date_format(self.month, "F Y")
