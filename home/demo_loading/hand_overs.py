"""Hand-overs of the last months, as the partners left them to each other."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation

from duty.roster import month_after, month_of, starts_at
from home.demo_loading.cast import Cast
from home.demo_loading.content import read
from moderation.hand_over import words_of_waiting
from moderation.models import Decision, HandOver

WRITTEN_BEFORE = timedelta(days=1, hours=9)
CONFIRMED_AFTER = timedelta(hours=8, minutes=25)


def load_hand_overs(cast: Cast, *, now: datetime) -> None:
    """Lay the hand-overs as the scheduler would have frozen them, the newest first.

    Of the texts that waited then only those that the log of decisions knows can be named.
    """
    for number, facts in enumerate(read("hand_overs")["hand_overs"]):
        month = month_after(month_of(now), -number)
        before = month_after(month, -1)
        began = starts_at(month)
        leaver, holder = cast.duty.get(before), cast.duty.get(month)
        with translation.override(settings.LANGUAGE_CODE):
            snapshot = _snapshot(began)
        HandOver.objects.update_or_create(
            month=month,
            defaults={
                "from_partner": cast.organisations.get(leaver),
                "to_partner": cast.organisations.get(holder),
                "notes": facts["notes"].strip(),
                "notes_version": 1,
                "notes_by": next(iter(cast.members.get(leaver, [])), None),
                "notes_at": began - WRITTEN_BEFORE,
                "snapshot": snapshot,
                "frozen_at": began,
                "sent_at": began,
                "confirmed_by": next(iter(cast.members.get(holder, [])), None),
                "confirmed_at": min(began + CONFIRMED_AFTER, now) if facts["confirmed"] else None,
            },
        )


def _snapshot(began: datetime) -> list[dict]:
    waited = Decision.objects.filter(submitted_at__lt=began, decided_at__gte=began)
    return [
        {
            "name": "open",
            "lines": [
                {
                    "text": words_of_waiting(
                        decision.organisation.name,
                        submitted_at=decision.submitted_at,
                        answer_by=decision.answer_by,
                    ),
                    "title": decision.title,
                    "page": decision.page_number,
                }
                for decision in waited.select_related("organisation").order_by("submitted_at")
            ],
        },
        {"name": "sent_back", "lines": []},
        {"name": "scheduled", "lines": []},
        {"name": "gaps", "lines": []},
        {"name": "reports", "lines": []},
    ]
