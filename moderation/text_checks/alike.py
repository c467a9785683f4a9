"""Whether the same was handed in or published before."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Q
from wagtail.models import Page

from core.querysets import open_to_all
from moderation.similarity import is_similar
from moderation.text_checks.registry import Found
from network.rights import Proposal

LOOKED_BACK = timedelta(days=30)
MOST_COMPARED = 300


def said_before(draft, now) -> Iterator[Found]:
    """Texts of the same organisation with such a title in the last thirty days."""
    if draft.recurs:
        return
    recent = Q(first_published_at__gt=now - LOOKED_BACK) | Q(
        contribution__submitted_at__gt=now - LOOKED_BACK
    )
    pages = met_by_moderators(draft).filter(
        recent,
        contribution__organisation=draft.organisation,
        content_type=draft.cached_content_type,
    )
    yield from alike(draft, pages)


def met_by_moderators(draft):
    """Other texts in the same language that are public or wait for a decision."""
    waits = Q(contribution__proposal=Proposal.SUBMITTED)
    pages = open_to_all(Page.objects.filter(contribution__isnull=False))
    return (
        pages.filter(Q(live=True) | waits, locale=draft.locale_id)
        .exclude(pk=draft.pk)
        .exclude(translation_key=draft.translation_key)
    )


def alike(draft, pages: Iterable[Page]) -> Iterator[Found]:
    """Those with a similar title. Authors are told of what they may read: public, or their own."""
    for page in pages.order_by("-pk").select_related("contribution")[:MOST_COMPARED]:
        title = page.title if page.live else page.draft_title
        if is_similar(draft.title, title):
            is_own = page.contribution.organisation_id == draft.organisation.pk
            yield Found(where="title", other=page.pk, is_for_author=page.live or is_own)
