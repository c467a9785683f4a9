"""Whoever found nothing says what they look for; whoever is on duty reads it."""

from urllib.parse import urlencode

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.query import as_words
from moderation.models import ReaderReport
from moderation.services import report_missing
from search.missing_form import MissingForm

LONGEST_ADDRESS = ReaderReport._meta.get_field("address").max_length


@require_http_methods(["GET", "HEAD", "POST"])
def missing(request):
    """Take what somebody did not find, without an account, and keep what was typed."""
    asked = as_words(request.GET.get("q", ""))
    form = MissingForm(request.POST if request.method == "POST" else None, initial={"q": asked})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            # A robot filled the field that people do not see: it is thanked and forgotten.
            return redirect("search:results")
        if ratelimit.consume(request, action="reader_report"):
            return _take(request, form.cleaned_data)
        form.add_error(None, _("That was a lot at once. Please try again in an hour."))
    return render(request, "search/missing.html", {"form": form, "q": form["q"].value()})


def _take(request, facts):
    query = as_words(facts["q"])
    address = _results_of(query)
    report_missing(
        query=query,
        address=address,
        message=facts["message"],
        email=facts["email"],
        now=timezone.now(),
    )
    messages.success(request, _("Thank you! Whoever is on duty will look for it."))
    return redirect(address)


def _results_of(query: str) -> str:
    """The address of the results; without the query where it would be too long to keep."""
    results = reverse("search:results")
    address = f"{results}?{urlencode({'q': query})}" if query else results
    return address if len(address) <= LONGEST_ADDRESS else results
