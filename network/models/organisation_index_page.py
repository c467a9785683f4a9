"""``/organizacije/`` and a page for each organisation, drawn from its row."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import BasePage
from network.forms import OrganisationFilterForm
from network.models.geography import Place
from network.models.organisation import Organisation
from network.permissions import FramePermissionTester
from network.published import published

ORGANISATIONS_PER_PAGE = 24


class OrganisationIndexPage(RoutablePageMixin, BasePage):
    section = "places"
    max_count_per_parent = 1
    subpage_types = []
    show_in_menus_default = True

    class Meta:
        verbose_name = _("organisations")

    def permissions_for_user(self, user):
        return FramePermissionTester(user, self)

    @path("")
    def organisations(self, request):
        filters = OrganisationFilterForm(request.GET)
        organisations = filters.narrow(Organisation.objects.active().for_cards())
        return self.render(
            request,
            context_overrides={
                "organisations": Paginator(organisations, ORGANISATIONS_PER_PAGE).get_page(
                    request.GET.get("page")
                ),
                "filters": filters,
                "query": filters.query(),
            },
            template="network/organisation_index_page.html",
        )

    @path("<slug:slug>/", name="organisation")
    def organisation(self, request, slug):
        organisation = get_object_or_404(
            Organisation.objects.select_related("municipality", "logo"), slug=slug
        )
        now = timezone.now()
        places = Place.objects.active().filter(organisation=organisation).for_cards()
        return self.render(
            request,
            context_overrides={
                "organisation": organisation,
                "openness": organisation.openness(now),
                "places": list(places),
                "crumbs": [
                    *self.crumbs(request),
                    {"title": self.title, "url": self.get_url(request)},
                ],
                **published(now, locale=self.locale_id, organisation=organisation),
            },
            template="network/organisation_detail.html",
        )
