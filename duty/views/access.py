"""Who gets to the roster's screens in the CMS: people of partners, and coordinators."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.urls import reverse
from wagtail.admin.auth import require_admin_access

from core.kept_words import signed_out
from duty.services.calendars import may_have_calendar


def may_see_roster(user) -> bool:
    """Tell whether the roster's screens are a person's business; those who keep it, and partners."""
    return may_have_calendar(user)


def for_the_network(view):
    """Let people of the roster through; for everybody else there is nothing here.

    Whoever was signed out while writing gets their words back.
    """

    @require_admin_access
    def guarded(request, *args, **kwargs):
        if not may_see_roster(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    @wraps(view)
    def asked(request, *args, **kwargs):
        if request.method == "POST" and not request.user.is_authenticated:
            return signed_out(request, redirect_to_login(reverse("duty:index")).url)
        return guarded(request, *args, **kwargs)

    return asked
