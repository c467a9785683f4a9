"""What somebody typed, shown again where it could not be taken: nothing typed is ever lost."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

# The fields of our forms in which people write.
TYPED = ("title", "summary", "text", "comment", "reason", "message")


def words_of(request) -> list[str]:
    return [words for name in TYPED if (words := request.POST.get(name, "").strip())]


def words_kept(request, *, title, text, action_url, action_label, status):
    """Give back what was sent, for its writer to copy."""
    return render(
        request,
        "words_kept.html",
        {
            "title": title,
            "text": text,
            "words": words_of(request),
            "action_url": action_url,
            "action_label": action_label,
        },
        status=status,
    )


def form_too_old(request, reason=""):
    """Answer a form whose token is not that of the browser any more, as after signing in anew.

    Django's ``CSRF_FAILURE_VIEW``. Words are given back to forms of this site only: another's could
    have us show whatever it likes under our name.
    """
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not (is_ours and words_of(request)):
        return csrf_failure(request, reason)
    return words_kept(
        request,
        title=_("The form was open too long"),
        text=_("Nothing was saved. Copy what you wrote, load the page again and paste it."),
        action_url=request.get_full_path(),
        action_label=_("Load the page again"),
        status=403,
    )


def signed_out(request, sign_in_url: str):
    """Answer a form that was sent after its writer's session had ended."""
    return words_kept(
        request,
        title=_("You are signed out"),
        text=_("Nothing was saved. Copy what you wrote, sign in and paste it."),
        action_url=sign_in_url,
        action_label=_("Sign in"),
        status=403,
    )


def gives_words_back(screen: str, *named: str):
    """Have a view give back what was typed to whoever sent its form after their session had ended.

    Signing in then leads to ``screen``, the name of an address; ``named`` are those arguments of the
    view that stand in it.
    """

    def giving(view):
        @wraps(view)
        def asked(request, *args, **kwargs):
            if request.method == "POST" and not request.user.is_authenticated:
                address = reverse(screen, kwargs={name: kwargs[name] for name in named})
                return signed_out(request, redirect_to_login(address).url)
            return view(request, *args, **kwargs)

        return asked

    return giving
