"""Guides: help with one task of growing up, with whom to call in Koroška."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from core.lines import WrongLine, documents_of, lines_of
from core.models import LifeStage
from core.search_fields import FacetField
from guides.forms import GuideFilterForm
from guides.named import NAMED, named_in
from guides.querysets import GuidePageManager
from network.models import ModeratedPage, Organisation, SectionIndexPage
from network.published import published

GUIDES_PER_PAGE = 12
RELATED_GUIDES = 3
RELATED_EVENTS = 3
GUIDES_OF_ONE = 6


def refuse_wrong_lines(documents: str) -> None:
    """Refuse a list of documents that leads nowhere.

    :raises ValidationError: naming the first such line
    """
    try:
        documents_of(documents)
    except WrongLine as wrong:
        raise ValidationError(
            _("Write “%(line)s” like this: Form | https://example.org"), params={"line": wrong}
        ) from wrong


class GuidePage(ModeratedPage):
    kind = "vodnik"
    kind_label = _("Guide")
    kind_label_plural = _("Guides")
    helps_when_lost = True
    section = "guides"
    template = "guides/guide_page.html"
    text_fields = (
        *ModeratedPage.text_fields,
        "audience",
        "steps_now",
        "steps_next",
        "documents",
    )
    compared_fields = (
        *ModeratedPage.compared_fields,
        "life_stages",
        "audience",
        "steps_now",
        "steps_next",
        "call_on",
        "documents",
        "checked_on",
    )

    life_stages = ParentalManyToManyField(
        LifeStage, blank=True, verbose_name=_("life stages"), related_name="+"
    )
    audience = models.CharField(_("for whom"), max_length=120, blank=True)
    steps_now = models.TextField(
        _("what to do now"), blank=True, help_text=_("Each step in a line of its own.")
    )
    steps_next = models.TextField(
        _("what comes after"), blank=True, help_text=_("Each step in a line of its own.")
    )
    call_on = ParentalManyToManyField(
        Organisation, blank=True, verbose_name=_("whom to call in Koroška"), related_name="+"
    )
    documents = models.TextField(
        _("documents and forms"),
        blank=True,
        help_text=_(
            "Each in a line of its own; with an address like this: Form | https://example.org"
        ),
    )
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("When somebody last saw to the facts.")
    )

    parent_page_types = ["guides.GuideIndexPage"]

    objects = GuidePageManager()

    search_fields = [
        *ModeratedPage.search_fields,
        index.SearchField("audience"),
        index.SearchField("steps_now"),
        index.SearchField("steps_next"),
        index.SearchField("documents"),
        index.RelatedFields("life_stages", [index.SearchField("name")]),
        FacetField("life_stages", "obdobje"),
    ]
    content_panels = [
        *ModeratedPage.content_panels[:3],
        MultiFieldPanel(
            [
                FieldPanel("life_stages", widget=CheckboxSelectMultiple),
                FieldPanel("audience"),
                FieldPanel("steps_now"),
                FieldPanel("steps_next"),
                FieldPanel("call_on", widget=CheckboxSelectMultiple),
                FieldPanel("documents"),
                FieldPanel("checked_on"),
            ],
            heading=_("steps"),
        ),
        *ModeratedPage.content_panels[3:],
    ]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def clean(self):
        super().clean()
        try:
            refuse_wrong_lines(self.documents)
        except ValidationError as error:
            raise ValidationError({"documents": error}) from error

    def clean_for_hand_in(self):
        missing = {}
        try:
            super().clean_for_hand_in()
        except ValidationError as error:
            missing = error.update_error_dict({})
        # The steps are its text.
        missing.pop("body", None)
        if not self.life_stages.all():
            missing["life_stages"] = _("Choose at least one life stage.")
        if not self.now:
            missing["steps_now"] = _("Write at least one step that can be done now.")
        if self.checked_on and self.checked_on > timezone.localdate():
            missing["checked_on"] = _("This day is still to come.")
        if missing:
            raise ValidationError(missing)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        named = self._named()
        related = GuidePage.objects.related_to(
            self, topics=named["topics"], life_stages=named["life_stages"]
        )
        return {
            **context,
            **named,
            "related": related[:RELATED_GUIDES],
            "events": self._related_events(named["topics"]),
        }

    def _named(self):
        """Topics, life stages and whom to call: of the public row in one query, of a draft as it is."""
        if getattr(self, "_cluster_related_objects", None):
            return {name: list(getattr(self, name).all()) for name in NAMED}
        return named_in(self)

    def _related_events(self, topics):
        """The next events about what the guide is about; another section knows them."""
        if not topics:
            return []
        found = published(
            timezone.now(), locale=self.locale_id, only="events_coming", topics=topics
        )
        return found.get("events_coming", [])[:RELATED_EVENTS]

    @cached_property
    def now(self):
        return lines_of(self.steps_now)

    @cached_property
    def next(self):
        return lines_of(self.steps_next)

    @cached_property
    def document_list(self):
        """The documents; a line that cannot be one is in no text that was handed in."""
        try:
            return documents_of(self.documents)
        except WrongLine:
            return []


class GuideIndexPage(SectionIndexPage):
    section = "guides"
    template = "guides/guide_index_page.html"
    subpage_types = ["guides.GuidePage"]

    class Meta:
        verbose_name = _("guides")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        filters = GuideFilterForm(request.GET, locale_id=self.locale_id)
        guides = GuidePage.objects.published().offered_in(self.locale_id).for_cards()
        guides = filters.narrow(guides)
        context["guides"] = Paginator(guides, GUIDES_PER_PAGE).get_page(request.GET.get("page"))
        context["filters"] = filters
        context["query"] = filters.query()
        return context


def guides_of(now, *, locale, organisation=None, topics=(), municipality=None):
    """The newest guides of an organisation, about topics or for a municipality."""
    guides = GuidePage.objects.published().offered_in(locale)
    guides = guides.within(organisation=organisation, topics=topics, municipality=municipality)
    return guides.for_cards().prefetch_related(None)[:GUIDES_OF_ONE]
