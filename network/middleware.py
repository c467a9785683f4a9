"""One gate before every address of the CMS that names a page, a picture or a file."""

from collections.abc import Iterator

from django.http import Http404
from django.utils.deprecation import MiddlewareMixin
from wagtail.models import Page

from core.models import File, Picture
from core.permissions import file_policy, picture_policy
from network import rights
from network.duty_answer import duty_at
from network.media import FOR_ONE_PERSON
from network.models import Contribution
from network.people import person_for
from network.querysets import pages_in_cms
from network.rights import Action

CMS = "/cms/"
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
# Their views ask what may be read themselves: duty takes down what is public.
OPEN_NAMESPACES = {"moderation"}
# Reports name whatever was edited last, tags and members stand in lists of everybody's.
COORDINATORS_ALONE = {
    "wagtailadmin_reports",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
    "wagtailsnippetchoosers_network_membership",
}
# Whoever changes the workflow changes who decides.
SUPERUSERS_ALONE = {"wagtailadmin_workflows"}
# A workflow whose only task is switched off counts as passed: all that waits would be published.
NOBODYS = {"wagtailadmin_workflows:disable_task"}
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
            return
        match = request.resolver_match
        self._refuse_by_place(request.user, {match.view_name, *match.namespaces}, kwargs)
        if OPEN_NAMESPACES.intersection(match.namespaces):
            return
        for model, pk in _named(match, args, kwargs):
            if not _may_meet(request.user, model, pk):
                # 404, not 403: that there is such a thing is nobody's business either.
                raise Http404
        if match.view_name == "wagtailadmin_choose_page_chosen_multiple":
            _leave_out_foreign_pages(request)

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

    def _refuse_by_place(self, user, places, kwargs):
        if SUPERUSERS_ALONE & places and not user.is_superuser:
            raise Http404
        if COORDINATORS_ALONE & places and not _keeps_watch(user):
            raise Http404
        if NOBODYS & places:
            raise Http404
        if "wagtail_bulk_action" in places and (
            (kwargs["model_name"], kwargs["action"]) in BULK_ACTIONS_REFUSED
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


def _leave_out_foreign_pages(request):
    """The page chooser answers with the title of any id that stands in its query."""
    asked = [pk for pk in request.GET.getlist("id") if pk.isdecimal()]
    met = pages_in_cms(person_for(request.user), duty_at()).filter(pk__in=asked, depth__gt=1)
    query = request.GET.copy()
    query.setlist("id", [str(pk) for pk in met.values_list("pk", flat=True)])
    request.GET = query
