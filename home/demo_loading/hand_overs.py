"""Hand-overs of the last months, as the partners left them to each other."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import translation

from accounts.models import User
from duty.roster import month_after, month_of, starts_at
from home.demo_loading.cast import Cast
from home.demo_loading.content import read
from moderation.hand_over import words_of_waiting
from moderation.models import Decision, HandOver
from network.models import Organisation

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
        leaver, holder = (_partner(cast, day) for day in (before, month))
        with translation.override(settings.LANGUAGE_CODE):
            snapshot = _snapshot(began)
        HandOver.objects.update_or_create(
            month=month,
            defaults={
                "from_partner": leaver,
                "to_partner": holder,
                "notes": facts["notes"].strip(),
                "notes_version": 1,
                "notes_by": _member(cast, leaver),
                "notes_at": began - WRITTEN_BEFORE,
                "snapshot": snapshot,
                "frozen_at": began,
                "sent_at": began,
                "confirmed_by": _member(cast, holder),
                "confirmed_at": min(began + CONFIRMED_AFTER, now) if facts["confirmed"] else None,
            },
        )


def _partner(cast: Cast, month: date) -> Organisation | None:
    number = cast.duty.get(month)
    return next((row for row in cast.organisations.values() if row.pk == number), None)


def _member(cast: Cast, partner: Organisation | None) -> User | None:
    return next(iter(cast.members.get(partner.slug, [])), None) if partner else None


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
