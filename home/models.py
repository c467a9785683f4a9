"""The front page, plain pages and what stands on every page."""

from datetime import timedelta

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from blog.models import PostIndexPage, PostPage
from calendar_app.models import EventIndexPage, EventPage
from core.models import BasePage, BodyMixin, LifeStage, Picture
from core.querysets import open_to_all
from guides.models import GuideIndexPage, GuidePage
from home.gathered_pages import MunicipalityIndexPage, TopicIndexPage
from mentors.models import MentorIndexPage, MentorPage
from network.models import OrganisationIndexPage, PlaceIndexPage
from network.permissions import FramePermissionTester

__all__ = [
    "Funder",
    "HomePage",
    "MunicipalityIndexPage",
    "PlainPage",
    "TopicIndexPage",
]

THIS_WEEK = timedelta(days=7)
EVENTS_ON_FRONT_PAGE = 6
POSTS_ON_FRONT_PAGE = 3
GUIDES_ON_FRONT_PAGE = 3
MENTORS_ON_FRONT_PAGE = 3
# What is drawn from rows has no news of its own; the front page leads there.
DOORS = (OrganisationIndexPage, PlaceIndexPage, TopicIndexPage, MunicipalityIndexPage)


class HomePage(BasePage):
    """The front page: what is on, what is new, who keeps it, and one search box.

    What stands at the foot of every page of a language is kept here as well.
    """

    template = "home/home_page.html"
    text_fields = (
        *BasePage.text_fields,
        "search_label",
        "search_placeholder",
        "footer_text",
    )
    max_count_per_parent = 1
    search_label = models.CharField(_("label of the search box"), max_length=80, blank=True)
    search_placeholder = models.CharField(_("example in the search box"), max_length=80, blank=True)
    footer_text = models.CharField(_("text at the foot of every page"), max_length=300, blank=True)

    subpage_types = [
        "home.PlainPage",
        "blog.PostIndexPage",
        "calendar_app.EventIndexPage",
        "guides.GuideIndexPage",
        "mentors.MentorIndexPage",
        "network.OrganisationIndexPage",
        "network.PlaceIndexPage",
        "home.TopicIndexPage",
        "home.MunicipalityIndexPage",
    ]
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("search_label"),
        FieldPanel("search_placeholder"),
        MultiFieldPanel(
            [FieldPanel("footer_text"), InlinePanel("funders", heading=_("funders"))],
            heading=_("footer"),
        ),
    ]

    class Meta:
        verbose_name = _("front page")

    def permissions_for_user(self, user):
        return FramePermissionTester(user, self)

    def route(self, request, path_components):
        """Find the section without its own fields where a page below it is asked for."""
        if len(path_components) < 2:
            return super().route(request, path_components)
        section = get_object_or_404(self.get_children(), slug=path_components[0])
        # Wagtail does the same; whoever asks for the page above need not ask the database.
        section._cached_parent_obj = self
        return section.specific_deferred.route(request, path_components[1:])

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        events = EventPage.objects.published().offered_in(self.locale_id).for_cards()
        context["this_week"] = EventPage.objects.with_changes(
            events.between(now, now + THIS_WEEK).soonest_first()[:EVENTS_ON_FRONT_PAGE]
        )
        context["newest_posts"] = (
            PostPage.objects.published().offered_in(self.locale_id).for_cards()
        )[:POSTS_ON_FRONT_PAGE]
        context["newest_guides"] = (
            GuidePage.objects.published().offered_in(self.locale_id).for_cards()
        )[:GUIDES_ON_FRONT_PAGE]
        context["newest_mentors"] = (
            MentorPage.objects.published().offered_in(self.locale_id).for_cards()
        )[:MENTORS_ON_FRONT_PAGE]
        context["life_stages"] = LifeStage.objects.filter(locale=self.locale_id).as_doors()
        context |= self._section_pages()
        return context

    def _section_pages(self):
        """The pages to which the front page leads on, by the names that its template knows."""
        names = {
            EventIndexPage: "calendar_page",
            PostIndexPage: "blog_page",
            GuideIndexPage: "guides_page",
            MentorIndexPage: "mentors_page",
        }
        pages = {"doors": []}
        for page in open_to_all(self.get_children().live()).select_related("content_type"):
            model = page.specific_class
            if model in names:
                pages[names[model]] = page
            elif model in DOORS:
                pages["doors"].append(
                    {"title": page.title, "url": page.url, "section": model.section}
                )
        return pages


class PlainPage(BodyMixin, BasePage):
    """A page of text that coordinators keep: contact, privacy, accessibility, the project."""

    kind = "stran"
    kind_label = _("Page")
    kind_label_plural = _("Pages")
    template = "home/plain_page.html"
    text_fields = (*BasePage.text_fields, "body")
    show_in_footer = models.BooleanField(_("in the footer"), default=False)

    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("show_in_footer"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class Funder(Orderable):
    """Who pays; a co-financed project must show it."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="funders")
    name = models.CharField(_("name"), max_length=120)
    text = models.CharField(_("text"), max_length=300, blank=True)
    logo = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    panels = [FieldPanel("name"), FieldPanel("text"), FieldPanel("logo")]

    class Meta(Orderable.Meta):
        verbose_name = _("funder")
        verbose_name_plural = _("funders")

    def __str__(self):
        return self.name
