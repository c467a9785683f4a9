"""Contributions in a given state, whatever way would have led there."""

from datetime import UTC, datetime, timedelta

from wagtail.models import Page

from network.models import Contribution
from network.rights import Proposal, Public
from tests.blog.factories import PostPageFactory

NOON = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)

# The page's own columns for each state that readers may find it in.
PUBLIC_STATES = {
    Public.NEVER: {"live": False},
    Public.SCHEDULED: {"live": False},
    Public.LIVE: {"live": True, "first_published_at": NOON},
    Public.TAKEN_DOWN: {"live": False, "first_published_at": NOON},
    Public.EXPIRED: {"live": False, "first_published_at": NOON, "expired": True},
}


def contribution_in(organisation, *, public=Public.NEVER, proposal=Proposal.DRAFT, **facts):
    page = PostPageFactory(organisation=organisation, owner=facts.pop("owner", None))
    Page.objects.filter(pk=page.pk).update(**PUBLIC_STATES[public])
    scheduled = public == Public.SCHEDULED or facts.pop("is_scheduled", False)
    Contribution.objects.filter(page=page).update(
        proposal=proposal,
        scheduled_for=NOON + timedelta(days=3) if scheduled else None,
        submitted_at=facts.pop("submitted_at", NOON),
        answer_by=NOON.date(),
        submitted_digest="0" * 64,
        submitted_by=facts.pop("submitted_by", None),
        taken_over_by=facts.pop("taken_over_by", None),
        entered_by=facts.pop("entered_by", None),
    )
    contribution = Contribution.objects.get(page=page)
    contribution.authors.set(facts.pop("authors", []))
    assert not facts
    return contribution
