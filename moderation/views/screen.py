"""One text: how it reads, what is new in it, what happened to it, and what may be done now."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from moderation import services
from moderation.claims import standing_claims
from moderation.comparing import words_of
from moderation.digest import content_digest
from moderation.errors import Refused
from moderation.forms import ApproveForm, ReasonForm, SendBackForm
from moderation.models import Reply, Step
from moderation.text_checks.running import findings_for_moderator
from moderation.versions import changes_to_public, news_for, version_of
from moderation.views.access import keeps_watch, readable
from network import rights
from network.duty_answer import duty_at
from network.people import person_for
from network.rights import Action, Proposal


@require_admin_access
@require_safe
def submission(request, page_id):
    contribution = readable(request, page_id)
    may_decide = rights.may(
        Action.APPROVE, person_for(request.user), contribution.as_case(), duty_at()
    )
    if may_decide and request.method == "GET":
        # A GET may do this: a claim informs and binds nobody. Whoever is led here against their
        # will is at worst named as reading for two hours.
        try:
            services.claim_if_free(page_id=page_id, user=request.user, now=timezone.now())
        except Refused:
            # Decided since it was read above; the screen says so.
            contribution = readable(request, page_id)
    reply = Reply.objects.numbered(request.GET.get("odgovor")) if may_decide else None
    return show(request, contribution, comment=reply.text if reply else "")


def show(request, contribution, *, status=200, read_digest="", comment="", ended=None, **forms):
    """Draw the screen of one text.

    ``forms`` are those whose input was refused, ``read_digest`` is what they were about and
    ``comment`` what an empty form for sending back begins with; ``ended`` is the step by which
    somebody else was faster.
    """
    page = contribution.page.specific
    version = version_of(contribution)
    person, case, duty = person_for(request.user), contribution.as_case(), duty_at()
    may = {action.value: rights.may(action, person, case, duty) for action in Action}
    # Duty meets live pages too, but a draft beside the public text is not theirs to read.
    draft = version.revision.as_object() if may[Action.SEE] else page
    is_waiting = contribution.proposal == Proposal.SUBMITTED
    context = {
        "contribution": contribution,
        "page": page,
        "draft": draft,
        "revision": version.revision,
        "digest": version.digest,
        "was_mended": is_waiting and contribution.submitted_digest != version.digest,
        "has_changed": bool(read_digest) and read_digest != version.digest and may[Action.SEE],
        "ended": ended,
        "may": may,
        "steps": Step.objects.of_page(page.pk),
        "today": timezone.localdate(),
        "typed": comment_in(forms),
        "approve_form": forms.get("approve_form") or ApproveForm(initial=version.named()),
        "send_back_form": forms.get("send_back_form")
        or SendBackForm(initial={**version.named(), "comment": comment}),
        "reason_form": forms.get("reason_form") or ReasonForm(),
        "replies": Reply.objects.all() if may[Action.SEND_BACK] else [],
    }
    if is_waiting and may[Action.SEE]:
        context |= _for_whoever_decides(request, contribution, draft, version, may)
    return render(request, "moderation/submission.html", context, status=status)


def _for_whoever_decides(request, contribution, draft, version, may) -> dict:
    """What is new in the text and who reads it; and remember that it was read now."""
    now = timezone.now()
    person, duty = person_for(request.user), duty_at(now)
    is_told_more = may[Action.APPROVE] or keeps_watch(person, duty)
    context = {
        # Not those kept with the hand-in: the editor may have saved since by itself.
        "findings": findings_for_moderator(draft, now, person=person, duty=duty),
        "public_changes": changes_to_public(contribution.page.specific, draft),
        "claim": standing_claims(now).by_contribution([contribution]).get(contribution.pk),
        # Authors are told which partner reads, never who.
        "names_people": is_told_more,
    }
    if not is_told_more:
        return context
    context["news"] = news_for(contribution, draft, version.digest, request.user)
    if request.method != "HEAD":
        services.remember_reading(
            contribution=contribution,
            user=request.user,
            digest=version.digest,
            words=words_of(draft),
            now=now,
        )
    return context


def comment_in(forms) -> str:
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
    contribution = readable(request, page_id)
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
