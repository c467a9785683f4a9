"""What every step of a text begins and ends with: a locked row, a right, a note."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from wagtail.models import Revision

from duty.answers import duty_now
from duty.roster import month_of, starts_at
from moderation.digest import content_digest
from moderation.errors import Changed, MonthIsOver, NotAllowed, TooLate
from moderation.models import Claim, Step, StepKind
from network import rights
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Action, Proposal

COMMENT_MAX = 4000


def locked(page_id: int) -> Contribution:
    """Return the contribution with its row locked until the transaction ends."""
    try:
        return Contribution.objects.locked(page_id)
    except Contribution.DoesNotExist as gone:
        raise TooLate(_("This text does not exist any more.")) from gone


def require(action: Action, user, contribution: Contribution, now: datetime) -> None:
    if not rights.may(action, person_for(user), contribution.as_case(), duty_at(now)):
        raise NotAllowed


def require_watch(user, now: datetime) -> None:
    """Refuse whoever is neither on duty nor keeps the portal.

    :raises NotAllowed: for everybody else
    """
    if not rights.keeps_watch(person_for(user), duty_at(now)):
        raise NotAllowed


def require_decision(action, user, contribution, now) -> None:
    """Tell apart why somebody may not decide: too late, duty over, or simply not theirs."""
    if contribution.proposal != Proposal.SUBMITTED:
        raise TooLate
    if rights.may(action, person_for(user), contribution.as_case(), duty_at(now)):
        return
    if could_decide_before(action, user, contribution, now):
        raise MonthIsOver
    raise NotAllowed


def could_decide_before(action: Action, user, contribution: Contribution, now: datetime) -> bool:
    """Tell whether the text waited for the person until a duty ended lately.

    That is last month's, or one that ended within the month: somebody stands in now, or did.
    """
    if not contribution.submitted_at:
        return False
    person, case = person_for(user), contribution.as_case()
    ends = {starts_at(month_of(now)), duty_now(now).since}
    return any(
        contribution.submitted_at < end
        and rights.may(action, person, case, duty_at(end - timedelta(seconds=1)))
        for end in ends
    )


def read_revision(contribution: Contribution, revision_id: int, digest: str) -> Revision:
    """Return the locked revision, if it still is the newest and says what was read."""
    revision = (
        Revision.objects.select_for_update().filter(pk=contribution.page.latest_revision_id).first()
    )
    if revision is None or revision.pk != revision_id or content_digest(revision.content) != digest:
        raise Changed
    return revision


def end_submission(contribution: Contribution, proposal: Proposal) -> None:
    contribution.proposal = proposal.value
    contribution.taken_over_by = None
    contribution.answer_by = None
    contribution.save()
    Claim.objects.filter(contribution=contribution).delete()
    # They quote the text (phone numbers too), and nobody reads them any more.
    contribution.findings.all().delete()


def note(contribution, kind, user, now, *, comment="", revision=None) -> Step:
    page = contribution.page
    # Steps about the public text are listed for duty, who may not read the draft beside it.
    is_about_public_text = kind in {StepKind.STATUS, StepKind.TAKEN_DOWN}
    person = person_for(user) if user else None
    by_right_of_root = False
    if person and person.is_superuser and not person.is_coordinator:
        on_duty = rights.is_on_duty(person, duty_at(now))
        by_right_of_root = not on_duty and contribution.organisation_id not in person.member_of
    return Step.objects.create(
        page=None if kind == StepKind.DELETED else page,
        title=page.title if is_about_public_text else page.draft_title or page.title,
        organisation=contribution.organisation,
        kind=kind,
        actor=user,
        at=now,
        comment=comment[:COMMENT_MAX],
        revision=revision,
        as_superuser=by_right_of_root,
    )
