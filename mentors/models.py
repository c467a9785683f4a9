"""Mentors: people whom an organisation brings together with whoever wants to learn from them."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from core.lines import lines_of
from mentors.forms import MentorFilterForm
from mentors.languages import NAMES
from mentors.querysets import MentorPageManager
from network.models import ModeratedPage, SectionIndexPage

MENTORS_PER_PAGE = 12
MENTORS_OF_ONE = 6
RELATED_MENTORS = 3


class Language(models.Model):
    """A language in which somebody helps; ``setup_site`` sees to the rows."""

    code = models.CharField(_("code"), max_length=12, unique=True)

    class Meta:
        # In the order of ``mentors.languages``, in which they are made.
        ordering = ["pk"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self):
        return str(NAMES.get(self.code, self.code))


class MentorField(models.TextChoices):
    ENTERPRISE = "enterprise", _("enterprise")
    CAREER = "career", _("career")
    EDUCATION = "education", _("education")
    PROJECT_MANAGEMENT = "project_management", _("project management")
    SOCIAL_INCLUSION = "social_inclusion", _("social inclusion")
    CULTURE = "culture", _("culture")
    TECHNOLOGY = "technology", _("technology")
    HEALTH = "health", _("health")


class MentorPage(ModeratedPage):
    """A mentor's profile. It holds no address of the person: one reaches them by the organisation."""

    kind = "mentor"
    kind_label = _("Mentor")
    kind_label_plural = _("Mentors")
    section = "mentors"
    template = "mentors/mentor_page.html"
    text_fields = (*ModeratedPage.text_fields, "helps_with", "audience")
    compared_fields = (
        *ModeratedPage.compared_fields,
        "field",
        "helps_with",
        "languages",
        "online",
        "audience",
    )

    field = models.CharField(
        pgettext_lazy("mentor", "field"), max_length=20, choices=MentorField, blank=True
    )
    helps_with = models.TextField(
        _("what they can help with"), blank=True, help_text=_("Each thing in a line of its own.")
    )
    languages = ParentalManyToManyField(
        Language, blank=True, verbose_name=_("languages"), related_name="+"
    )
    online = models.BooleanField(_("also online"), default=False)
    audience = models.CharField(_("for whom"), max_length=120, blank=True)

    parent_page_types = ["mentors.MentorIndexPage"]

    objects = MentorPageManager()

    search_fields = [
        *ModeratedPage.search_fields,
        index.SearchField("helps_with"),
        index.SearchField("audience"),
        index.FilterField("field"),
        index.FilterField("online"),
    ]
    content_panels = [
        *ModeratedPage.content_panels[:3],
        MultiFieldPanel(
            [
                FieldPanel("field"),
                FieldPanel("helps_with"),
                FieldPanel("languages", widget=CheckboxSelectMultiple),
                FieldPanel("online"),
                FieldPanel("audience"),
            ],
            heading=_("help"),
        ),
        *ModeratedPage.content_panels[3:],
    ]

    class Meta:
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")

    def clean_for_hand_in(self):
        missing = {}
        try:
            super().clean_for_hand_in()
        except ValidationError as error:
            missing = error.update_error_dict({})
        if not self.field:
            missing["field"] = _("Choose a field.")
        if not self.helps:
            missing["helps_with"] = _("Write at least one thing.")
        if not self.languages.all():
            missing["languages"] = _("Choose at least one language.")
        if not (self.municipality_id or self.online):
            missing["municipality"] = _("Choose a municipality, or say that it is online.")
        if missing:
            raise ValidationError(missing)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["topics"], context["languages"] = self.topics.all(), self.languages.all()
        context["related"] = MentorPage.objects.related_to(self)[:RELATED_MENTORS]
        return context

    @cached_property
    def helps(self):
        return lines_of(self.helps_with)

    @property
    def where(self):
        """Where one meets them, in a few words."""
        places = [str(self.municipality)] if self.municipality else []
        if self.online:
            places.append(pgettext("mentor", "online"))
        return ", ".join(places)

    @property
    def card_facts(self):
        facts = [capfirst(self.get_field_display()), capfirst(self.where)]
        return [fact for fact in facts if fact]


class MentorIndexPage(SectionIndexPage):
    section = "mentors"
    template = "mentors/mentor_index_page.html"
    subpage_types = ["mentors.MentorPage"]

    class Meta:
        verbose_name = _("mentors")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        filters = MentorFilterForm(request.GET)
        mentors = MentorPage.objects.published().offered_in(self.locale_id).for_cards()
        mentors = filters.narrow(mentors)
        context["mentors"] = Paginator(mentors, MENTORS_PER_PAGE).get_page(request.GET.get("page"))
        context["filters"] = filters
        context["query"] = filters.query()
        return context


def mentors_of(now, *, locale, organisation=None, topics=(), municipality=None):
    """The newest mentors of an organisation, about topics or in a municipality."""
    mentors = MentorPage.objects.published().offered_in(locale)
    mentors = mentors.within(organisation=organisation, topics=topics, municipality=municipality)
    return mentors.for_cards().prefetch_related(None)[:MENTORS_OF_ONE]
