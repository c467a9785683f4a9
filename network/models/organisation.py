"""Bodies of the network and the people who act for them."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Collection
from wagtail.search import index

from core.findable import FindableRow
from core.search_fields import FacetField
from network.membership_form import MembershipForm
from network.models.opening_hours import OpeningException, OpeningHoursMixin, OpeningTime
from network.organisation_form import OrganisationForm
from network.querysets import MembershipQuerySet, OrganisationQuerySet


class Organisation(FindableRow, index.Indexed, OpeningHoursMixin):
    """Any body in the network. It owns its texts, pictures and files; people come and go.

    Its pictures and files lie in a Wagtail collection of its own; its group carries the rights
    to that collection. ``network.services`` keeps group and memberships in step.
    """

    name = models.CharField(_("name"), max_length=160, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    is_partner = models.BooleanField(_("partner that takes duty"), default=False)
    is_youth_organisation = models.BooleanField(_("youth organisation"), default=False)
    is_institution = models.BooleanField(_("institution"), default=False)
    is_youth_cell = models.BooleanField(_("youth cell"), default=False)
    is_active = models.BooleanField(
        _("in the network"),
        default=True,
        help_text=_("Who leaves the network keeps what is published, but hands in nothing more."),
    )
    is_cms_open = models.BooleanField(
        _("may use the CMS"),
        default=False,
        help_text=_("Partners always may; other organisations hand in at /oddaj/."),
    )
    is_trusted_for_events = models.BooleanField(
        _("trusted for events"),
        default=False,
        editable=False,
        help_text="Its events are published at once; moderation.services.change_trust alone sets it.",
    )
    municipality = models.ForeignKey(
        "network.Municipality",
        on_delete=models.PROTECT,
        related_name="organisations",
        verbose_name=_("municipality"),
    )
    summary = models.CharField(_("in one sentence"), max_length=250, blank=True)
    about = models.TextField(
        _("about"), blank=True, help_text=_("Plain text; an empty line begins a paragraph.")
    )
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    address = models.CharField(_("street address"), max_length=200, blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=300, blank=True)
    collection = models.OneToOneField(
        Collection, on_delete=models.PROTECT, related_name="organisation", editable=False
    )
    group = models.OneToOneField(
        Group, on_delete=models.PROTECT, related_name="organisation", editable=False
    )

    objects = OrganisationQuerySet.as_manager()

    card_template = "components/organisation_card.html"
    search_kind = "organizacija"
    kind_label = _("Organisation")
    kind_label_plural = _("Organisations")
    section = "places"
    hit_relations = ("municipality",)
    helps_when_lost = True
    base_form_class = OrganisationForm
    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("short_name", boost=2),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
        index.SearchField("summary"),
        index.SearchField("about"),
        index.SearchField("audience"),
        index.FilterField("is_active"),
        index.RelatedFields("municipality", [index.SearchField("name")]),
        FacetField("slug", "organizacija"),
        FacetField("municipality", "obcina"),
    ]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("short_name"),
                FieldPanel("slug"),
                FieldPanel("municipality"),
                FieldPanel("is_partner"),
                FieldPanel("is_youth_organisation"),
                FieldPanel("is_institution"),
                FieldPanel("is_youth_cell"),
                FieldPanel("is_active"),
                FieldPanel("is_cms_open"),
            ],
            heading=_("in the network"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("summary"),
                FieldPanel("about"),
                FieldPanel("audience"),
                FieldPanel("accessibility"),
                FieldPanel("logo"),
            ],
            heading=_("text"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("email"),
                FieldPanel("phone"),
                FieldPanel("website"),
                FieldPanel("address"),
            ],
            heading=_("facts"),
        ),
        OpeningHoursMixin.opening_panel,
    ]

    class Meta:
        # The address is the name without hooks: databases sort č, š and ž behind z.
        ordering = ["slug"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name

    @property
    def kinds(self):
        """The words for what the organisation is; it may be several."""
        return [
            str(self._meta.get_field(name).verbose_name)
            if name != "is_partner"
            else str(_("partner"))
            for name in ("is_partner", "is_youth_organisation", "is_institution", "is_youth_cell")
            if getattr(self, name)
        ]

    @classmethod
    def open_to_readers(cls):
        return cls.objects.active()

    @property
    def hit_facts(self):
        return [*self.kinds, str(self.municipality)]

    @property
    def may_use_cms(self):
        return self.is_active and (self.is_partner or self.is_cms_open)

    @property
    def url(self):
        """The address of its page, in the language that is read."""
        return reverse("wagtail_serve", args=[f"organizacije/{self.slug}/"])


class OrganisationOpeningTime(OpeningTime):
    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="opening_times")

    class Meta(OpeningTime.Meta):
        constraints = [
            *OpeningTime.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "weekday", "opens"],
                name="organisation_opens_once_at_an_hour",
            ),
        ]


class OrganisationOpeningException(OpeningException):
    organisation = ParentalKey(
        Organisation, on_delete=models.CASCADE, related_name="opening_exceptions"
    )


class Role(models.TextChoices):
    MEMBER = "member", pgettext_lazy("role in an organisation", "member")
    LEAD = "lead", pgettext_lazy("role in an organisation", "lead")


class Membership(models.Model):
    """A person acts for an organisation. Leads also keep its facts and take its texts down."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)

    objects = MembershipQuerySet.as_manager()

    base_form_class = MembershipForm
    panels = [
        FieldPanel("organisation"),
        FieldPanel("email"),
        FieldPanel("first_name"),
        FieldPanel("last_name"),
        FieldPanel("role"),
    ]

    class Meta:
        ordering = ["organisation", "user"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_each"),
        ]

    def __str__(self):
        return f"{self.user} – {self.organisation}"
