"""Which page a translated page was made from, and what stood there then."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Original(models.Model):
    """Beside each translated page: its source, and the source's texts as they were translated.

    ``network.translations`` alone writes it. A page whose source is deleted loses the row and is
    an original itself.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="original")
    source = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="translated_into")
    texts = models.JSONField(
        help_text="The source's texts by the names of their fields, as the translation knows them."
    )
    is_outdated = models.BooleanField(
        default=False, help_text="The source has been published with other texts since."
    )

    class Meta:
        verbose_name = _("original of a translation")
        verbose_name_plural = _("originals of translations")

    def __str__(self):
        return str(self.source)
