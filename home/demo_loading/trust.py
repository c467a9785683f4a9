"""An event that its organisation published itself, and a text that a coordinator entered for another.

Both go through the services, and are put back to their days afterwards.
"""

from datetime import datetime, timedelta

from wagtail.models import Page, PageLogEntry, Revision

from home.demo_loading.cast import Cast
from home.demo_loading.content import read
from home.demo_loading.submissions import begun, days_ago, handed_in, without_mail
from moderation import services
from moderation.models import Step
from network.models import Contribution

PUBLISHED_DAYS_AGO = 2


def load_trust(home: Page, cast: Cast, *, now: datetime, seed: int) -> None:
    words = read("trust")
    with without_mail():
        _trust(home, words["trusted"], cast, now=now, seed=seed)
        _enter(home, words["entered"], cast, now=now, seed=seed)


def _trust(home, facts, cast, *, now, seed):
    page, luck = begun(home, {**facts["event"], "kind": "event"}, cast, now=now, seed=seed)
    services.change_trust(
        organisation_id=cast.organisations[facts["organisation"]].pk,
        is_trusted=True,
        user=cast.coordinator,
        now=now - timedelta(days=facts["days_ago"]),
        reason=facts["reason"],
    )
    at = days_ago(PUBLISHED_DAYS_AGO, now, luck)
    services.hand_in(page_id=page.pk, user=page.owner, now=at)
    Contribution.objects.filter(page=page.pk).update(submitted_at=at)
    Step.objects.filter(page=page.pk).update(at=at)
    Page.objects.filter(pk=page.pk).update(
        first_published_at=at, last_published_at=at, latest_revision_created_at=at
    )
    Revision.page_revisions.filter(object_id=str(page.pk)).update(created_at=at)
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=at)


def _enter(home, facts, cast, *, now, seed):
    handed_in(home, facts, cast, now=now, seed=seed, entered_by=cast.coordinator)
