"""Writing a text: nothing typed is ever lost."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.models import PostPage
from calendar_app.models import EventPage
from contribute import services
from contribute.errors import BrokenPicture, ChangedMeanwhile
from contribute.forms import (
    EventForm,
    GuideForm,
    MentorForm,
    PostForm,
    TextForm,
    TranslationForm,
)
from contribute.languages import what_the_original_says_now
from contribute.overview import organisations_besides, organisations_of
from contribute.views.access import READING, contribution_for, for_authors, may
from contribute.views.steps import hand_in_and_say
from core.kept_words import words_kept, words_of
from guides.models import GuidePage
from mentors.models import MentorPage
from moderation.comparing import changes_between
from moderation.errors import NotAllowed, Refused
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Action


@dataclass(frozen=True)
class Kind:
    """How a type is written: its form, what keeps it, and where a new one begins."""

    form: type[TextForm]
    save: Callable
    new_address: str
    new_label: str
    template: str = "contribute/write.html"

    def translated(self):
        """Return how a translation of this type is written: its texts alone."""
        return replace(
            self,
            form=TranslationForm,
            save=services.save_translation,
            template="contribute/translate.html",
        )


KINDS = {
    PostPage: Kind(PostForm, services.save_post, "contribute:new_post", gettext_lazy("New post")),
    EventPage: Kind(
        EventForm, services.save_event, "contribute:new_event", gettext_lazy("New event")
    ),
    GuidePage: Kind(
        GuideForm, services.save_guide, "contribute:new_guide", gettext_lazy("New guide")
    ),
    MentorPage: Kind(
        MentorForm, services.save_mentor, "contribute:new_mentor", gettext_lazy("New mentor")
    ),
}


@for_authors(*READING, "POST")
def new_post(request):
    return _new(request, PostPage)


@for_authors(*READING, "POST")
def new_event(request):
    return _new(request, EventPage)


@for_authors(*READING, "POST")
def new_guide(request):
    return _new(request, GuidePage)


@for_authors(*READING, "POST")
def new_mentor(request):
    return _new(request, MentorPage)


@for_authors(*READING, "POST")
def edit(request, page_id):
    try:
        contribution = contribution_for(request, page_id)
    except Http404:
        if not words_of(request):
            raise
        return words_kept(
            request,
            title=_("This text does not exist any more"),
            text=_("A colleague may have deleted it. Copy what you wrote into a new one."),
            action_url=reverse("contribute:list"),
            action_label=_("My submissions"),
            status=404,
        )
    model = contribution.page.specific_class
    if model not in KINDS:
        raise Http404
    kind = KINDS[model].translated() if contribution.is_translation else KINDS[model]
    if request.method == "POST":
        return _save_again(request, contribution, kind)
    if not may(request, Action.EDIT, contribution):
        messages.info(
            request, _("This text is being read. Withdraw it first if you want to change it.")
        )
        return redirect("contribute:detail", page_id)
    draft = _draft_of(contribution)
    form = kind.form(user=request.user, page=draft, seen=_seen(contribution))
    if "manjka" in request.GET:
        form.show_missing(services.missing_in(draft, timezone.now()))
    return _show(request, model, kind, form, contribution)


def _new(request, model):
    kind, person, duty = KINDS[model], person_for(request.user), duty_at()
    organisations = [
        each for each in organisations_of(person) if services.may_begin(person, each, duty)
    ]
    others = organisations_besides(person, duty)
    if not (organisations or others):
        return redirect("contribute:list")
    if request.method != "POST":
        form = kind.form(user=request.user, organisations=organisations, others=others)
        return _show(request, model, kind, form)
    form = _sent(request, kind.form, organisations=organisations, others=others)
    if not form.errors:
        try:
            page = kind.save(
                user=request.user,
                facts=form.facts(),
                organisation=form.owner,
                key=form.one_key(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            form.describe_picture()
            return _saved(request, page)
    return _show(request, model, kind, form, status=422)


def _save_again(request, contribution, kind):
    page_id, model = contribution.page_id, contribution.page.specific_class
    form = _sent(request, kind.form, page=_draft_of(contribution))
    if form.errors:
        return _show(request, model, kind, form, contribution, status=422)
    try:
        page = kind.save(
            user=request.user,
            facts=form.facts(),
            page_id=page_id,
            seen=form.cleaned_data["seen"],
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        contribution = contribution_for(request, page_id)
        form.show_again(seen=_seen(contribution))
        meanwhile = None
        if isinstance(refused, ChangedMeanwhile):
            meanwhile = _meanwhile(contribution, form)
        status = 403 if isinstance(refused, NotAllowed) else 409
        return _show(request, model, kind, form, contribution, status=status, meanwhile=meanwhile)
    form.describe_picture()
    return _saved(request, page)


def _sent(request, form_class, **about) -> TextForm:
    """Return the checked form; a picture that can be read is kept, whatever else is wrong."""
    uploads_too_much = "picture" in request.FILES and not ratelimit.consume(
        request, action="upload", user=request.user
    )
    files = None if uploads_too_much else request.FILES
    form = form_class(request.POST, files, user=request.user, **about)
    form.full_clean()
    file = form.cleaned_data.get("picture")
    if uploads_too_much:
        form.add_error("picture", _("Those were many pictures. Try again in an hour."))
    elif file and form.owner is None:
        form.add_error("picture", _("Choose the picture once more, please."))
    elif file:
        _keep(form, file)
    return form


def _keep(form, file):
    try:
        picture = services.keep_picture(
            user=form.user,
            organisation=form.owner,
            file=file,
            title=form.cleaned_data.get("picture_alt") or form.cleaned_data.get("title", ""),
            author=form.cleaned_data.get("picture_author", ""),
            page_id=form.page and form.page.pk,
            consent=form.cleaned_data.get("picture_consent", ""),
        )
    except (BrokenPicture, NotAllowed) as refused:
        form.add_error("picture", str(refused))
    else:
        form.keep(picture)


def _saved(request, page):
    if request.POST.get("do") == "hand_in":
        return hand_in_and_say(request, page.pk)
    entered_for = page.contribution.entered_by_id and page.contribution.organisation
    messages.success(
        request,
        _("Saved as a draft for %(organisation)s, whose leads have been told.")
        % {"organisation": entered_for}
        if entered_for
        else _("Saved as a draft. Only your organisation sees it."),
    )
    return redirect("contribute:detail", page.pk)


def _show(request, model, kind, form, contribution=None, *, status=200, meanwhile=None):
    page_id = contribution and contribution.page_id
    return render(
        request,
        kind.template,
        {
            "form": form,
            "kind": model.kind,
            "new_label": kind.new_label,
            "section": model.section,
            "contribution": contribution,
            "action": reverse("contribute:edit", args=[page_id])
            if page_id
            else reverse(kind.new_address),
            "may_withdraw": contribution and may(request, Action.WITHDRAW, contribution),
            "meanwhile": meanwhile,
            "changes": what_the_original_says_now(contribution) if contribution else [],
        },
        status=status,
    )


def _draft_of(contribution: Contribution):
    return contribution.page.specific.get_latest_revision_as_object()


def _seen(contribution: Contribution) -> str:
    return services.seen_token(contribution, contribution.page.latest_revision)


def _meanwhile(contribution, form):
    """Return who changed the text meanwhile, and how what was typed differs from it."""
    theirs, mine = _draft_of(contribution), _draft_of(contribution)
    services.fill(mine, form.facts())
    revision = contribution.page.latest_revision
    return {
        "who": revision.user,
        "at": revision.created_at,
        "changes": changes_between(theirs, mine),
    }
