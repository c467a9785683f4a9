"""Who gets to a text's screen, and what happens to words that were sent in vain."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from core.kept_words import gives_words_back, words_kept, words_of
from duty.answers import duty_now
from moderation import services
from moderation.models import Step
from network import rights
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Action, Proposal, Public


def keeps_watch(person, duty) -> bool:
    return person.is_coordinator or person.is_superuser or rights.is_on_duty(person, duty)


def contributions():
    return Contribution.objects.with_page().prefetch_related("authors")


def may_read(user, contribution) -> bool:
    duty, person, case = duty_at(), person_for(user), contribution.as_case()
    may_see = rights.may(Action.SEE, person, case, duty)
    may_call_back = rights.may(Action.CALL_BACK, person, case, duty)
    return may_see or may_call_back or (contribution.page.live and keeps_watch(person, duty))


def may_have_read(user, contribution) -> bool:
    """Tell whether the text may have waited for the person until a moment ago."""
    now, person = timezone.now(), person_for(user)
    duty = duty_at(now)
    if contribution.public == Public.NEVER and not _has_waited_since(
        duty_now(now).since, contribution
    ):
        # Nobody on duty now ever met it.
        return services.could_decide_before(Action.SEND_BACK, user, contribution, now)
    return (
        rights.is_on_duty(person, duty)
        or (contribution.organisation_id == duty.partner and duty.next_partner in person.member_of)
        or services.could_decide_before(Action.SEND_BACK, user, contribution, now)
    )


def _has_waited_since(moment, contribution) -> bool:
    """Tell whether the text waits for a decision, or did so at some time since ``moment``."""
    if contribution.proposal == Proposal.SUBMITTED:
        return True
    ended = Step.objects.ending(contribution.page_id).first()
    return ended is not None and ended.at >= moment


def readable(request, page_id) -> Contribution:
    """Return the contribution if the person may read it.

    :raises Http404: otherwise; that there is such a draft is nobody else's business
    """
    contribution = get_object_or_404(contributions(), page=page_id)
    if not may_read(request.user, contribution):
        raise Http404
    return contribution


def for_deciders(view):
    """Let people of the CMS through with a form; nobody loses what they typed.

    Whoever was signed out meanwhile, or whose text is gone or no longer theirs to know of, gets
    their own words back. The answer is the same for a text that is gone and one that is hidden.
    """

    @gives_words_back("moderation:submission", "page_id")
    @require_admin_access
    @require_POST
    @wraps(view)
    def guarded(request, page_id):
        try:
            return view(request, page_id)
        except Http404:
            if not words_of(request):
                raise
        return words_kept(
            request,
            title=_("There is no such text for you"),
            text=_("It was deleted, or it is not yours to decide. Copy what you wrote."),
            action_url=reverse("moderation:queue"),
            action_label=_("Waiting for decision"),
            status=404,
        )

    return guarded
