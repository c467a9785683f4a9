"""Who takes part in a review: a partner on duty, the next one, a youth organisation, coordinators."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from core.scheduling import run_due_jobs
from duty.roster import LJUBLJANA, month_after, month_of
from duty.services import set_duty
from mail.models import OutgoingMail
from moderation import services
from moderation.digest import content_digest
from network.checks import contributions_agree_with_workflows
from network.models import Contribution, Organisation, Role
from tests.accounts.factories import UserFactory
from tests.blog.factories import PostPageFactory
from tests.network.factories import OrganisationFactory, member_of

# A Tuesday, far from both ends of its month.
NOON = datetime(2026, 11, 10, 12, tzinfo=LJUBLJANA)
LATER = NOON + timedelta(hours=1)


@dataclass
class Scene:
    """``decider`` and ``colleague`` act for the partner on duty, ``follower`` for the next one;
    ``author``, ``co_author`` and ``lead`` for a youth organisation; ``root`` is a superuser."""

    partner: Organisation
    next_partner: Organisation
    youth: Organisation
    decider: User
    colleague: User
    follower: User
    author: User
    co_author: User
    lead: User
    coordinator: User
    root: User
    stranger: User


def set_scene(now=NOON) -> Scene:
    """Bring everybody into being, with the roster of the month of ``now`` and the next."""
    partner = OrganisationFactory(name="Dežurni partner", slug="dezurni", partner=True)
    next_partner = OrganisationFactory(name="Naslednji partner", slug="naslednji", partner=True)
    youth = OrganisationFactory(name="Mladinski klub", slug="klub")
    month = month_of(now)
    set_duty(month=month, partner=partner)
    set_duty(month=month_after(month), partner=next_partner)
    return Scene(
        partner=partner,
        next_partner=next_partner,
        youth=youth,
        decider=member_of(partner, username="odloca"),
        colleague=member_of(partner, username="sodelavka"),
        follower=member_of(next_partner, username="naslednica"),
        author=member_of(youth, username="avtorica"),
        co_author=member_of(youth, username="soavtor"),
        lead=member_of(youth, role=Role.LEAD, username="vodja"),
        coordinator=UserFactory(username="koordinator", coordinator=True),
        root=UserFactory(username="root", is_superuser=True),
        stranger=member_of(OrganisationFactory(slug="drugi"), username="tuj"),
    )


def draft_by(author, organisation, **facts):
    """A complete draft that ``author`` wrote."""
    return PostPageFactory(organisation=organisation, owner=author, **facts)


def submitted_by(author, organisation, *, now=NOON, **facts):
    """A post that ``author`` wrote and handed in; its mail is out of the way."""
    post = draft_by(author, organisation, **facts)
    services.hand_in(page_id=post.pk, user=author, now=now)
    OutgoingMail.objects.all().delete()
    return type(post).objects.get(pk=post.pk)


def published_by(author, organisation, **facts):
    """A post of ``author`` that is public, without a proposal."""
    return PostPageFactory(organisation=organisation, owner=author, published=True, **facts)


def write(page, user, **facts):
    """Save a new version of ``page`` as ``user``, as an editor does; return its revision."""
    draft = latest(page).as_object()
    for name, value in facts.items():
        setattr(draft, name, value)
    return draft.save_revision(user=user)


def latest(page):
    """The newest version of a page, whatever the object at hand remembers."""
    return type(page).objects.get(pk=page.pk).get_latest_revision()


def as_read(page) -> dict:
    """What a decision carries of the version that stands on the screen now."""
    revision = latest(page)
    return {"revision_id": revision.pk, "digest": content_digest(revision.content)}


def row_of(page) -> Contribution:
    return Contribution.objects.select_related("page").get(page=page.pk)


def public_title(page) -> str | None:
    """The title that readers see, or ``None`` while they see nothing."""
    row = type(page).objects.get(pk=page.pk)
    return row.title if row.live else None


def letters() -> list[tuple[str, str]]:
    """Everybody who was written to, each time, and with which letter."""
    return sorted(
        (recipient.partition("@")[0], kind)
        for recipient, kind in OutgoingMail.objects.values_list("recipient", "kind")
    )


def disagreements() -> list:
    """What `manage.py check --database default` would say."""
    return contributions_agree_with_workflows(databases=["default"])


def scheduler_comes_at(moment, clock):
    """Let time pass until just after ``moment``, and the scheduler do what is due."""
    clock.move_to(moment + timedelta(seconds=1))
    run_due_jobs(timezone.now())
