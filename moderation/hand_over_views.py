"""The hand-over: what stands open, what the partner that leaves has to say, and "taken over"."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from core.kept_words import gives_words_back, words_kept, words_of
from duty.roster import month_of
from moderation import services
from moderation.access import keeps_portal, partners_of
from moderation.errors import Changed, NotAllowed, Refused
from moderation.forms import NotesForm
from moderation.hand_over import gather, sections_for
from moderation.hand_over_month import newest_open
from moderation.models import HandOver
from network.duty_answer import duty_at
from network.people import person_for

HAND_OVERS_PER_PAGE = 24


def _month(year: int, month: int) -> date:
    """:raises Http404: when there is no such month, or none before it"""
    try:
        found = date(year, month, 1)
    except (ValueError, OverflowError) as impossible:
        raise Http404 from impossible
    if found == date.min:
        raise Http404
    return found


def _own_partners(request) -> tuple:
    """Return who asks and the ids of their partners; one query.

    :raises Http404: for whoever neither keeps the portal nor takes duty in turn
    """
    person = person_for(request.user)
    own = {partner.pk for partner in partners_of(person)}
    if not (own or keeps_portal(person)):
        raise Http404
    return person, own


def _may_read(person, own, hand_over, now) -> bool:
    """What has begun is for all who take duty; what comes for the two partners it concerns."""
    if hand_over.month > newest_open(now):
        return False
    if keeps_portal(person):
        return True
    concerned = {hand_over.from_partner_id, hand_over.to_partner_id}
    return bool(own) and (hand_over.month <= month_of(now) or bool(own & concerned))


def _readable(request, year, month, now):
    """Return who asks and the hand-over, saved or not.

    :raises Http404: when there is none for them
    """
    person, own = _own_partners(request)
    hand_over = services.hand_over_of(_month(year, month))
    is_kept = hand_over.frozen_at or hand_over.month >= month_of(now)
    if not is_kept or not _may_read(person, own, hand_over, now):
        raise Http404
    return person, hand_over


@require_admin_access
@require_safe
def hand_overs(request):
    """Show the newest hand-over that the person may read, and the way to the earlier ones."""
    now = timezone.now()
    person, own = _own_partners(request)
    hand_over = services.hand_over_of(newest_open(now))
    if not _may_read(person, own, hand_over, now):
        hand_over = services.hand_over_of(month_of(now))
    earlier = HandOver.objects.frozen().exclude(month=hand_over.month).with_names()
    page = Paginator(earlier, HAND_OVERS_PER_PAGE).get_page(request.GET.get("page"))
    return _show(request, person, hand_over, now, earlier=page)


@require_admin_access
@require_safe
def hand_over(request, year, month):
    now = timezone.now()
    person, found = _readable(request, year, month, now)
    return _show(request, person, found, now)


def _show(request, person, hand_over, now, *, form=None, earlier=None, status=200):
    gathered = hand_over.snapshot if hand_over.frozen_at else gather(now)
    is_given_back = form is not None
    if not is_given_back and services.may_write_notes(person, hand_over, now):
        form = NotesForm(initial={"text": hand_over.notes, "version": hand_over.notes_version})
    sections = sections_for(person, duty_at(now), gathered)
    return render(
        request,
        "moderation/hand_over.html",
        {
            "hand_over": hand_over,
            "sections": sections,
            "nothing": " · ".join(section.label for section in sections if not section.lines),
            "has_begun": hand_over.month <= month_of(now),
            "may_confirm": services.may_confirm(person, hand_over, now),
            "notes_form": form,
            "shows_notes": is_given_back or form is None,
            "earlier": earlier,
        },
        status=status,
    )


def _for_writers(view):
    """Let people of the CMS through with a form; whoever was signed out gets their words back."""
    guarded = require_admin_access(require_POST(view))

    @gives_words_back("moderation:hand_overs")
    def asked(request, year, month):
        try:
            return guarded(request, year, month)
        except Http404:
            # It was theirs when they began to write, or nobody's business at all.
            if not words_of(request):
                raise
        return _not_taken(request, status=404)

    return asked


@_for_writers
def write_notes(request, year, month):
    """Save the notes; where somebody else saved meanwhile, show theirs beside what was typed."""
    now = timezone.now()
    person, found = _readable(request, year, month, now)
    form = NotesForm(request.POST)
    if not form.is_valid():
        if not services.may_write_notes(person, found, now):
            return _not_taken(request)
        return _show(request, person, found, now, form=form, status=422)
    facts = form.cleaned_data
    try:
        services.write_notes(month=found.month, user=request.user, now=now, **facts)
    except NotAllowed:
        return _not_taken(request)
    except Refused as refused:
        messages.error(request, str(refused))
        found = services.hand_over_of(found.month)
        version = found.notes_version if isinstance(refused, Changed) else facts["version"]
        form = NotesForm(initial={"text": facts["text"], "version": version})
        return _show(request, person, found, now, form=form, status=409)
    messages.success(request, _("The notes are saved."))
    return redirect("moderation:hand_over", year, month)


def _not_taken(request, status=403):
    return words_kept(
        request,
        title=_("Your notes were not saved"),
        text=_(
            "The partner that leaves and the coordinators write them, until the next one confirms."
        ),
        action_url=reverse("moderation:hand_overs"),
        action_label=_("Hand-over"),
        status=status,
    )


@require_admin_access
@require_POST
def confirm(request, year, month):
    now = timezone.now()
    _person, found = _readable(request, year, month, now)
    try:
        services.confirm_hand_over(month=found.month, user=request.user, now=now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Thank you. You have taken over."))
    return redirect("moderation:hand_over", year, month)
