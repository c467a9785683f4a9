"""Who gets to the roster's screens in the CMS: people of partners, and coordinators."""

from functools import wraps

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access

from core.kept_words import gives_words_back, words_kept, words_of
from duty.services.calendars import may_have_calendar


def may_see_roster(user) -> bool:
    """Tell whether the roster's screens are a person's business; those who keep it, and partners."""
    return may_have_calendar(user)


def for_the_network(view):
    """Let people of the roster through; for everybody else there is nothing here.

    Whoever was signed out while writing, or may not do it any more, gets their words back.
    """

    @require_admin_access
    def guarded(request, *args, **kwargs):
        if not may_see_roster(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    @wraps(view)
    @gives_words_back("duty:index")
    def asked(request, *args, **kwargs):
        try:
            return guarded(request, *args, **kwargs)
        except Http404:
            if not words_of(request):
                raise
        return words_kept(
            request,
            title=_("Nothing was saved"),
            text=_("This is not yours to do, or not any more. Copy what you wrote."),
            action_url=reverse("duty:index"),
            action_label=_("Duty roster"),
            status=404,
        )

    return asked
