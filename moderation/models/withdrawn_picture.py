"""A picture that was removed because somebody on it does not agree any more."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WithdrawnPicture(models.Model):
    """What is left of a picture: that there was one, and where it had been.

    Nothing here tells what it showed. ``places`` lists what held it: ``page`` (number or null),
    ``title`` (only of what was public), ``url``, ``organisation`` (name) and ``was_public``.
    """

    number = models.PositiveBigIntegerField(_("number of the picture"))
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    places = models.JSONField(_("where it had been"), default=list)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("removed at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("removed picture")
        verbose_name_plural = _("removed pictures")

    def __str__(self):
        return f"{self.number}"
