"""The way from the CMS to the screens where decisions are made."""

from contextlib import suppress

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from moderation import services
from moderation.errors import Refused
from moderation.models import Reply
from network.duty_answer import duty_at
from network.models import Contribution, ModeratedPage
from network.people import person_for


@hooks.register("register_admin_menu_item")
def queue_menu_item():
    return MenuItem(
        _("Waiting for decision"), reverse("moderation:queue"), icon_name="tasks", order=10
    )


class TrustMenuItem(MenuItem):
    def is_shown(self, request):
        return person_for(request.user).is_coordinator


@hooks.register("register_admin_menu_item")
def trust_menu_item():
    return TrustMenuItem(
        _("Trusted for events"), reverse("moderation:trust"), icon_name="pick", order=230
    )


class LinksMenuItem(MenuItem):
    def is_shown(self, request):
        return services.keeps_links(request.user)


@hooks.register("register_settings_menu_item")
def links_menu_item():
    return LinksMenuItem(
        _("Links for decisions"), reverse("moderation:links"), icon_name="link", order=900
    )


@hooks.register("after_edit_page")
def back_to_decision(request, page):
    """Whoever mends a text during the decision goes on deciding, with the text as it is now."""
    if not isinstance(page, ModeratedPage):
        return None
    if not page.permissions_for_user(request.user).can_mend(
        Contribution.objects.select_related("page", "organisation").get(page=page.pk)
    ):
        return None
    # Also where the editor saves by itself: whoever mends is reading.
    with suppress(Refused):
        services.claim_if_free(page_id=page.pk, user=request.user, now=timezone.now())
    if "application/json" in request.headers.get("Accept", ""):
        return None
    services.look_again(page_id=page.pk, now=timezone.now())
    messages.success(request, _("Mended. Read it once more, then publish."))
    return redirect("moderation:submission", page.pk)


@hooks.register("after_create_page")
@hooks.register("after_edit_page", order=-1)
def say_that_it_is_public(request, page):
    """Wagtail says that the text was handed in; where its organisation is trusted, there is more."""
    if "action-submit" not in request.POST or not isinstance(page, ModeratedPage):
        return
    if Contribution.objects.filter(page=page.pk, page__live=True, proposal="none").exists():
        messages.success(request, _("It is public already: your organisation is trusted."))


@hooks.register("before_delete_page")
def delete_as_everywhere(request, page):
    """A text deleted in the CMS is noted like any other step, and leaves no workflow behind."""
    if request.method != "POST" or not isinstance(page, ModeratedPage):
        return None
    section = page.get_parent()
    _delete(request, page)
    return redirect("wagtailadmin_explore", section.pk)


@hooks.register("before_bulk_action")
def delete_several_as_everywhere(request, action_type, objects, action):
    """The same where several are marked in a list; what is none of ours is left to Wagtail."""
    texts = [
        item
        for item in objects
        if isinstance(item, Page) and issubclass(item.specific_class or Page, ModeratedPage)
    ]
    if action_type != "delete" or not texts:
        return None
    for page in texts:
        _delete(request, page)
    objects[:] = [item for item in objects if item not in texts]
    return None if objects else redirect(action.next_url)


def _delete(request, page):
    try:
        services.delete(page_id=page.pk, user=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("“%(title)s” is deleted.") % {"title": page.draft_title})


@hooks.register("construct_main_menu")
def only_what_is_used(request, menu_items):
    """Wagtail's help and reports are for coordinators; partners have the queue."""
    if not (request.user.is_superuser or request.user.is_coordinator):
        menu_items[:] = [item for item in menu_items if item.name not in {"reports", "help"}]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts(request, summary_items):
    """After Wagtail's own: how many pages and pictures there are helps nobody to decide."""
    summary_items.clear()


class QueuePanel(Component):
    """How much waits for whoever is signed in, and the way to it."""

    name = "queue"
    template_name = "moderation/queue_panel.html"
    order = 10

    def get_context_data(self, parent_context):
        person = person_for(parent_context["request"].user)
        waiting = Contribution.objects.submitted().seen_by(person, duty_at())
        return {"number": waiting.count()}


@hooks.register("construct_homepage_panels")
def one_queue(request, panels):
    """Wagtail's list of what awaits review knows no promised day."""
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels.append(QueuePanel())


class ReplyViewSet(SnippetViewSet):
    model = Reply
    icon = "comment"
    menu_label = _("Ready-made replies")
    menu_order = 215
    add_to_admin_menu = True
    list_display = ["title", "text", "position"]
    ordering = ["position", "title"]
    copy_view_enabled = False


register_snippet(ReplyViewSet)
