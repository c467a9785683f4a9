"""One gate before every address of the CMS that names a page, a picture or a file."""

import re
from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.middleware import CMS
from core.models import File, Picture
from core.permissions import file_policy, picture_policy
from network import rights
from network.duty_answer import duty_at
from network.media import FOR_ONE_PERSON, is_settled
from network.models import Contribution
from network.people import person_for
from network.querysets import pages_in_cms
from network.rights import Action

POLICIES = {Picture: picture_policy, File: file_policy}
# How Wagtail names ids in its addresses.
ARGUMENTS = {
    "page_id": Page,
    "page_pk": Page,
    "page_to_move_id": Page,
    "parent_page_id": Page,
    "destination_id": Page,
    "image_id": Picture,
    "document_id": File,
    "doc_id": File,
}
# ``pk`` means one thing here and another there.
PK_IN = {
    "wagtailadmin_api:pages": Page,
    "wagtailadmin_api:images": Picture,
    "wagtailadmin_api:documents": File,
    "wagtailimages_chooser": Picture,
    "wagtaildocs_chooser": File,
}
# What changes or removes a picture or a file.
CHANGING = {
    f"{app}:{view}"
    for app in ("wagtailimages", "wagtaildocs")
    for view in ("edit", "delete", "edit_multiple", "delete_multiple")
}
# Their views ask what may be read themselves: duty takes down what is public.
OPEN_NAMESPACES = {"moderation"}
# Reports name whatever was edited last, tags and members stand in lists of everybody's.
COORDINATORS_ALONE = {
    "wagtail_localize:translations_report",
    "wagtail_localize:translations_report_results",
    "wagtailadmin_reports",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
    "wagtailsnippetchoosers_network_membership",
}
# Whoever changes the workflow changes who decides.
SUPERUSERS_ALONE = {"wagtailadmin_workflows"}
NOBODYS = {
    # Counts that we do not keep; the search has a report of its own.
    *(
        f"wagtailsearchpromotions:{name}"
        for name in ("chooser", "chooserresults", "search_terms", "search_terms_results")
    ),
    # A workflow whose only task is switched off counts as passed: all that waits would be published.
    "wagtailadmin_workflows:disable_task",
    # A translation is an ordinary page in the ordinary editor. wagtail-localize's own editor writes
    # what it saves to the row of a public page, and an alias shows a text in another language as
    # if it were in this one. ``moderation.translation_views`` stand before its own first two.
    *(
        f"wagtail_localize:{name}"
        for name in (
            "submit_page_translation",
            "submit_snippet_translation",
            "update_translations",
            "edit_string_translation",
            "edit_override",
            "download_pofile",
            "upload_pofile",
            "machine_translate",
            "preview_translation",
            "stop_translation",
            "convert_to_alias",
            "snippets_api_listing",
            "snippets_api_detail",
        )
    ),
}
# Its buttons in the forms of Wagtail's editors, which lead to the same.
NOBODYS_BUTTONS = {"localize-restart-translation", "localize-convert-to-alias"}
# More digits than a database's numbers have.
TOO_LONG = re.compile(r"\d{19,}")
# Pictures have no tags of their own; Wagtail would offer everybody's to everybody. Texts are deleted
# one by one: only so is it noted and their workflow ended.
BULK_ACTIONS_REFUSED = {
    ("picture", "add_tags"),
    ("file", "add_tags"),
    ("page", "delete"),
}


class ForeignDraftMiddleware(MiddlewareMixin):
    """Whoever may not read a page's draft does not reach editor, history, usage, comparison,
    preview, workflow or API of it, whatever the view behind the address checks itself; nor does
    anybody reach another organisation's pictures and files."""

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(CMS) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        places = {match.view_name, *match.namespaces}
        self._refuse_by_place(request.user, places, kwargs, request.POST)
        self._refuse_odd_numbers(request, places)
        if OPEN_NAMESPACES.intersection(match.namespaces):
            return None
        for model, pk in _named(match, args, kwargs):
            if not _may_meet(request.user, model, pk):
                # 404, not 403: that there is such a thing is nobody's business either.
                raise Http404
        if match.view_name == "wagtailadmin_choose_page_chosen_multiple":
            _leave_out_foreign_pages(request)
        if request.method == "POST" and any(is_settled(item) for item in _to_be_changed(request)):
            return _keep_as_it_was_read(request)
        return None

    def process_template_response(self, request, response):
        """Wagtail's bulk actions list by title what one may not act on."""
        if (
            request.resolver_match
            and request.resolver_match.view_name == "wagtail_bulk_action"
            and not _keeps_watch(request.user)
        ):
            response.context_data["items_with_no_access"] = []
        return response

    def process_response(self, request, response):
        if getattr(request, "is_for_one_person", False):
            response["Cache-Control"] = FOR_ONE_PERSON
        return response

    def _refuse_by_place(self, user, places, kwargs, posted):
        if SUPERUSERS_ALONE & places and not user.is_superuser:
            raise Http404
        if COORDINATORS_ALONE & places and not _keeps_watch(user):
            raise Http404
        if NOBODYS & places:
            raise Http404
        if NOBODYS_BUTTONS & posted.keys():
            raise Http404
        if "wagtail_bulk_action" in places and (
            (kwargs["model_name"], kwargs["action"]) in BULK_ACTIONS_REFUSED
        ):
            raise Http404

    def _refuse_odd_numbers(self, request, places):
        """Wagtail hands what stands after the question mark to the database as it is."""
        for name in ("id", "owner", "content_type"):
            for value in request.GET.getlist(name):
                if TOO_LONG.fullmatch(value):
                    raise Http404
        if "wagtail_bulk_action" in places and not all(
            value == "all" or value.isdecimal() for value in request.GET.getlist("id")
        ):
            raise Http404


def _keeps_watch(user) -> bool:
    person = person_for(user)
    return person.is_coordinator or person.is_superuser


def _named(match, args, kwargs) -> Iterator[tuple[type, int]]:
    """Give every page, picture and file that an address names."""
    namespace = ":".join(match.namespaces)
    for name, value in kwargs.items():
        model = PK_IN.get(namespace) if name == "pk" else ARGUMENTS.get(name)
        if model and str(value).isdecimal():
            yield model, int(value)
    # Wagtail's address of a comparison names nothing; the page comes first.
    if args and namespace == "wagtailadmin_pages":
        yield Page, int(args[0])


def _may_meet(user, model, pk) -> bool:
    if model is Page:
        return _may_see_page(user, pk)
    item = model.objects.filter(pk=pk).first()
    return item is None or POLICIES[model].user_has_any_permission_for_instance(
        user, ["change", "choose", "delete"], item
    )


def _may_see_page(user, page_id) -> bool:
    contribution = (
        Contribution.objects.filter(page=page_id)
        .select_related("page", "organisation")
        .prefetch_related("authors")
        .first()
    )
    return contribution is None or rights.may(
        Action.SEE, person_for(user), contribution.as_case(), duty_at()
    )


def _to_be_changed(request) -> Iterator[Picture | File]:
    """Give the pictures and files that a form of the CMS would change or delete."""
    match = request.resolver_match
    if match.view_name in CHANGING:
        named = list(_named(match, (), match.kwargs))
    elif match.view_name == "wagtail_bulk_action" and match.kwargs["action"] == "delete":
        model = {"picture": Picture, "file": File}.get(match.kwargs["model_name"])
        if model is None:
            return
        if "all" in request.GET.getlist("id"):
            yield from model.objects.all()
            return
        named = [(model, pk) for pk in request.GET.getlist("id")]
    else:
        return
    for model, pk in named:
        yield from model.objects.filter(pk=pk)


def _keep_as_it_was_read(request):
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    messages.error(
        request,
        _("It stands in a text that is handed in, approved or public. Add the new one beside it."),
    )
    return redirect(request.get_full_path())


def _leave_out_foreign_pages(request):
    """The page chooser answers with the title of any id that stands in its query."""
    asked = [pk for pk in request.GET.getlist("id") if pk.isdecimal()]
    met = pages_in_cms(person_for(request.user), duty_at()).filter(pk__in=asked, depth__gt=1)
    query = request.GET.copy()
    query.setlist("id", [str(pk) for pk in met.values_list("pk", flat=True)])
    request.GET = query
