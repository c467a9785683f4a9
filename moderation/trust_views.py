"""Where coordinators say which organisations publish their events themselves."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import require_admin_access

from core.kept_words import gives_words_back
from moderation import services
from moderation.errors import Refused
from moderation.forms import TrustForm
from network.models import Organisation
from network.people import person_for


def for_coordinators(view):
    """Let coordinators in; to everybody else there is no such address.

    Whoever was signed out while writing gets their words back.
    """

    @gives_words_back("moderation:trust")
    @require_admin_access
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not person_for(request.user).is_coordinator:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_coordinators
@require_safe
def organisations(request):
    """List the organisations with their state, those that are trusted first."""
    return render(
        request,
        "moderation/trust_list.html",
        {"organisations": Organisation.objects.by_trust()},
    )


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request, organisation_id):
    """Show what was decided about one, and decide anew.

    The form says what it wants the state to be: of two who press at once the second is told.
    """
    ours = get_object_or_404(Organisation, pk=organisation_id)
    status = 200
    if request.method == "POST":
        form = TrustForm(request.POST)
        if form.is_valid():
            try:
                change = services.change_trust(
                    organisation_id=ours.pk,
                    user=request.user,
                    now=timezone.now(),
                    **form.cleaned_data,
                )
            except Refused as refused:
                ours.refresh_from_db()
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _done(change))
                return redirect("moderation:trust_of", ours.pk)
        else:
            status = 422
        # What is offered is the other of the two states, whatever a form asked for.
        form.show_again(is_trusted=not ours.is_trusted_for_events)
    else:
        form = TrustForm(initial={"is_trusted": not ours.is_trusted_for_events})
    return render(
        request,
        "moderation/trust.html",
        {
            "organisation": ours,
            "form": form,
            "may_change": ours.is_trusted_for_events or ours.is_active,
            "changes": ours.trust_changes.select_related("by"),
        },
        status=status,
    )


def _done(change) -> str:
    if change.is_trusted:
        return _("From now on its events are published at once. Its leads have been told.")
    return _("From now on its events wait for a decision. Its leads have been told.")
