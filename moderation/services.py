"""Every step of a text between its author and its readers, each in one transaction.

All of them lock the contribution's row first: two people at once are put in order, the second is
told. A decision names the revision and the digest of what was read and publishes exactly that.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from duty.roster import LJUBLJANA, month_of, starts_at
from moderation import translating
from moderation.digest import content_digest
from moderation.errors import Changed, Incomplete, MonthIsOver, NotAllowed, Refused, TooLate
from moderation.letters import tell
from moderation.models import ReaderReport, Step, StepKind
from moderation.people import authors_of, coordinators, deciders_of, leads_of, people_on_duty
from moderation.working_days import working_day_after
from network import rights
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Action, Proposal, Public

COMMENT_MAX = 4000


def hand_in(*, page_id: int, user, now: datetime) -> Contribution:
    """Give a draft to whoever is on duty.

    :raises NotAllowed: when it is not the person's to hand in
    :raises TooLate: when it is handed in already
    :raises Incomplete: when something that readers need is missing
    """
    with transaction.atomic():
        contribution = _locked(page_id)
        if contribution.proposal == Proposal.SUBMITTED:
            raise TooLate(_("It is already handed in."))
        _require(Action.SUBMIT, user, contribution, now)
        page = contribution.page.specific
        _require_complete(page)
        state = page.current_workflow_state
        if state:
            state.resume(user=user)
        else:
            workflow = page.get_workflow()
            if workflow is None or not workflow.tasks.filter(active=True).exists():
                raise Refused(_("The review is switched off. Write to the coordinators."))
            workflow.start(page, user)
        return _locked(page_id)


def record_hand_in(*, page_id: int, revision: Revision, user, now: datetime) -> None:
    """Note that Wagtail's workflow has begun on a page, however it was started, and tell people."""
    with transaction.atomic():
        contribution = _locked(page_id)
        contribution.proposal = Proposal.SUBMITTED.value
        contribution.submitted_by = user
        contribution.submitted_at = now
        contribution.submitted_revision = revision
        contribution.submitted_digest = content_digest(revision.content)
        contribution.answer_by = working_day_after(
            now.astimezone(LJUBLJANA).date(), settings.ANSWER_WITHIN_DAYS
        )
        contribution.taken_over_by = None
        contribution.save()
        if user:
            contribution.authors.add(user)
        _note(contribution, StepKind.SUBMITTED, user, now, revision=revision)
        tell(authors_of(contribution), "submitted_author", contribution, now)
        tell(deciders_of(contribution, now), "submitted_duty", contribution, now)


def withdraw(*, page_id: int, user, now: datetime) -> None:
    """Take a submission back; it is a draft again.

    :raises TooLate: when it has been decided meanwhile
    """
    with transaction.atomic():
        contribution = _locked(page_id)
        if contribution.proposal != Proposal.SUBMITTED:
            raise TooLate
        _require(Action.WITHDRAW, user, contribution, now)
        contribution.page.specific.current_workflow_state.cancel(user=user)


def record_withdrawal(*, page_id: int, user, now: datetime) -> None:
    """Note that a workflow was cancelled, and tell those who were to decide."""
    with transaction.atomic():
        contribution = _locked(page_id)
        if contribution.proposal not in {Proposal.SUBMITTED, Proposal.SENT_BACK}:
            return
        was_waiting = contribution.proposal == Proposal.SUBMITTED
        told = deciders_of(contribution, now) if was_waiting else []
        _end_submission(contribution, Proposal.DRAFT)
        _note(contribution, StepKind.WITHDRAWN, user, now)
        tell(told, "withdrawn", contribution, now)


def approve(
    *,
    page_id: int,
    revision_id: int,
    digest: str,
    user,
    now: datetime,
    go_live_at: datetime | None = None,
    comment: str = "",
) -> Contribution:
    """Publish exactly what was read, now or at ``go_live_at``.

    :raises TooLate: when it was withdrawn or decided meanwhile
    :raises NotAllowed: when the person may not decide (``MonthIsOver`` for last month's partner)
    :raises Changed: when the text is not what ``revision_id`` and ``digest`` say
    """
    with transaction.atomic():
        contribution = _locked(page_id)
        action = Action.SCHEDULE if go_live_at else Action.APPROVE
        _require_decision(action, user, contribution, now)
        revision = _read_revision(contribution, revision_id, digest)
        if not translating.may_be_public(contribution):
            raise Refused(_("The text that it translates is not public any more."))
        if go_live_at and go_live_at <= now:
            raise Refused(_("Choose a time that is still to come."))
        was_mended = digest != contribution.submitted_digest
        submitted_revision = contribution.submitted_revision
        told = authors_of(contribution)
        # These never come from an author, whatever a form or an old version says.
        revision.content["go_live_at"] = go_live_at.isoformat() if go_live_at else None
        revision.content["expire_at"] = None
        revision.content["slug"] = contribution.page.slug
        # A version remembers what was live when it was written; by that memory Wagtail decides
        # whether a page with a date to come stays public until then.
        revision.content["live_revision"] = contribution.page.live_revision_id
        revision.save(update_fields=["content"])

        task_state = contribution.page.specific.current_workflow_task_state
        task_state.revision = revision
        task_state.save(update_fields=["revision"])
        contribution.scheduled_for = go_live_at
        _end_submission(contribution, Proposal.NONE)
        if was_mended:
            _note(contribution, StepKind.MENDED, user, now, revision=submitted_revision)
        _note(
            contribution,
            StepKind.SCHEDULED if go_live_at else StepKind.APPROVED,
            user,
            now,
            comment=comment,
            revision=revision,
        )
        task_state.approve(user=user, comment=comment)
        contribution = _locked(page_id)
        if not go_live_at:
            contribution.authors.clear()
        tell(
            told,
            "scheduled" if go_live_at else "published",
            contribution,
            now,
            comment=comment,
            was_mended=was_mended,
        )
        return contribution


def send_back(
    *, page_id: int, revision_id: int, digest: str, user, now: datetime, comment: str
) -> Contribution:
    """Return a text to its authors with what they should change.

    :raises Refused: without a comment
    :raises TooLate, NotAllowed, Changed: as in ``approve``
    """
    with transaction.atomic():
        contribution = _locked(page_id)
        _require_decision(Action.SEND_BACK, user, contribution, now)
        revision = _read_revision(contribution, revision_id, digest)
        if not comment.strip():
            raise Refused(_("Write what should be changed."))
        told = authors_of(contribution)
        task_state = contribution.page.specific.current_workflow_task_state
        _end_submission(contribution, Proposal.SENT_BACK)
        _note(contribution, StepKind.SENT_BACK, user, now, comment=comment, revision=revision)
        task_state.reject(user=user, comment=comment)
        tell(told, "sent_back", contribution, now, comment=comment)
        return contribution


def take_over(*, page_id: int, user, now: datetime, reason: str) -> Contribution:
    """Let a coordinator decide instead of the partner on duty, who is told.

    :raises Refused: without a reason
    """
    with transaction.atomic():
        contribution = _locked(page_id)
        _require(Action.TAKE_OVER, user, contribution, now)
        if not reason.strip():
            raise Refused(_("Write why you take it over."))
        contribution.taken_over_by = user
        contribution.save(update_fields=["taken_over_by"])
        _note(contribution, StepKind.TAKEN_OVER, user, now, comment=reason)
        tell(people_on_duty(now), "taken_over", contribution, now, comment=reason)
        return contribution


def call_back(*, page_id: int, user, now: datetime) -> Contribution:
    """Stop an approved text before its date; it is a draft again.

    :raises TooLate: when it is public already
    """
    with transaction.atomic():
        contribution = _locked(page_id)
        if not contribution.scheduled_for:
            raise TooLate
        _require(Action.CALL_BACK, user, contribution, now)
        _stop_before_date(contribution, user, now)
        return contribution


def _stop_before_date(contribution: Contribution, user, now: datetime) -> None:
    page = contribution.page.specific
    page.revisions.update(approved_go_live_at=None)
    page.go_live_at = None
    page.save(update_fields=["go_live_at"])
    contribution.scheduled_for = None
    if contribution.proposal == Proposal.NONE:
        contribution.proposal = Proposal.DRAFT.value
    contribution.save(update_fields=["scheduled_for", "proposal"])
    _note(contribution, StepKind.CALLED_BACK, user, now)
    tell(authors_of(contribution), "called_back", contribution, now)


def take_down(*, page_id: int, user, now: datetime, reason: str) -> Contribution:
    """Remove a text from the public at once; coming back needs a new submission.

    :raises Refused: without a reason
    :raises TooLate: when it is not public any more
    """
    with transaction.atomic():
        contribution = _locked(page_id)
        if contribution.public != Public.LIVE:
            raise TooLate
        _require(Action.TAKE_DOWN, user, contribution, now)
        if not reason.strip():
            raise Refused(_("Write why it is taken down."))
        for each in translating.translations_of(contribution):
            # What is wrong in one language is wrong in all. Somebody may be approving it just now.
            translation = _locked(each.page_id)
            if translation.public == Public.LIVE:
                _remove_from_public(translation, user, now, reason)
            elif translation.scheduled_for:
                _stop_before_date(translation, user, now)
        _remove_from_public(contribution, user, now, reason)
        return contribution


def _remove_from_public(contribution: Contribution, user, now: datetime, reason: str) -> None:
    page = contribution.page.specific
    # Wagtail's own button is nobody's; that this person may was asked before.
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    contribution.scheduled_for = None
    if contribution.proposal == Proposal.NONE:
        contribution.proposal = Proposal.DRAFT.value
    contribution.save(update_fields=["scheduled_for", "proposal"])
    # What was a change to a public text is the whole text again.
    contribution.authors.add(*_writers_of(contribution))
    _note(contribution, StepKind.TAKEN_DOWN, user, now, comment=reason)
    concerned = {*authors_of(contribution), *leads_of(contribution.organisation)}
    tell(
        sorted({*concerned, *people_on_duty(now)} - {user}, key=lambda person: person.pk),
        "taken_down",
        contribution,
        now,
        comment=reason,
        # Whoever is on duty knows the public title; that of a draft is not theirs to read.
        title=contribution.page.title,
    )


def translate(*, page_id: int, language: str, user, now: datetime) -> Page:
    """Begin a translation of a public text: a draft of its organisation, with the source's words.

    Return the page in that language; where there is one already, that one. A translation is made
    of its original, whichever of the two is asked for.

    :raises NotAllowed: when the text is not public or not the person's to have translated
    :raises Refused: when the site has no such language, or no place for the text in it
    """
    with transaction.atomic():
        # The original first, as where a text is taken down or deleted in all languages.
        original = _locked(translating.original_id(page_id))
        for contribution in (original, _locked(page_id)):
            _require(Action.TRANSLATE, user, contribution, now)
        source = original.page.specific
        return translating.begin(source, language=language, user=user)


def _writers_of(contribution: Contribution) -> list:
    """Everybody who wrote a version of a text, without those who only mended it for another."""
    mended = Step.objects.of_page(contribution.page_id).filter(kind=StepKind.MENDED)
    own = Q(memberships__organisation=contribution.organisation_id)
    wrote = Q(pk__in=contribution.page.specific.revisions.values("user"))
    return list(
        get_user_model()
        .objects.filter(wrote & (own | ~Q(pk__in=mended.values("actor"))))
        .distinct()
    )


def delete(*, page_id: int, user, now: datetime) -> None:
    """Delete a text for good, with its translations.

    The addresses of what was public answer 410 from now on.
    """
    with transaction.atomic():
        contribution = _locked(page_id)
        _require(Action.DELETE, user, contribution, now)
        for translation in translating.translations_of(contribution):
            _delete(_locked(translation.page_id), user, now)
        _delete(contribution, user, now)


def _delete(contribution: Contribution, user, now: datetime) -> None:
    _note(contribution, StepKind.DELETED, user, now)
    state = contribution.page.specific.current_workflow_state
    if state:
        # Wagtail would leave it behind, in progress on nothing.
        state.delete()
    # Asked above for the text in whose language it was written.
    DeletePageAction(contribution.page.specific, user=user).execute(skip_permission_checks=True)


def record_publication(*, page: Page, now: datetime) -> None:
    """Note that a page went live, by approval or because its date has come."""
    contribution = _locked(page.pk)
    contribution.scheduled_for = None
    contribution.save(update_fields=["scheduled_for"])
    if contribution.proposal == Proposal.NONE:
        contribution.authors.clear()


def publish_without_review(*, page: Page, now: datetime) -> None:
    """Publish the newest version of a page that comes with an installation.

    For ``load_demo`` and tests; no request ever reaches it.
    """
    with transaction.atomic():
        contribution = _locked(page.pk)
        contribution.proposal = Proposal.NONE.value
        contribution.save(update_fields=["proposal"])
        page.get_latest_revision().publish()


def note_unreviewed(*, contribution: Contribution, user, now: datetime, comment: str) -> None:
    """Have something that reached readers without review stand in duty's list for seven days."""
    _note(contribution, StepKind.STATUS, user, now, comment=comment)


@transaction.atomic
def report_mistake(
    *, address: str, page: Page | None, message: str, email: str, now: datetime
) -> ReaderReport:
    """Keep a reader's report and mail it to the people on duty."""
    report = ReaderReport.objects.create(
        address=address, page=page, message=message, email=email, created_at=now
    )
    tell(
        people_on_duty(now) or coordinators(),
        "reader_report",
        None,
        now,
        report=report,
    )
    return report


@transaction.atomic
def resolve_report(*, report_id: int, user, now: datetime) -> ReaderReport:
    """Settle a reader's report.

    :raises NotAllowed: for whoever is neither on duty nor keeps the portal
    :raises TooLate: when somebody has settled it already
    """
    person = person_for(user)
    if not (
        rights.is_on_duty(person, duty_at(now)) or person.is_coordinator or person.is_superuser
    ):
        raise NotAllowed
    report = ReaderReport.objects.select_for_update().get(pk=report_id)
    if report.resolved_at:
        raise TooLate
    report.resolved_at, report.resolved_by = now, user
    report.save(update_fields=["resolved_at", "resolved_by"])
    return report


def forget_old_reports(now: datetime) -> int:
    """Delete reports older than the privacy notice promises; return how many there were."""
    return ReaderReport.objects.forgotten(now).delete()[0]


def _locked(page_id: int) -> Contribution:
    """Return the contribution with its row locked until the transaction ends."""
    try:
        return Contribution.objects.locked(page_id)
    except Contribution.DoesNotExist as gone:
        raise TooLate(_("This text does not exist any more.")) from gone


def _require(action: Action, user, contribution: Contribution, now: datetime) -> None:
    if not rights.may(action, person_for(user), contribution.as_case(), duty_at(now)):
        raise NotAllowed


def _require_decision(action, user, contribution, now) -> None:
    """Tell apart why somebody may not decide: too late, month over, or simply not theirs."""
    if contribution.proposal != Proposal.SUBMITTED:
        raise TooLate
    if rights.may(action, person_for(user), contribution.as_case(), duty_at(now)):
        return
    if could_decide_last_month(action, user, contribution, now):
        raise MonthIsOver
    raise NotAllowed


def could_decide_last_month(
    action: Action, user, contribution: Contribution, now: datetime
) -> bool:
    """Tell whether the text waited for the person until the month ended."""
    month_began = starts_at(month_of(now))
    if not contribution.submitted_at or contribution.submitted_at >= month_began:
        return False
    last_month = duty_at(month_began - timedelta(days=1))
    return rights.may(action, person_for(user), contribution.as_case(), last_month)


def _read_revision(contribution: Contribution, revision_id: int, digest: str) -> Revision:
    """Return the locked revision, if it still is the newest and says what was read."""
    revision = (
        Revision.objects.select_for_update().filter(pk=contribution.page.latest_revision_id).first()
    )
    if revision is None or revision.pk != revision_id or content_digest(revision.content) != digest:
        raise Changed
    return revision


def _require_complete(page: Page) -> None:
    """Refuse what Wagtail accepts as a draft but readers could not use."""
    draft = page.get_latest_revision_as_object()
    try:
        draft.full_clean()
        draft.clean_for_hand_in()
    except ValidationError as error:
        raise Incomplete(getattr(error, "message_dict", {"": error.messages})) from error


def _end_submission(contribution: Contribution, proposal: Proposal) -> None:
    contribution.proposal = proposal.value
    contribution.taken_over_by = None
    contribution.answer_by = None
    contribution.save()


def _note(contribution, kind, user, now, *, comment="", revision=None) -> Step:
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
