"""Mail about a text: to those whom a step concerns, one letter each, in the step's transaction."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from duty.roster import LJUBLJANA
from mail.services import enqueue


def tell(people, letter: str, contribution, now: datetime, **facts) -> None:
    """Write ``templates/mail/<letter>.txt`` to each of ``people``; nobody gets it twice."""
    context = {**(_facts_of(contribution) if contribution else {}), **facts}
    for person in dict.fromkeys(people):
        enqueue(
            recipient=person.email,
            template=letter,
            context={**context, "person": person},
            now=now,
        )


def _facts_of(contribution) -> dict:
    page = contribution.page
    return {
        "title": page.draft_title or page.title,
        "kind_label": page.specific_class.kind_label,
        "organisation": contribution.organisation.name,
        "submitted_by": contribution.submitted_by,
        "answer_by": contribution.answer_by,
        "scheduled_for": contribution.scheduled_for
        and contribution.scheduled_for.astimezone(LJUBLJANA),
        "page_url": page.full_url,
        "review_url": settings.SITE_ADDRESS + reverse("moderation:submission", args=[page.pk]),
        "own_url": f"{settings.SITE_ADDRESS}/oddaj/{page.pk}/",
    }
