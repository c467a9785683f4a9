"""The buttons: each carries out one step, or gives back what was typed and says what is new."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kept_words import words_kept
from duty.answers import duty_now
from moderation import services
from moderation.access import keeps_portal
from moderation.errors import NotAllowed, Refused
from moderation.forms import ApproveForm, ReasonForm, SendBackForm
from moderation.models import Step
from moderation.versions import version_of
from moderation.views.access import (
    contributions,
    for_deciders,
    keeps_watch,
    may_have_read,
    may_read,
    readable,
)
from moderation.views.screen import comment_in, show
from network.duty_answer import duty_at
from network.people import person_for
from network.rights import Proposal


def _decide(request, page_id, *, form_class, form_name, service, done):
    """Carry out a step from its form; whatever is refused comes back with what was typed."""
    contribution = get_object_or_404(contributions(), page=page_id)
    if not (may_read(request.user, contribution) or may_have_read(request.user, contribution)):
        raise Http404
    form = form_class(request.POST)
    if not form.is_valid():
        return _give_back(request, contribution, form_name, form, status=422)
    facts = form.cleaned_data
    if "revision" in facts:
        facts["revision_id"] = facts.pop("revision")
    try:
        service(page_id=page_id, user=request.user, now=timezone.now(), **facts)
    except Refused as refused:
        messages.error(request, str(refused))
        contribution = contributions().filter(page=page_id).first()
        if contribution is None:
            return _words_about_what_is_gone(request)
        status = 403 if isinstance(refused, NotAllowed) else 409
        kept = form_class(initial={**version_of(contribution).named(), **_typed(form)})
        return _give_back(request, contribution, form_name, kept, status=status)
    messages.success(request, done)
    return redirect("moderation:queue")


def _give_back(request, contribution, form_name, form, *, status):
    """Show the text with the form as it was filled in, and what is new; whoever may not read the
    text any more (the month is over, it was withdrawn) gets back their own words alone."""
    ended = _how_it_ended(request.user, contribution)
    if may_read(request.user, contribution):
        return show(
            request,
            contribution,
            status=status,
            read_digest=request.POST.get("digest", ""),
            ended=ended,
            **{form_name: form},
        )
    context = {
        "typed": comment_in({form_name: form}),
        "form": form,
        "ended": ended,
        "duty": duty_now(timezone.now()),
        "still_waits": contribution.proposal == Proposal.SUBMITTED,
    }
    return render(request, "moderation/refused.html", context, status=status)


def _how_it_ended(user, contribution) -> Step | None:
    """Return who decided or withdrew what the person was reading; ``None`` while it waits.

    What was said to the author is for whoever was on duty then and still is, or keeps the portal.
    """
    if contribution.proposal == Proposal.SUBMITTED:
        return None
    person, now = person_for(user), timezone.now()
    ended = Step.objects.ending(contribution.page_id).first()
    was_said_to_others = ended and ended.at < duty_now(now).since
    if ended and not (
        keeps_portal(person) or (keeps_watch(person, duty_at(now)) and not was_said_to_others)
    ):
        ended.comment = ""
    return ended


def _words_about_what_is_gone(request):
    return words_kept(
        request,
        title=_("This text does not exist any more."),
        text=_("It was deleted while you were reading. Copy what you wrote."),
        action_url=reverse("moderation:queue"),
        action_label=_("Waiting for decision"),
        status=409,
    )


def _typed(form) -> dict:
    """What the person typed, without what says which version they had read."""
    return {
        name: form.cleaned_data[name]
        for name in form.fields
        if name in form.cleaned_data and name not in {"revision", "digest"}
    }


@for_deciders
def approve(request, page_id):
    done = _("Published.")
    if request.POST.get("go_live_at"):
        done = _("Approved. It will be published on the day you chose.")
    return _decide(
        request,
        page_id,
        form_class=ApproveForm,
        form_name="approve_form",
        service=services.approve,
        done=done,
    )


@for_deciders
def send_back(request, page_id):
    return _decide(
        request,
        page_id,
        form_class=SendBackForm,
        form_name="send_back_form",
        service=services.send_back,
        done=_("Sent back. The author has been told."),
    )


@for_deciders
def take_over(request, page_id):
    response = _decide(
        request,
        page_id,
        form_class=ReasonForm,
        form_name="reason_form",
        service=services.take_over,
        done=_("It is yours to decide now. The partner on duty has been told."),
    )
    return redirect("moderation:submission", page_id) if response.status_code == 302 else response


@for_deciders
def take_down(request, page_id):
    return _decide(
        request,
        page_id,
        form_class=ReasonForm,
        form_name="reason_form",
        service=services.take_down,
        done=_("It is no longer public. The organisation has been told."),
    )


@for_deciders
def call_back(request, page_id):
    contribution = readable(request, page_id)
    try:
        services.call_back(page_id=page_id, user=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It will not be published by itself any more."))
        # It is a draft now, which duty may not read.
        contribution.refresh_from_db()
    if not may_read(request.user, contribution):
        return redirect("moderation:queue")
    return redirect("moderation:submission", page_id)
