"""Where a person makes the secret addresses of the roster, and ends them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from duty import services
from duty.forms import CalendarForm
from duty.models import DutyCalendar
from duty.views.access import for_the_network


@for_the_network
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request):
    """Show the person's addresses; a new one is shown on the answer to the form and never again."""
    form = CalendarForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    scope = form.cleaned_data["scope"]
    secret = services.open_calendar(user=request.user, scope=scope, now=timezone.now())
    address = request.build_absolute_uri(reverse("duty_calendar", args=[secret]))
    return _show(request, CalendarForm(), address=address, status=201)


def _show(request, form, *, address="", status=200):
    context = {
        "form": form,
        "address": address,
        # Programs that know this scheme subscribe at a click.
        "subscribe_url": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "calendars": DutyCalendar.objects.live().filter(user=request.user),
    }
    response = render(request, "duty/calendars.html", context, status=status)
    if address:
        response["Referrer-Policy"] = "no-referrer"
    return response


@for_the_network
@require_POST
def revoke_calendar(request):
    form = CalendarForm(request.POST)
    if form.is_valid() and services.revoke_calendar(
        user=request.user, scope=form.cleaned_data["scope"], now=timezone.now()
    ):
        messages.success(request, _("The address answers no more."))
    else:
        messages.info(request, _("There is no such address any more."))
    return redirect("duty:calendars")
