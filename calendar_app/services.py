"""What an organisation may say about its event at once, without review."""

from datetime import date, datetime

from django.db import transaction
from wagtail.search import index

from calendar_app.models import EventChange, EventPage
from moderation import services as moderation
from moderation.errors import NotAllowed
from network import rights
from network.duty_answer import duty_at
from network.people import person_for
from network.rights import Action


@transaction.atomic
def change_status(
    *,
    event: EventPage,
    status: str,
    reason: str,
    user,
    now: datetime,
    new_date: date | None = None,
) -> EventChange | None:
    """Say that an event is cancelled, postponed or full; an empty status takes it back.

    It stands in duty's list of what was published without review.

    :raises NotAllowed: when it is neither the person's event nor their duty
    :raises ValidationError: when the reason is not plain text of at most 200 characters
    """
    contribution = event.contribution
    if not rights.may(Action.CHANGE_STATUS, person_for(user), contribution.as_case(), duty_at(now)):
        raise NotAllowed
    change = EventChange.objects.filter(translation_key=event.translation_key).first()
    if not status:
        if change:
            change.delete()
            _index_in_all_languages(event)
            moderation.note_unreviewed(contribution=contribution, user=user, now=now, comment="")
        return None
    change = change or EventChange(translation_key=event.translation_key)
    change.status, change.reason, change.new_date = status, reason.strip(), new_date
    change.changed_by, change.changed_at = user, now
    change.full_clean()
    change.save()
    _index_in_all_languages(event)
    moderation.note_unreviewed(contribution=contribution, user=user, now=now, comment=str(change))
    return change


def _index_in_all_languages(event: EventPage) -> None:
    # The change is no part of the pages, and they are not saved.
    for page in EventPage.objects.filter(translation_key=event.translation_key):
        index.insert_or_update_object(page)
