"""``/teme/`` and ``/obcine/``: for each topic and each municipality everything that there is of it."""

from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import BasePage, Topic
from home.gathering import gather, municipality_rows
from network.models import Municipality
from network.permissions import FramePermissionTester
from network.published import published


class Head(NamedTuple):
    """What ``components/hero.html`` draws for a topic or a municipality."""

    title: str
    summary: str
    section: str
    translation_key: str
    mark: str = ""


class GatheringPage(RoutablePageMixin, BasePage):
    """A list of doors, and behind each a page drawn from its row."""

    max_count_per_parent = 1
    subpage_types = []
    show_in_menus_default = False

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return FramePermissionTester(user, self)

    def render_gathered(self, request, *, head, groups, languages_known=None):
        return self.render(
            request,
            context_overrides={
                "languages_known": languages_known,
                "head": head,
                "groups": groups,
                "crumbs": [
                    *self.crumbs(request),
                    {"title": self.title, "url": self.get_url(request)},
                ],
            },
            template="home/gathered_page.html",
        )


def _languages_of(topic) -> list[str]:
    same = Topic.objects.filter(translation_key=topic.translation_key, slug=topic.slug)
    return list(same.values_list("locale__language_code", flat=True))


class TopicIndexPage(GatheringPage):
    class Meta:
        verbose_name = _("topics")

    @path("")
    def topics(self, request):
        return self.render(
            request,
            context_overrides={"topics": Topic.objects.filter(locale=self.locale_id)},
            template="home/topic_index_page.html",
        )

    @path("<slug:slug>/", name="topic")
    def topic(self, request, slug):
        topic = Topic.objects.filter(locale=self.locale_id).at(slug)
        if topic is None:
            raise Http404
        if topic.slug != slug:
            # It was merged or renamed.
            address = self.get_url(request) + self.reverse_subpage("topic", [topic.slug])
            return redirect(address, permanent=True)
        rows = published(timezone.now(), locale=self.locale_id, topics=[topic])
        return self.render_gathered(
            request,
            head=Head(topic.name, "", self.section, topic.slug),
            groups=gather(rows, front_page=self.get_parent(), query=f"tema={topic.slug}"),
            languages_known=_languages_of(topic),
        )


class MunicipalityIndexPage(GatheringPage):
    section = "places"

    class Meta:
        verbose_name = _("municipalities")

    @path("")
    def municipalities(self, request):
        return self.render(
            request,
            context_overrides={
                "municipalities": Municipality.objects.select_related(
                    "local_action_group"
                ).order_by("local_action_group__slug", "slug")
            },
            template="home/municipality_index_page.html",
        )

    @path("<slug:slug>/", name="municipality")
    def municipality(self, request, slug):
        municipality = get_object_or_404(
            Municipality.objects.select_related("local_action_group"), slug=slug
        )
        now = timezone.now()
        rows = {
            **published(now, locale=self.locale_id, municipality=municipality),
            **municipality_rows(municipality),
        }
        return self.render_gathered(
            request,
            head=Head(
                municipality.name,
                municipality.local_action_group.name,
                self.section,
                municipality.slug,
            ),
            groups=gather(rows, front_page=self.get_parent(), query=f"obcina={municipality.slug}"),
        )
