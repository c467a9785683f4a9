"""``/prostori/`` and a page for each place, drawn from its row."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import BasePage
from network.forms import PlaceFilterForm
from network.models.geography import Place
from network.permissions import FramePermissionTester
from network.published import published

PLACES_PER_PAGE = 24


class PlaceIndexPage(RoutablePageMixin, BasePage):
    section = "places"
    max_count_per_parent = 1
    subpage_types = []
    show_in_menus_default = True

    class Meta:
        verbose_name = _("places")

    def permissions_for_user(self, user):
        return FramePermissionTester(user, self)

    @path("")
    def places(self, request):
        filters = PlaceFilterForm(request.GET)
        places = filters.narrow(Place.objects.active().for_cards())
        page = Paginator(places, PLACES_PER_PAGE).get_page(request.GET.get("page"))
        page.object_list = Place.objects.with_standing(page.object_list, timezone.now())
        return self.render(
            request,
            context_overrides={"places": page, "filters": filters, "query": filters.query()},
            template="network/place_index_page.html",
        )

    @path("<slug:slug>/", name="place")
    def place(self, request, slug):
        place = get_object_or_404(Place.objects.for_detail(), slug=slug)
        now = timezone.now()
        return self.render(
            request,
            context_overrides={
                "place": place,
                "openness": place.openness(now) if place.is_active else {},
                "crumbs": [
                    *self.crumbs(request),
                    {"title": self.title, "url": self.get_url(request)},
                ],
                **published(now, locale=self.locale_id, place=place),
            },
            template="network/place_detail.html",
        )
