"""Somebody on a picture does not agree any more: find the picture, remove it, see where it had been."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import require_admin_access

from core.kept_words import gives_words_back
from core.models import Picture
from moderation import services
from moderation.addresses import public_page_at
from moderation.errors import NotAllowed, Refused
from moderation.forms import PageAddressForm, ReasonForm
from moderation.models import WithdrawnPicture
from network import rights
from network.duty_answer import duty_at
from network.media import is_used_in_public
from network.people import person_for
from network.picture_removal import pictures_of

REMOVED_PER_PAGE = 25


def _require_watch(request):
    if not rights.keeps_watch(person_for(request.user), duty_at()):
        raise PermissionDenied


@require_admin_access
@require_safe
def pictures(request):
    """Find the pictures of a public page by its address, and list what was removed before."""
    _require_watch(request)
    form = PageAddressForm(request.GET if "stran" in request.GET else None)
    address = form.cleaned_data["stran"] if form.is_valid() else ""
    page = public_page_at(request, address) if address else None
    removed = WithdrawnPicture.objects.select_related("organisation", "by")
    return render(
        request,
        "moderation/pictures.html",
        {
            "form": form,
            "found_page": page,
            "pictures": pictures_of(page.specific) if page else [],
            "removed": Paginator(removed, REMOVED_PER_PAGE).get_page(request.GET.get("page")),
        },
    )


@gives_words_back("moderation:pictures")
@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def remove_picture(request, picture_id):
    """Ask why, then remove a picture that readers see; coordinators remove any."""
    _require_watch(request)
    picture = Picture.objects.filter(pk=picture_id).first()
    person = person_for(request.user)
    may_see = person.is_coordinator or person.is_superuser
    if picture is None or not (may_see or is_used_in_public(picture)):
        messages.error(request, _("This picture is gone already."))
        return redirect("moderation:pictures")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdrawn = services.withdraw_consent(
                picture_id=picture_id,
                user=request.user,
                now=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The picture is removed everywhere."))
            return redirect("moderation:removed_picture", withdrawn.pk)
    status = 422 if form.is_bound else 200
    context = {"picture": picture, "form": form}
    return render(request, "moderation/remove_picture.html", context, status=status)


@require_admin_access
@require_safe
def removed_picture(request, number):
    """Say where a removed picture had been."""
    _require_watch(request)
    withdrawn = get_object_or_404(
        WithdrawnPicture.objects.select_related("organisation", "by"), pk=number
    )
    return render(request, "moderation/removed_picture.html", {"withdrawn": withdrawn})
