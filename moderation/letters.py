"""Mail about a text: to those whom a step concerns, one letter each, in the step's transaction."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from accounts.letters import write_to
from duty.roster import LJUBLJANA

# What became of somebody's own text; an author always learns it.
OWN = frozenset(
    {
        "submitted_author",
        "sent_back",
        "scheduled",
        "called_back",
        "published",
        "published_at_once",
    }
)
# What cannot wait until somebody looks by themselves.
URGENT = frozenset(
    {"decided_by_link", "duty_begins", "entered_for_you", "reader_report", "taken_down"}
)


def tell(
    people,
    letter: str,
    contribution,
    now: datetime,
    *,
    is_urgent=False,
    is_own=False,
    is_secret=False,
    facts_for=None,
    **facts,
) -> None:
    """Write ``templates/mail/<letter>.txt`` to each of ``people``, with what is known of the text.

    The letters named above are urgent or own by themselves; see ``accounts.letters.write_to``.
    """
    known = _facts_of(contribution) if contribution else {}
    write_to(
        people,
        letter,
        {**known, **facts},
        now,
        is_urgent=is_urgent or letter in URGENT,
        is_own=is_own or letter in OWN,
        is_secret=is_secret,
        facts_for=facts_for,
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
        "review_url": review_url(page.pk),
        "own_url": f"{settings.SITE_ADDRESS}/oddaj/{page.pk}/",
    }


def review_url(page_id: int) -> str:
    """Return the address of the screen on which a text is decided."""
    return settings.SITE_ADDRESS + reverse("moderation:submission", args=[page_id])
