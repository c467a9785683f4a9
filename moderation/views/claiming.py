"""Saying that one reads a text, and giving it back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import services
from moderation.errors import Refused
from moderation.views.access import for_deciders, readable


@for_deciders
def claim(request, page_id):
    readable(request, page_id)
    try:
        services.claim(page_id=page_id, user=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Others see that you are reading it."))
    return redirect("moderation:submission", page_id)


@for_deciders
def give_back(request, page_id):
    readable(request, page_id)
    if services.give_back(page_id=page_id, user=request.user):
        messages.success(request, _("Given back: others see that nobody is reading it."))
    # Not to the text: opening it would say again that one is reading.
    return redirect("moderation:queue")
