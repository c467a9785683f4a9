"""Saying that one reads a text. Claims inform; no step ever asks whether somebody holds one."""

from datetime import datetime, timedelta

from django.db import transaction

from duty.answers import duty_now
from moderation.claims import standing_claims
from moderation.models import Claim, Reading
from moderation.services.steps import locked, require_decision
from network.models import Contribution
from network.people import person_for
from network.rights import Action

# Whoever loads the page again need not write again.
FRESH_FOR = timedelta(minutes=5)


def claim(*, page_id: int, user, now: datetime) -> Claim:
    """Say that the person reads the text now, whoever did before.

    :raises TooLate: when it was withdrawn or decided meanwhile
    :raises NotAllowed: when the person may not decide
    """
    with transaction.atomic():
        contribution = locked(page_id)
        require_decision(Action.APPROVE, user, contribution, now)
        return _hold(contribution, user, now)


def claim_if_free(*, page_id: int, user, now: datetime) -> Claim | None:
    """The same, unless somebody else reads it; return the claim that stands then.

    :raises TooLate, NotAllowed: as in ``claim``
    """
    standing = _standing(page_id, now)
    if standing and (standing.person_id != user.pk or now - standing.at < FRESH_FOR):
        return standing
    with transaction.atomic():
        contribution = locked(page_id)
        require_decision(Action.APPROVE, user, contribution, now)
        standing = _standing(page_id, now)
        if standing and standing.person_id != user.pk:
            return standing
        return _hold(contribution, user, now)


def give_back(*, page_id: int, user) -> bool:
    """Let others read it; tell whether the person held the claim."""
    deleted, _by_model = Claim.objects.filter(contribution__page=page_id, person=user).delete()
    return bool(deleted)


def remember_reading(
    *, contribution: Contribution, user, digest: str, words: dict[str, str], now: datetime
) -> None:
    """Keep which words the person has before them, to show later what has changed since."""
    known = Reading.objects.filter(contribution=contribution, person=user, digest=digest)
    if not known.update(at=now):
        Reading.objects.bulk_create(
            [Reading(contribution=contribution, person=user, digest=digest, words=words, at=now)],
            # The same page in two windows.
            ignore_conflicts=True,
        )


def forget_what_was_read(now: datetime) -> int:
    """Delete claims and readings that nobody will ask for; return how many there were."""
    return sum(model.objects.forgotten(now).delete()[0] for model in (Claim, Reading))


def _standing(page_id: int, now: datetime) -> Claim | None:
    claims = standing_claims(now).filter(contribution__page=page_id)
    return claims.select_related("person", "partner").first()


def _hold(contribution: Contribution, user, now: datetime) -> Claim:
    partner = duty_now(now).partner
    reads_for_partner = partner is not None and partner.pk in person_for(user).member_of
    held, _created = Claim.objects.update_or_create(
        contribution=contribution,
        defaults={"person": user, "partner": partner if reads_for_partner else None, "at": now},
    )
    return held
