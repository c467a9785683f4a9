"""Where the partner on duty reads and decides: a list, one screen per text, five buttons."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from core.kept_words import signed_out
from duty.answers import duty_now
from moderation import services
from moderation.digest import content_digest
from moderation.errors import NotAllowed, Refused
from moderation.forms import ApproveForm, ReasonForm, SendBackForm
from moderation.models import ReaderReport, Step
from network import rights
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Action, Proposal, Public

SUBMISSIONS_PER_PAGE = 25


def _keeps_watch(person, duty) -> bool:
    return person.is_coordinator or person.is_superuser or rights.is_on_duty(person, duty)


@require_admin_access
@require_safe
def queue(request):
    """List what waits and what the person may read of it, the longest waiting first."""
    now, duty = timezone.now(), duty_at()
    person = person_for(request.user)
    keeps_watch = _keeps_watch(person, duty)
    waiting = Contribution.objects.submitted().seen_by(person, duty).with_page()
    today = timezone.localdate(now)
    return render(
        request,
        "moderation/queue.html",
        {
            "submissions": Paginator(waiting, SUBMISSIONS_PER_PAGE).get_page(
                request.GET.get("page")
            ),
            "today": today,
            "duty": duty_now(now),
            "scheduled": Contribution.objects.scheduled().with_page() if keeps_watch else [],
            "unreviewed": _unreviewed(person, now) if keeps_watch else [],
            "open_reports": ReaderReport.objects.open().count() if keeps_watch else 0,
        },
    )


def _unreviewed(person, now):
    """What reached readers around duty, for one of those who keep watch."""
    steps = Step.objects.unreviewed(now)
    return steps if person.is_coordinator or person.is_superuser else steps.for_duty()


def _contributions():
    return Contribution.objects.with_page().prefetch_related("authors")


def _may_read(user, contribution) -> bool:
    duty, person, case = duty_at(), person_for(user), contribution.as_case()
    may_see = rights.may(Action.SEE, person, case, duty)
    may_call_back = rights.may(Action.CALL_BACK, person, case, duty)
    return may_see or may_call_back or (contribution.page.live and _keeps_watch(person, duty))


def _may_have_read(user, contribution) -> bool:
    """Tell whether the text may have waited for the person until a moment ago."""
    duty, person = duty_at(), person_for(user)
    if contribution.submitted_at is None and contribution.public == Public.NEVER:
        # Nobody but its authors ever met it.
        return False
    return (
        rights.is_on_duty(person, duty)
        or duty.next_partner in person.member_of
        or services.could_decide_last_month(Action.SEND_BACK, user, contribution, timezone.now())
    )


def _readable(request, page_id) -> Contribution:
    """Return the contribution if the person may read it.

    :raises Http404: otherwise; that there is such a draft is nobody else's business
    """
    contribution = get_object_or_404(_contributions(), page=page_id)
    if not _may_read(request.user, contribution):
        raise Http404
    return contribution


@require_admin_access
@require_safe
def submission(request, page_id):
    return _show(request, _readable(request, page_id))


def _show(request, contribution, *, status=200, **forms):
    """Draw the screen of one text; ``forms`` are those whose input was refused."""
    page = contribution.page.specific
    revision = page.get_latest_revision()
    digest = content_digest(revision.content)
    read = {"revision": revision.pk, "digest": digest}
    person, case, duty = person_for(request.user), contribution.as_case(), duty_at()
    may = {action.value: rights.may(action, person, case, duty) for action in Action}
    return render(
        request,
        "moderation/submission.html",
        {
            "contribution": contribution,
            "page": page,
            # Duty meets live pages too, but a draft beside the public text is not theirs to read.
            "draft": revision.as_object() if may[Action.SEE] else page,
            "revision": revision,
            "digest": digest,
            "was_mended": contribution.proposal == Proposal.SUBMITTED
            and contribution.submitted_digest != digest,
            "may": may,
            "steps": Step.objects.of_page(page.pk),
            "today": timezone.localdate(),
            "typed": _comment_in(forms),
            "approve_form": forms.get("approve_form") or ApproveForm(initial=read),
            "send_back_form": forms.get("send_back_form") or SendBackForm(initial=read),
            "reason_form": forms.get("reason_form") or ReasonForm(),
        },
        status=status,
    )


def _comment_in(forms) -> str:
    """The words of a form that was refused, for whoever may not send it again."""
    for form in forms.values():
        for name in ("comment", "reason"):
            if name in form.fields and form[name].value():
                return form[name].value()
    return ""


@require_admin_access
@require_safe
@xframe_options_sameorigin
def reading(request, page_id, revision_id):
    """Show one version as readers would see it: the frame on the screen of decision.

    It answers 409 when the words are not those of the digest that the screen carries.
    """
    contribution = _readable(request, page_id)
    if not rights.may(Action.SEE, person_for(request.user), contribution.as_case(), duty_at()):
        raise Http404
    revision = get_object_or_404(contribution.page.specific.revisions, pk=revision_id)
    if content_digest(revision.content) != request.GET.get("digest"):
        return HttpResponse(_("The text has changed. Load the page again."), status=409)
    page = revision.as_object()
    # The site's header and footer stand around the frame already.
    response = page.make_preview_request(
        request, page.default_preview_mode, extra_request_attrs={"is_reading": True}
    )
    # Wagtail has sent it through every middleware already, one of which forbids all frames.
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _decide(request, page_id, *, form_class, form_name, service, done):
    """Carry out a step from its form; whatever is refused comes back with what was typed."""
    contribution = get_object_or_404(_contributions(), page=page_id)
    if not (_may_read(request.user, contribution) or _may_have_read(request.user, contribution)):
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
        contribution = _contributions().filter(page=page_id).first()
        if contribution is None:
            return redirect("moderation:queue")
        status = 403 if isinstance(refused, NotAllowed) else 409
        kept = form_class(initial={**_read_now(contribution), **_typed(form)})
        return _give_back(request, contribution, form_name, kept, status=status)
    messages.success(request, done)
    return redirect("moderation:queue")


def _give_back(request, contribution, form_name, form, *, status):
    """Show the text with the form as it was filled in; whoever may not read the text any more
    (the month is over, it was withdrawn) gets back their own words alone."""
    if _may_read(request.user, contribution):
        return _show(request, contribution, status=status, **{form_name: form})
    context = {"typed": _comment_in({form_name: form}), "form": form}
    return render(request, "moderation/refused.html", context, status=status)


def _read_now(contribution) -> dict:
    revision = contribution.page.specific.get_latest_revision()
    return {"revision": revision.pk, "digest": content_digest(revision.content)}


def _typed(form) -> dict:
    """What the person typed, without what says which version they had read."""
    return {
        name: form.cleaned_data[name]
        for name in form.fields
        if name in form.cleaned_data and name not in {"revision", "digest"}
    }


def for_deciders(view):
    """Let people of the CMS through with a form; whoever was signed out gets their words back."""

    @require_admin_access
    @require_POST
    def guarded(request, page_id):
        return view(request, page_id)

    @wraps(view)
    def asked(request, page_id):
        if request.method == "POST" and not request.user.is_authenticated:
            screen = reverse("moderation:submission", args=[page_id])
            return signed_out(request, redirect_to_login(screen).url)
        return guarded(request, page_id)

    return asked


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
    contribution = _readable(request, page_id)
    try:
        services.call_back(page_id=page_id, user=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It will not be published by itself any more."))
        # It is a draft now, which duty may not read.
        contribution.refresh_from_db()
    if not _may_read(request.user, contribution):
        return redirect("moderation:queue")
    return redirect("moderation:submission", page_id)
