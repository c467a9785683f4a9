"""Somebody opened a result: which query led there, and nothing else."""

from allauth.core import ratelimit
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search.services import count_click


# A browser's beacon carries no token. Nothing here belongs to anybody: whoever sends one from
# elsewhere could at most make a query look as if it was of use.
@csrf_exempt
@require_POST
def click(request):
    """Count that a result of the query ``q`` was opened, in the language of the address.

    Sent by ``static/js/search_clicks.js`` once a page. The answer is always empty: 204, or 403 to
    another site's page.
    """
    if not _is_from_here(request):
        return HttpResponse(status=403)
    if ratelimit.consume(request, action="search_click"):
        count_click(query=request.POST.get("q", ""), language=get_language(), now=timezone.now())
    return HttpResponse(status=204)


def _is_from_here(request) -> bool:
    """Tell whether the browser says that a page of ours sent it; one that says nothing is not ours."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin", "").partition("://")[2] == request.get_host()
