"""Asking organisations for texts."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from accounts.letters import write_to
from duty.roster import LJUBLJANA
from moderation.collecting import PastEvent, untold_events
from moderation.errors import Refused, TooLate
from moderation.models import Asking
from moderation.services.steps import require_watch
from network.models import Organisation
from network.people import members_of


@transaction.atomic
def ask_for_text(
    *, organisation_id: int, user, now: datetime, event_id: int | None = None
) -> Asking:
    """Write a friendly mail to an organisation's people, with a link straight to the form.

    With ``event_id`` they are asked to tell of that event.

    :raises NotAllowed: for whoever is neither on duty nor keeps the portal
    :raises TooLate: when the organisation was asked within the last thirty days, or has told of
        the event meanwhile
    :raises Refused: when there is no such organisation in the network or nobody to ask
    """
    require_watch(user, now)
    organisation = (
        Organisation.objects.active().select_for_update().filter(pk=organisation_id).first()
    )
    if organisation is None:
        raise Refused(_("There is no such organisation in the network."))
    before = Asking.objects.recent(now).filter(organisation=organisation).first()
    if before:
        day = formats.date_format(before.at.astimezone(LJUBLJANA), "j. n.")
        raise TooLate(
            _("It was asked on %(day)s already; once in thirty days is enough.") % {"day": day}
        )
    event = _untold(event_id, organisation, now) if event_id else None
    people = members_of(organisation)
    if not people:
        raise Refused(_("Nobody of this organisation has an account."))
    asking = Asking.objects.create(
        organisation=organisation, event_id=event and event.page_id, by=user, at=now
    )
    write_to(
        people,
        "asked_for_text",
        {
            "organisation": organisation.name,
            "event": event,
            "asked_by": user,
            "form_url": settings.SITE_ADDRESS + "/oddaj/" + ("objava/" if event else ""),
        },
        now,
        is_own=True,
    )
    return asking


def _untold(event_id: int, organisation: Organisation, now: datetime) -> PastEvent:
    for wanted in untold_events(now):
        if wanted.event.page_id == event_id and wanted.organisation == organisation:
            return wanted.event
    raise TooLate(_("They have told of this event meanwhile."))
