"""What readers look for, for those who can do something about it."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import require_admin_access

from core.query import as_words
from network.duty_answer import duty_at
from network.people import person_for
from network.rights import keeps_watch
from search import services
from search.report_forms import MonthForm, SynonymForm
from search.reporting import month_of_searches


def for_those_who_watch(view):
    """Let in who is on duty now and who keeps the portal; to everybody else there is no such address."""

    @wraps(view)
    @require_admin_access
    def guarded(request, *args, **kwargs):
        if not keeps_watch(person_for(request.user), duty_at()):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_those_who_watch
@require_safe
def report(request):
    """Show a month of searches: what was asked most, what led nowhere, what nobody opened."""
    form = MonthForm(request.GET, now=timezone.now())
    month = form.month()
    return render(
        request,
        "search/report.html",
        {
            "form": form,
            "query": form.query(),
            "month": month,
            "searches": month_of_searches(month),
        },
    )


@for_those_who_watch
@require_http_methods(["GET", "HEAD", "POST"])
def add_synonym(request):
    """Ask what a query means, and have it found from then on; ``q`` and ``jezik`` fill the form."""
    form = SynonymForm(request.POST if request.method == "POST" else None, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_synonym(
                **{name: form.cleaned_data[name] for name in form.fields},
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("Saved. It is found from now on."))
            return redirect("search_cms:report")
    return render(request, "search/add_synonym.html", {"form": form})


def _asked(request) -> dict:
    asked = {"typed": as_words(request.GET.get("q", "")).lower()[:60]}
    if "jezik" in request.GET:
        asked["language"] = request.GET["jezik"][:10]
    return asked
