"""What waits to be sent and what was given up, for those who keep the portal."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from mail.models import MailState, OutgoingMail
from mail.services import CannotBeRepeated, try_again

MAILS_PER_PAGE = 50
# What is asked for in the address, the state it means.
STATES = {
    "opuscena": MailState.FAILED,
    "cakajoca": MailState.QUEUED,
    "poslana": MailState.SENT,
}


def keeps_watch(user) -> bool:
    """Tell whether the outbox is somebody's business."""
    return user.is_active and (user.is_coordinator or user.is_superuser)


def for_coordinators(view):
    @require_admin_access
    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not keeps_watch(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_coordinators
@require_safe
def outbox(request):
    """List mail in one state; at first what was given up, or what waits where nothing was."""
    counts = OutgoingMail.objects.counts()
    asked = request.GET.get("stanje", "")
    if asked not in STATES:
        asked = "opuscena" if counts.get(MailState.FAILED) else "cakajoca"
    found = OutgoingMail.objects.by_urgency(STATES[asked]).defer("html")
    return render(
        request,
        "accounts/outbox.html",
        {
            "mails": Paginator(found, MAILS_PER_PAGE).get_page(request.GET.get("page")),
            "state": STATES[asked],
            "query": f"stanje={asked}",
            "tabs": [
                (name, state, counts.get(state, 0), name == asked) for name, state in STATES.items()
            ],
        },
    )


@for_coordinators
@require_POST
def retry(request, mail_id):
    try:
        mail = try_again(mail_id=mail_id, now=timezone.now())
    except OutgoingMail.DoesNotExist:
        messages.info(request, _("This mail is not given up any more."))
    except CannotBeRepeated:
        messages.error(request, _("This mail cannot be sent again."))
    else:
        messages.success(
            request, _("The mail to %(recipient)s is tried again.") % {"recipient": mail.recipient}
        )
    return redirect(f"{reverse('outbox')}?stanje=opuscena")
