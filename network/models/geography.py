"""Where things are: the two local action groups, their municipalities, and places to meet in."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from core.findable import FindableRow
from core.search_fields import FacetField
from network.models.opening_hours import OpeningException, OpeningHoursMixin, OpeningTime
from network.querysets import PlaceQuerySet


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


class Municipality(FindableRow, index.Indexed, models.Model):
    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    local_action_group = models.ForeignKey(
        LocalActionGroup,
        on_delete=models.PROTECT,
        related_name="municipalities",
        verbose_name=_("local action group"),
    )

    search_kind = "obcina"
    kind_label = _("Municipality")
    kind_label_plural = _("Municipalities")
    section = "places"
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        FacetField("slug", "obcina"),
    ]
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("local_action_group")]

    class Meta:
        # The address is the name without hooks: databases sort č, š and ž behind z.
        ordering = ["slug"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self):
        return self.name

    @property
    def url(self):
        return reverse("wagtail_serve", args=[f"obcine/{self.slug}/"])


class PlaceKind(models.TextChoices):
    YOUTH_CENTRE = "youth_centre", _("youth centre")
    YOUTH_ROOM = "youth_room", _("youth room")
    WORK_STATION = "work_station", _("work station")
    HALL = "hall", _("hall")
    REHEARSAL_ROOM = "rehearsal_room", _("rehearsal room")
    OUTDOOR = "outdoor", _("outdoors")
    OTHER = "other", _("other room")


class Place(FindableRow, index.Indexed, OpeningHoursMixin):
    """A room or ground where young people meet; events happen there."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(
        _("kind of place"), max_length=20, choices=PlaceKind, default=PlaceKind.OTHER
    )
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("A place that is given up keeps its page, but leaves the lists."),
    )
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
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    what_for = models.CharField(_("what for"), max_length=500, blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=300, blank=True)
    address = models.CharField(_("street address"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)

    # How it stands right now; lists that say so set it with ``with_standing``.
    standing = None

    objects = PlaceQuerySet.as_manager()

    card_template = "components/place_card.html"
    search_kind = "prostor"
    kind_label = _("Place")
    kind_label_plural = _("Places")
    section = "places"
    hit_relations = ("municipality",)

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("summary"),
        index.SearchField("what_for"),
        index.SearchField("audience"),
        index.SearchField("get_kind_display"),
        index.SearchField("address"),
        index.FilterField("is_active"),
        index.RelatedFields("municipality", [index.SearchField("name")]),
        FacetField("slug", "prostor"),
        FacetField("municipality", "obcina"),
        FacetField("organisation", "organizacija"),
    ]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("slug"),
                FieldPanel("kind"),
                FieldPanel("municipality"),
                FieldPanel("organisation"),
                FieldPanel("is_active"),
            ],
            heading=_("place"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("summary"),
                FieldPanel("what_for"),
                FieldPanel("audience"),
                FieldPanel("accessibility"),
            ],
            heading=_("text"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("email"),
                FieldPanel("phone"),
                FieldPanel("website"),
            ],
            heading=_("facts"),
        ),
        OpeningHoursMixin.opening_panel,
    ]

    class Meta:
        # The address is the name without hooks: databases sort č, š and ž behind z.
        ordering = ["slug"]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self):
        return f"{self.name}, {self.municipality}"

    @property
    def url(self):
        return reverse("wagtail_serve", args=[f"prostori/{self.slug}/"])

    @classmethod
    def open_to_readers(cls):
        return cls.objects.active()

    @property
    def hit_facts(self):
        return [str(self.kind_words), str(self.municipality)]

    @property
    def kind_words(self):
        return self.get_kind_display()


class PlaceOpeningTime(OpeningTime):
    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="opening_times")

    class Meta(OpeningTime.Meta):
        constraints = [
            *OpeningTime.Meta.constraints,
            models.UniqueConstraint(
                fields=["place", "weekday", "opens"], name="place_opens_once_at_an_hour"
            ),
        ]


class PlaceOpeningException(OpeningException):
    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="opening_exceptions")
