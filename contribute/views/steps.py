"""One step of a text: a button, sometimes a question before it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calendar_app.models import EventPage
from calendar_app.services import change_status
from contribute import services
from contribute.forms import StatusForm, TakeDownForm
from contribute.views.access import READING, contribution_for, for_authors, may
from core.kept_words import words_kept, words_of
from moderation import services as moderation
from moderation.errors import Incomplete, Refused
from network.models import Contribution
from network.rights import Action, Proposal


@for_authors("POST")
def hand_in(request, page_id):
    contribution_for(request, page_id)
    return hand_in_and_say(request, page_id)


@for_authors("POST")
def withdraw(request, page_id):
    contribution_for(request, page_id)
    try:
        moderation.withdraw(page_id=page_id, user=request.user, now=timezone.now())
    except Refused as refused:
        return _refused(request, page_id, refused)
    messages.success(request, _("It is yours again. Change it and hand it in when it is ready."))
    return redirect("contribute:detail", page_id)


@for_authors(*READING, "POST")
def delete(request, page_id):
    contribution = contribution_for(request, page_id)
    if not may(request, Action.DELETE, contribution):
        return _not_now(request, page_id)
    if request.method != "POST":
        return render(request, "contribute/delete.html", {"contribution": contribution})
    try:
        moderation.delete(page_id=page_id, user=request.user, now=timezone.now())
    except Refused as refused:
        return _refused(request, page_id, refused)
    messages.success(request, _("“%(title)s” is deleted.") % {"title": contribution})
    return redirect("contribute:list")


@for_authors(*READING, "POST")
def take_down(request, page_id):
    contribution = contribution_for(request, page_id)
    if not may(request, Action.TAKE_DOWN, contribution):
        return _not_now(request, page_id)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            moderation.take_down(
                page_id=page_id, user=request.user, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            return _refused(request, page_id, refused)
        messages.success(request, _("Readers do not see it any more."))
        return redirect("contribute:detail", page_id)
    return render(
        request,
        "contribute/take_down.html",
        {"contribution": contribution, "form": form},
        status=422 if form.errors else 200,
    )


@for_authors("POST")
def translate(request, page_id):
    """Begin a translation, or go on with the one there is."""
    contribution_for(request, page_id, Action.TRANSLATE)
    try:
        page = moderation.translate(
            page_id=page_id,
            language=request.POST.get("language", ""),
            user=request.user,
            now=timezone.now(),
        )
    except Refused as refused:
        return _refused(request, page_id, refused)
    return redirect("contribute:edit", page.pk)


@for_authors(*READING, "POST")
def status(request, page_id):
    """Say that an event is cancelled, postponed or full; readers know it at once."""
    contribution = contribution_for(request, page_id, Action.CHANGE_STATUS)
    event = EventPage.objects.filter(pk=page_id).first()
    if event is None:
        raise Http404
    if not may(request, Action.CHANGE_STATUS, contribution):
        return _not_now(request, page_id)
    is_authors = may(request, Action.SEE, contribution)
    back = reverse("contribute:detail" if is_authors else "moderation:submission", args=[page_id])
    change = event.change
    initial = {"status": change.status if change else StatusForm.AS_PLANNED}
    if change:
        initial |= {"new_date": change.new_date, "reason": change.reason}
    form = StatusForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            change_status(event=event, user=request.user, now=timezone.now(), **form.facts())
        except Refused as refused:
            return _refused(request, page_id, refused)
        except ValidationError as error:
            for name, words in error.message_dict.items():
                form.add_error(name if name in form.fields else None, words)
        else:
            messages.success(request, _("Readers see it from now on."))
            return redirect(back)
    return render(
        request,
        "contribute/status.html",
        {
            "contribution": contribution if is_authors else None,
            "event": event,
            "form": form,
            "back": back,
        },
        status=422 if form.errors else 200,
    )


def hand_in_and_say(request, page_id):
    """Hand a saved draft in and lead on: to what came of it, or to what is still missing."""
    try:
        contribution = services.hand_in(page_id=page_id, user=request.user, now=timezone.now())
    except Incomplete:
        messages.info(request, _("It is saved as a draft. A little is still missing."))
        return redirect(reverse("contribute:edit", args=[page_id]) + "?manjka=1")
    except Refused as refused:
        return _refused(request, page_id, refused)
    if contribution.proposal != Proposal.SUBMITTED:
        messages.success(request, _("Published at once. Thank you!"))
        return redirect("contribute:detail", page_id)
    messages.success(
        request,
        _("Thank you! You will have an answer by %(day)s.")
        % {"day": date_format(contribution.answer_by, "j. n")},
    )
    return redirect("contribute:detail", page_id)


def _refused(request, page_id, refused):
    messages.error(request, str(refused))
    if Contribution.objects.filter(page=page_id).exists():
        return redirect("contribute:detail", page_id)
    return redirect("contribute:list")


def _not_now(request, page_id):
    """Lead back with a message, or show it beside what was typed, which stands nowhere else."""
    words = _("This cannot be done now: look at where the text stands.")
    if words_of(request):
        return words_kept(
            request,
            title=_("This cannot be done any more"),
            text=words,
            action_url=reverse("contribute:detail", args=[page_id]),
            action_label=_("Back"),
            status=409,
        )
    messages.info(request, words)
    return redirect("contribute:detail", page_id)
