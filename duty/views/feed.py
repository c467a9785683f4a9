"""The roster for calendar programs, under an address that is its own key."""

import hashlib

from allauth.core import ratelimit
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from duty import services
from duty.feed import calendar_feed
from network.people import person_for

ACTION = "duty_calendar"


@require_safe
def duty_calendar(request, secret):
    """Hand out the calendar of a secret; who guesses too often is not listened to any more.

    :raises Http404: for a secret that is unknown, revoked, or of somebody who keeps no duty now
    """
    # Asked before the secret is looked up: whoever guesses is not told when a guess is right.
    too_many = ratelimit.consume_or_429(request, action=ACTION, limit_get=True, dry_run=True)
    if too_many:
        return too_many
    calendar = services.calendar_for(secret)
    if calendar is None:
        ratelimit.consume_or_429(request, action=ACTION, limit_get=True)
        raise Http404
    own = _own_partners(calendar.user)
    content = calendar_feed(calendar, own=own, now=timezone.now())
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="dezurstva.ics"'
    response["ETag"] = etag
    response = get_conditional_response(request, etag=etag, response=response)
    # Caches and referrers are seen to where all addresses are that hold a key: core.middleware.
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _own_partners(user) -> set[int | None]:
    """Return the partners that a person acts for; ``None`` stands for the coordinators."""
    person = person_for(user)
    coordinators = {None} if person.is_coordinator else set()
    return person.member_of | coordinators
