"""Where things are: the two local action groups, their municipalities, and places to meet in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class LocalActionGroup(models.Model):
    """A LAS, the partnership of municipalities through which rural funds reach the valleys."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)

    class Meta:
        # The address is the name without hooks: databases sort č, š and ž behind z.
        ordering = ["slug"]
        verbose_name = _("local action group")
        verbose_name_plural = _("local action groups")

    def __str__(self):
        return self.name


class Municipality(models.Model):
    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    local_action_group = models.ForeignKey(
        LocalActionGroup,
        on_delete=models.PROTECT,
        related_name="municipalities",
        verbose_name=_("local action group"),
    )

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("local_action_group")]

    class Meta:
        # The address is the name without hooks: databases sort č, š and ž behind z.
        ordering = ["slug"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self):
        return self.name


class Place(models.Model):
    """A room or ground where young people meet; events happen there."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="places",
        verbose_name=_("municipality"),
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("kept by"),
    )
    address = models.CharField(_("street address"), max_length=200, blank=True)
    summary = models.CharField(_("what for and for whom"), max_length=300, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=300, blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("municipality"),
        FieldPanel("organisation"),
        FieldPanel("address"),
        FieldPanel("summary"),
        FieldPanel("accessibility"),
    ]

    class Meta:
        # The address is the name without hooks: databases sort č, š and ž behind z.
        ordering = ["slug"]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self):
        return f"{self.name}, {self.municipality}"
