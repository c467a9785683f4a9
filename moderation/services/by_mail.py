"""Deciding with the link of a mail: whoever holds it acts as its owner, once."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.tokens import hash_token, new_token
from moderation.digest import content_digest
from moderation.errors import Changed, LinkIsDead, LinkIsUnknown, MonthIsOver, NotAllowed
from moderation.letters import tell
from moderation.models import Answer, DecisionLink
from moderation.services.deciding import approve, send_back
from moderation.services.steps import locked, require_decision
from network import rights
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Action

LINK_LASTS = timedelta(days=7)
# What ``new_token`` makes; anything else is not even looked up.
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def links_for(contribution: Contribution, now: datetime) -> Callable[[User], dict[str, str]]:
    """Return the ``facts_for`` of a letter about a text that waits: ``decide_url``, one's own.

    It is missing for people who must take the text over before they may decide.
    """
    duty, case = duty_at(now), contribution.as_case()

    def own_link(person: User) -> dict[str, str]:
        if not rights.may_decide(person_for(person), case, duty):
            return {}
        token = issue_link(contribution=contribution, user=person, now=now)
        return {"decide_url": _in_a_letter_to(person, "decide_by_mail", token)}

    return own_link


def _in_a_letter_to(person: User, name: str, *args) -> str:
    # Whatever the language of the request that causes the letter.
    with translation.override(person.language):
        return settings.SITE_ADDRESS + reverse(name, args=args)


@transaction.atomic
def issue_link(*, contribution: Contribution, user: User, now: datetime) -> str:
    """Return the token by which ``user`` may decide what the text says now.

    It replaces an earlier one for the same text. Whether the person may decide is asked when it
    is used: a link is no right.
    """
    contribution = locked(contribution.page_id)
    revision = contribution.page.latest_revision
    DecisionLink.objects.unspent().filter(user=user, contribution=contribution).update(
        revoked_at=now
    )
    token = new_token()
    DecisionLink.objects.create(
        token_hash=hash_token(token),
        user=user,
        contribution=contribution,
        revision=revision,
        digest=content_digest(revision.content),
        credentials=_credentials_of(user),
        created_at=now,
        expires_at=now + LINK_LASTS,
    )
    return token


def link_for(*, token: str, now: datetime) -> DecisionLink:
    """Return the link with everything that its page shows, if it decides something at ``now``.

    :raises LinkIsUnknown: when nobody was given it
    :raises LinkIsDead: when it was used, revoked or replaced, is too old, or its owner's keys changed
    :raises TooLate, NotAllowed, Changed: as in ``approve``
    """
    link = known_link(token)
    require_usable(link, now)
    return link


def known_link(token: str) -> DecisionLink:
    """Return the link, dead or alive.

    :raises LinkIsUnknown: when nobody was given it
    """
    if not TOKEN.fullmatch(token):
        raise LinkIsUnknown
    link = (
        DecisionLink.objects.for_list()
        .select_related("revision")
        .filter(token_hash=hash_token(token))
        .first()
    )
    if link is None:
        raise LinkIsUnknown
    return link


def require_usable(link: DecisionLink, now: datetime) -> None:
    """Refuse a link that decides nothing at ``now``.

    :raises LinkIsDead, TooLate, NotAllowed, Changed: as in ``link_for``
    """
    _require_alive(link, now)
    _require_decision(link, now)


def decide_by_link(
    *, token: str, decision: Answer, now: datetime, comment: str = ""
) -> DecisionLink:
    """Approve or send back as the link's owner, who gets a receipt; the link is used up.

    :raises LinkIsUnknown, LinkIsDead, TooLate, NotAllowed, Changed: as ``link_for``
    :raises Refused: as ``approve`` and ``send_back``
    """
    page_id = known_link(token).contribution.page_id
    with transaction.atomic():
        # The text's row first, as everywhere; what was read before the wait is read again.
        locked(page_id)
        DecisionLink.objects.select_for_update().filter(token_hash=hash_token(token)).first()
        link = known_link(token)
        _require_alive(link, now)
        read = {"page_id": page_id, "revision_id": link.revision_id, "digest": link.digest}
        service = approve if decision == Answer.APPROVE else send_back
        with _said_of_a_link():
            contribution = service(**read, user=link.user, now=now, comment=comment)
        link.used_at, link.used_for = now, decision
        link.save(update_fields=["used_at", "used_for"])
        tell(
            [link.user],
            "decided_by_link",
            contribution,
            now,
            decision=link.used_for,
            links_url=_in_a_letter_to(link.user, "own_links"),
        )
        return link


@transaction.atomic
def revoke_link(*, link_id: int, user: User, now: datetime) -> DecisionLink:
    """End a link; whoever is no coordinator ends their own alone.

    :raises DecisionLink.DoesNotExist: when there is none
    :raises NotAllowed: when it is somebody else's
    """
    link = DecisionLink.objects.select_for_update().get(pk=link_id)
    if link.user_id != user.pk and not keeps_links(user):
        raise NotAllowed
    if link.used_at is None and link.revoked_at is None:
        link.revoked_at, link.revoked_by = now, user
        link.save(update_fields=["revoked_at", "revoked_by"])
    return link


def revoke_all_of(*, user: User, by: User, now: datetime) -> int:
    """End all links of a person; return how many there were."""
    if user.pk != by.pk and not keeps_links(by):
        raise NotAllowed
    links = DecisionLink.objects.unspent().filter(user=user)
    return links.update(revoked_at=now, revoked_by=by)


def keeps_links(user: User) -> bool:
    """Tell whether somebody answers for everybody's links."""
    person = person_for(user)
    return person.is_coordinator or person.is_superuser


def forget_decision_links(now: datetime) -> None:
    DecisionLink.objects.forgotten(now).delete()


def _credentials_of(user: User) -> str:
    """What a link ends with: the password and the access key, and the mailbox it was sent to."""
    sent_to = f"{user.get_session_auth_hash()}{user.email}"
    return salted_hmac("moderation.decision_link", sent_to, algorithm="sha256").hexdigest()


def _require_alive(link: DecisionLink, now: datetime) -> None:
    if link.used_at:
        raise LinkIsDead(_("This link has been used already: a link decides once."))
    if link.revoked_at and link.revoked_by_id is None:
        raise LinkIsDead(_("A newer mail about this text holds a newer link."))
    if link.revoked_at:
        raise LinkIsDead(_("This link was revoked."))
    if not link.user.is_active or _credentials_of(link.user) != link.credentials:
        raise LinkIsDead
    if link.expires_at <= now:
        raise LinkIsDead(_("This link is older than seven days."))


def _require_decision(link: DecisionLink, now: datetime) -> None:
    contribution, revision = link.contribution, link.revision
    with _said_of_a_link():
        require_decision(Action.APPROVE, link.user, contribution, now)
        if (
            revision is None
            or revision.pk != contribution.page.latest_revision_id
            or content_digest(revision.content) != link.digest
        ):
            raise Changed


@contextmanager
def _said_of_a_link() -> Iterator[None]:
    """Put refusals in words for somebody who came by a link."""
    try:
        yield
    except MonthIsOver as over:
        raise MonthIsOver(_("Your duty has ended; the next partner decides.")) from over
    except Changed as changed:
        raise Changed(
            _("The text has changed since this link was sent. Read it again in the CMS.")
        ) from changed
