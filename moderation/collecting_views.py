"""Duty looks who has been silent, and asks with one click."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from moderation import services
from moderation.collecting import silent_organisations, untold_events
from moderation.errors import NotAllowed, Refused
from network import rights
from network.duty_answer import duty_at
from network.people import person_for

# The largest number that both databases hold.
LARGEST = 2**63 - 1


class AskForm(forms.Form):
    organisation = forms.IntegerField(min_value=1, max_value=LARGEST)
    event = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)


@require_admin_access
@require_safe
def collecting(request):
    """List whom to ask, for those who answer for the content now."""
    if not rights.keeps_watch(person_for(request.user), duty_at()):
        raise PermissionDenied
    now = timezone.now()
    return render(
        request,
        "moderation/collecting.html",
        {"silent": silent_organisations(now), "events": untold_events(now)},
    )


@require_admin_access
@require_POST
def ask(request):
    form = AskForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("There is no such organisation in the network."))
        asking = services.ask_for_text(
            organisation_id=form.cleaned_data["organisation"],
            event_id=form.cleaned_data["event"],
            user=request.user,
            now=timezone.now(),
        )
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("%(organisation)s has been asked.") % {"organisation": asking.organisation}
        )
    return redirect("moderation:collecting")
