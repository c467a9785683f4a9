"""What the search box asks while somebody types. Nothing of it is kept or counted."""

from dataclasses import asdict

from allauth.core import ratelimit
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.completion import language_of_completions, suggestions

SECONDS = 60


@require_safe
def complete(request):
    """Return completions of ``q`` as a list of label, url and kind; the same for everybody."""
    if ratelimit.consume_or_429(request, action="search_completion", limit_get=True):
        return _answer([], status=429)
    found = suggestions(
        typed=request.GET.get("q", ""),
        language=language_of_completions(get_language()),
        now=timezone.now(),
        request=request,
    )
    response = _answer([asdict(suggestion) for suggestion in found])
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


def _answer(found, **facts):
    response = JsonResponse({"suggestions": found}, **facts)
    response["X-Robots-Tag"] = "noindex"
    return response
