"""Giving trust to organisations, and withdrawing it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.letters import write_to
from moderation.errors import NotAllowed, Refused, TooLate
from moderation.services.steps import COMMENT_MAX
from network.models import Organisation, TrustChange
from network.people import leads_of, person_for


def change_trust(
    *, organisation_id: int, is_trusted: bool, user, now: datetime, reason: str
) -> TrustChange:
    """Have an organisation publish its events itself from now on, or no longer; its leads are told.

    What is public stays, and what waits for a decision goes on waiting.

    :raises NotAllowed: for everybody but coordinators
    :raises TooLate: when it is so already, or the organisation does not exist
    :raises Refused: without a reason, or when the organisation has left the network
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
        if not person_for(user).is_coordinator:
            raise NotAllowed
        if organisation is None or organisation.is_trusted_for_events == is_trusted:
            raise TooLate(_("It is so already: look at the list."))
        if not reason.strip():
            raise Refused(_("Write why."))
        if is_trusted and not organisation.is_active:
            raise Refused(_("The organisation is no longer in the network."))
        organisation.is_trusted_for_events = is_trusted
        organisation.save(update_fields=["is_trusted_for_events"])
        change = TrustChange.objects.create(
            organisation=organisation,
            is_trusted=is_trusted,
            by=user,
            at=now,
            reason=reason.strip()[:COMMENT_MAX],
        )
        write_to(
            leads_of(organisation),
            "trust_given" if is_trusted else "trust_withdrawn",
            {"organisation": organisation.name, "reason": change.reason},
            now,
            is_own=True,
        )
        return change
