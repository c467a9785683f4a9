"""Answers that belong to no section: what a browser may load, and addresses that are gone."""

import re
from json import JSONDecodeError

from django.core.exceptions import BadRequest
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import bad_request

from core.models import GoneAddress
from core.secret_addresses import is_secret

CMS = "/cms/"
PUBLIC_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'none'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# Wagtail's admin still carries inline scripts and styles (listings, editor, history).
CMS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# NUL, which PostgreSQL refuses to be asked for, and numbers that no database holds; Wagtail's own
# addresses take them as they come.
IN_NO_ADDRESS = re.compile(r"\0|^/(?:cms|datoteke)/.*\d{19}", re.DOTALL)
COUNT = re.compile(r"\d{1,4}")


class BrowserPolicyMiddleware(MiddlewareMixin):
    """Say what a page may load: nothing from another host, nothing inline outside the CMS."""

    def process_response(self, request, response):
        if "Content-Security-Policy" not in response:
            policy = CMS_POLICY if request.path.startswith(CMS) else PUBLIC_POLICY
            response["Content-Security-Policy"] = policy
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        return response


class SecretAddressMiddleware(MiddlewareMixin):
    """What stands behind an address that is a key stays between us and its holder."""

    def process_response(self, request, response):
        if is_secret(request.path_info):
            # Our host, never the path. With "no-referrer" browsers send a form from the origin
            # "null", which Django's protection of forms refuses.
            response["Referrer-Policy"] = "strict-origin"
            response["Cache-Control"] = "no-store, private"
        return response


class CMSFormMiddleware(MiddlewareMixin):
    """Wagtail takes its forms for whole; what none of its screens sends is refused, not a failure."""

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not request.path.startswith(CMS):
            return
        for name, value in request.POST.items():
            if name.endswith("-count") and not COUNT.fullmatch(value):
                raise BadRequest("A list in a form has no number of its items.")
        # The button of Wagtail's own tasks, which nobody has; without a workflow it would break.
        if "action-workflow-action" in request.POST:
            raise BadRequest("Decisions are made where texts are read.")

    def process_exception(self, request, exception):
        if request.path.startswith(CMS) and _is_about_the_form(exception):
            return bad_request(request, exception)
        return None


def _is_about_the_form(exception) -> bool:
    """Tell what a part that is missing or mangled makes Wagtail's widgets and choosers raise."""
    return isinstance(exception, MultiValueDictKeyError | JSONDecodeError) or (
        isinstance(exception, ValueError) and "expected a number" in str(exception)
    )


class GoneMiddleware(MiddlewareMixin):
    """Turn "not found" into "gone" where a public page was deleted for good."""

    def process_request(self, request):
        if IN_NO_ADDRESS.search(request.path):
            raise Http404

    def process_response(self, request, response):
        if response.status_code == 404 and GoneAddress.objects.filter(path=request.path).exists():
            return TemplateResponse(request, "410.html", status=410).render()
        return response
