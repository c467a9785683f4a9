"""Readers say that something is wrong; whoever is on duty reads it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from moderation import services
from moderation.addresses import public_page_at
from moderation.errors import NotAllowed, Refused
from moderation.forms import ReportForm
from moderation.models import ReaderReport
from network import rights
from network.duty_answer import duty_at
from network.people import person_for

REPORTS_PER_PAGE = 50


@require_http_methods(["GET", "POST"])
def report(request):
    """Take a report without an account; it works without JavaScript and keeps what was typed."""
    address = request.GET.get("stran", "")[:500]
    form = ReportForm(
        request.POST if request.method == "POST" else None, initial={"address": address}
    )
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            # A robot filled the field that people do not see: it is thanked and forgotten.
            return redirect("/")
        if not ratelimit.consume(request, action="reader_report"):
            form.add_error(None, _("That was a lot at once. Please try again in an hour."))
        else:
            services.report_mistake(
                address=_own_path(form.cleaned_data["address"]),
                page=public_page_at(request, form.cleaned_data["address"]),
                message=form.cleaned_data["message"],
                email=form.cleaned_data["email"],
                now=timezone.now(),
            )
            messages.success(request, _("Thank you! Whoever is on duty will look at it."))
            return redirect(_own_path(form.cleaned_data["address"]))
    return render(request, "moderation/report_form.html", {"form": form, "address": address})


def _own_path(address):
    """Where to return: a path on this site, never another host, however it is disguised."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address if is_ours else "/"


@require_admin_access
@require_safe
def reports(request):
    """List reports for those who answer for the content now."""
    person = person_for(request.user)
    if not (rights.is_on_duty(person, duty_at()) or person.is_coordinator or person.is_superuser):
        raise PermissionDenied
    found = ReaderReport.objects.open().select_related("page")
    return render(
        request,
        "moderation/reports.html",
        {"reports": Paginator(found, REPORTS_PER_PAGE).get_page(request.GET.get("page"))},
    )


@require_admin_access
@require_POST
def resolve(request, report_id):
    try:
        services.resolve_report(report_id=report_id, user=request.user, now=timezone.now())
    except ReaderReport.DoesNotExist:
        messages.error(request, _("This report does not exist any more."))
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Settled."))
    return redirect("moderation:reports")
