"""One gate before every address of the CMS that names a page."""

from django.http import Http404
from django.utils.deprecation import MiddlewareMixin

from network import rights
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Action

CMS = "/cms/"
# How Wagtail names a page's id in its addresses; several mean something else elsewhere.
PAGE_NAMESPACES = {"wagtailadmin_pages", "wagtailadmin_api", "wagtailadmin_reports"}
ID_NAMES = ("page_id", "page_to_move_id", "parent_page_id", "pk", "page_pk")


class ForeignDraftMiddleware(MiddlewareMixin):
    """Whoever may not read a page's draft does not reach editor, history, usage, comparison,
    preview, workflow or API of it, whatever the view behind the address checks itself."""

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(CMS) or not request.user.is_authenticated:
            return
        match = request.resolver_match
        if not PAGE_NAMESPACES.intersection(match.namespaces):
            return
        for name in ID_NAMES:
            if name in kwargs and str(kwargs[name]).isdecimal():
                self._refuse_foreign(request.user, int(kwargs[name]))
        return

    def _refuse_foreign(self, user, page_id):
        contribution = (
            Contribution.objects.filter(page=page_id)
            .select_related("page", "organisation")
            .prefetch_related("authors")
            .first()
        )
        if contribution and not rights.may(
            Action.SEE, person_for(user), contribution.as_case(), duty_at()
        ):
            # 404, not 403: that there is such a draft is nobody's business either.
            raise Http404
