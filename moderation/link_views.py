"""Links that were mailed for decisions: their owners and coordinators see and revoke them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from moderation import services
from moderation.errors import NotAllowed
from moderation.models import DecisionLink

LINKS_PER_PAGE = 50


@login_required
@never_cache
@require_safe
def own_links(request):
    return _list(request, DecisionLink.objects.filter(user=request.user), is_everybodys=False)


@require_admin_access
@require_safe
def all_links(request):
    if not services.keeps_links(request.user):
        raise Http404
    return _list(request, DecisionLink.objects.all(), is_everybodys=True)


def _list(request, links, *, is_everybodys):
    found = links.open(timezone.now()).for_list()
    context = {
        "links": Paginator(found, LINKS_PER_PAGE).get_page(request.GET.get("page")),
        "is_everybodys": is_everybodys,
    }
    return render(request, "moderation/links.html", context)


@login_required
@require_POST
def revoke_own(request, link_id):
    return _revoke(request, link_id, back_to="own_links")


@require_admin_access
@require_POST
def revoke(request, link_id):
    if not services.keeps_links(request.user):
        raise Http404
    return _revoke(request, link_id, back_to="moderation:links")


def _revoke(request, link_id, *, back_to):
    try:
        services.revoke_link(link_id=link_id, user=request.user, now=timezone.now())
    except (DecisionLink.DoesNotExist, NotAllowed) as refused:
        raise Http404 from refused
    messages.success(request, _("The link is revoked. Nobody can decide with it any more."))
    return redirect(back_to)


@login_required
@require_POST
def revoke_all_own(request):
    services.revoke_all_of(user=request.user, by=request.user, now=timezone.now())
    messages.success(request, _("All your links are revoked."))
    return redirect("own_links")
