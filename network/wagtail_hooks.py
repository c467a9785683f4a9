"""The network in the CMS: its snippets, and the narrowing of Wagtail's listings."""

from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.messages import button
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet, SnippetViewSetGroup

from network import services
from network.admin_api import OwnFilesAPIViewSet, OwnPicturesAPIViewSet, ReadOnlyPagesAPIViewSet
from network.duty_answer import duty_at
from network.links import PublicPageLinkElementHandler, PublicPageLinkHandler
from network.media import is_used_in_public, may_see_unpublished
from network.middleware import NOBODYS_BUTTONS
from network.models import LocalActionGroup, Membership, Municipality, Organisation, Place
from network.people import person_for
from network.querysets import pages_in_cms
from network.translations import original_of, texts_of


def _ticks(name):
    """A column that draws yes and no instead of writing True and False."""
    label = capfirst(Organisation._meta.get_field(name).verbose_name)
    return BooleanColumn(name, label=label, sort_key=name)


class PoliteDeleteView(DeleteView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("It cannot be deleted while something belongs to it."))
            return redirect(self.get_success_url())


class NetworkViewSet(SnippetViewSet):
    """Deleting and copying are for the rows that nothing hangs on."""

    copy_view_enabled = False
    delete_view_class = PoliteDeleteView


class OrganisationViewSet(NetworkViewSet):
    model = Organisation
    icon = "group"
    list_display = [
        "name",
        "municipality",
        *(_ticks(name) for name in ("is_partner", "is_active", "is_cms_open")),
    ]
    list_filter = ["is_partner", "is_youth_organisation", "is_institution", "is_active"]


class MembershipViewSet(NetworkViewSet):
    model = Membership
    icon = "user"
    list_display = ["user", "organisation", "role"]
    list_filter = ["organisation", "role"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "organisation__name"]


class PlaceViewSet(NetworkViewSet):
    model = Place
    icon = "home"
    list_display = ["name", "municipality", "organisation", "is_active"]
    list_filter = ["municipality", "kind", "is_active"]


class MunicipalityViewSet(NetworkViewSet):
    model = Municipality
    icon = "site"
    list_display = ["name", "local_action_group"]


class LocalActionGroupViewSet(NetworkViewSet):
    model = LocalActionGroup
    icon = "globe"
    list_display = ["name"]


class NetworkViewSetGroup(SnippetViewSetGroup):
    items = (
        OrganisationViewSet,
        MembershipViewSet,
        PlaceViewSet,
        MunicipalityViewSet,
        LocalActionGroupViewSet,
    )
    menu_label = _("Network")
    menu_icon = "group"
    menu_order = 220
    add_to_admin_menu = True


register_snippet(NetworkViewSetGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def keep_groups_in_step(request, instance):
    """Rights to pictures, files and the CMS follow memberships at once."""
    if isinstance(instance, Membership):
        services.sync_groups(user=instance.user)
    elif isinstance(instance, Organisation):
        services.sync_organisation(organisation=instance)


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def leave_out_what_is_nobodys(items, request, context):
    items[:] = [item for item in items if item.name not in NOBODYS_BUTTONS]


@hooks.register("before_edit_page")
def say_that_the_original_has_changed(request, page):
    """Tell whoever translates what the source has said since, field by field."""
    original = original_of(page)
    if request.method != "GET" or not original or not original.is_outdated:
        return
    source = original.source.specific
    changed = [
        str(capfirst(source._meta.get_field(name).verbose_name))
        for name, text in texts_of(source).items()
        if original.texts.get(name) != text
    ]
    messages.warning(
        request,
        _("The original “%(title)s” has changed since it was translated: %(fields)s.")
        % {"title": source.title, "fields": ", ".join(changed)},
        buttons=[button(source.get_url(request), _("Read the original"), new_window=True)],
    )


@hooks.register("construct_page_chooser_queryset")
def narrow_chooser(pages, request):
    """Links and page choosers offer what the person may meet, not every draft in the tree."""
    return pages.filter(pk__in=pages_in_cms(person_for(request.user), duty_at()).values("pk"))


@hooks.register("construct_explorer_page_queryset")
def narrow_explorer(parent_page, pages, request):
    return narrow_chooser(pages, request)


@hooks.register("construct_admin_api", order=100)
def narrow_api(router):
    """After Wagtail's own, which bring endpoints that list everybody's pictures and files."""
    router.register_endpoint("pages", ReadOnlyPagesAPIViewSet)
    router.register_endpoint("images", OwnPicturesAPIViewSet)
    router.register_endpoint("documents", OwnFilesAPIViewSet)


@hooks.register("before_serve_document")
def serve_only_what_is_public(document, request):
    """A file of a draft is for those who may read the draft; no cache keeps it on the way."""
    if is_used_in_public(document):
        return
    if not may_see_unpublished(request.user, document):
        raise Http404
    request.is_for_one_person = True


@hooks.register("register_rich_text_features", order=100)
def link_to_public_pages_alone(features):
    """A link names its page by id: neither readers nor the editor learn a draft's address by it."""
    features.register_link_type(PublicPageLinkHandler)
    # Its own getter would begin the scan in which we stand once more.
    rule = features.converter_rules_by_converter["contentstate"]["link"]
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            **rule,
            "from_database_format": {
                **rule["from_database_format"],
                'a[linktype="page"]': PublicPageLinkElementHandler("LINK"),
            },
        },
    )
