"""Deciding with the link of a mail, outside the CMS and without signing in.

Mail scanners open every link: opening one shows and changes nothing.
"""

from functools import wraps

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.kept_words import words_kept
from core.middleware import PUBLIC_POLICY
from core.models import File, PictureRendition
from moderation import services
from moderation.errors import LinkIsDead, LinkIsUnknown, NotAllowed, Refused
from moderation.forms import MailDecisionForm
from moderation.link_addresses import led_through
from moderation.models import Answer
from moderation.text_checks.running import findings_for_moderator
from moderation.versions import changes_to_public
from network.duty_answer import duty_at
from network.media import hand_out, is_used_in_public
from network.people import person_for
from network.references import refers_to

# The text stands in a frame of its own; the page with the buttons stands in nobody's.
POLICY = PUBLIC_POLICY.replace("frame-src 'none'", "frame-src 'self'").replace(
    "frame-ancestors 'self'", "frame-ancestors 'none'"
)


def for_holder(view):
    """Let whoever holds a link through to ``view(request, link, ...)``; tell others why not."""

    @sensitive_post_parameters("comment")
    @wraps(view)
    def asked(request, token, **kwargs):
        try:
            link = services.known_link(token)
            _refuse_somebody_else(request.user, link)
            if request.method != "POST":
                # What is sent is asked for the same under the lock of the text.
                services.require_usable(link, timezone.now())
            answer = view(request, link, token=token, **kwargs)
        except LinkIsUnknown as unknown:
            # Only misses are counted, and a link that was given out works all the same: partners
            # share the address of an office, and no number of guesses finds one of 2**256 tokens.
            # The throttle takes the noise of guessing off the machine.
            answer = ratelimit.consume_or_429(
                request, action="decision_link", limit_get=True
            ) or _refused(request, unknown)
        except Refused as refused:
            answer = _refused(request, refused)
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return asked


def _refuse_somebody_else(user, link) -> None:
    if user.is_authenticated and user.pk != link.user_id:
        raise NotAllowed(
            _("You are signed in, and this link is for somebody else. Decide in the CMS.")
        )


def _refused(request, refused: Refused):
    """Say why nothing was decided, with what was typed, to be copied."""
    status = 409
    if isinstance(refused, LinkIsDead):
        status = 410
    elif isinstance(refused, NotAllowed):
        status = 403
    return words_kept(
        request,
        title=_("Nothing was decided"),
        text=str(refused),
        action_url=reverse("moderation:queue"),
        action_label=_("Sign in and see what waits"),
        status=status,
    )


@for_holder
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, link, *, token):
    if request.method != "POST":
        return _show(request, link, token, MailDecisionForm())
    form = MailDecisionForm(request.POST)
    if not form.is_valid():
        services.require_usable(link, timezone.now())
        return _show(request, link, token, form, status=422)
    services.decide_by_link(token=token, now=timezone.now(), **form.cleaned_data)
    context = {
        "title": link.revision.content["title"],
        "page": link.contribution.page,
        "is_approved": form.cleaned_data["decision"] == Answer.APPROVE,
    }
    return render(request, "moderation/decided_by_mail.html", context)


def _show(request, link, token, form, *, status=200):
    page, now = link.revision.as_object(), timezone.now()
    context = {
        "link": link,
        "token": token,
        "page": page,
        "contribution": link.contribution,
        "changes": changes_to_public(link.contribution.page.specific, page),
        "findings": findings_for_moderator(
            page, now, person=person_for(link.user), duty=duty_at(now)
        ),
        "form": form,
        "today": timezone.localdate(now),
    }
    answer = render(request, "moderation/decide_by_mail.html", context, status=status)
    answer["Content-Security-Policy"] = POLICY
    return answer


@xframe_options_sameorigin
@for_holder
@require_safe
def reading(request, link, *, token):
    """Show the text as readers would see it; its pictures and files come through the link too."""
    page = link.revision.as_object()
    shown = page.make_preview_request(
        request, page.default_preview_mode, extra_request_attrs={"is_reading": True}
    )
    own = reverse("decide_by_mail", args=[token])
    prefixes = {settings.MEDIA_URL: f"{own}media/", "/datoteke/": f"{own}datoteke/"}
    return HttpResponse(led_through(shown.content.decode(), prefixes), status=shown.status_code)


@for_holder
@require_safe
def picture(request, link, *, token, path):
    rendition = PictureRendition.objects.filter(file=path).select_related("image").first()
    if rendition is None or not _is_shown_with(link, rendition.image):
        raise Http404
    return hand_out(rendition.file, is_public=False)


@for_holder
@require_safe
def file(request, link, *, token, file_id, filename):
    found = File.objects.filter(pk=file_id).first()
    if found is None or found.filename != filename or not _is_shown_with(link, found):
        raise Http404
    answer = hand_out(found.file, is_public=False)
    answer["Content-Disposition"] = content_disposition_header(True, filename)
    return answer


def _is_shown_with(link, item) -> bool:
    return refers_to(link.revision.as_object(), item) or is_used_in_public(item)
