"""Who comes in: people with an account, to what they may see."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from core.kept_words import signed_out, words_of
from network import rights
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Action

READING = ("GET", "HEAD")


def for_authors(*methods):
    """Let signed-in people through, with these methods.

    Who has to sign in first comes back to an address that can be read, never to a bare "not
    allowed".
    """

    def decorate(view):
        @never_cache
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if not request.user.is_authenticated:
                sign_in = redirect_to_login(_address_to_read(request, methods, kwargs))
                return signed_out(request, sign_in.url) if words_of(request) else sign_in
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def contribution_for(request, page_id, *actions: Action) -> Contribution:
    """Return a contribution that the person may see before it is public.

    ``actions`` let in whoever may do one of them without seeing drafts: duty calls off an event
    that is public.

    :raises Http404: otherwise; that there is such a draft is nobody else's business
    """
    contribution = get_object_or_404(
        Contribution.objects.with_page().prefetch_related("authors"), page=page_id
    )
    if not any(may(request, action, contribution) for action in (Action.SEE, *actions)):
        raise Http404
    return contribution


def may(request, action: Action, contribution: Contribution) -> bool:
    return rights.may(action, person_for(request.user), contribution.as_case(), duty_at())


def _address_to_read(request, methods, kwargs):
    if "GET" in methods:
        return request.get_full_path()
    return reverse("contribute:detail", kwargs=kwargs)
