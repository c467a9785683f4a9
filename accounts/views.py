from copy import copy

from allauth.account.views import LoginView as AllauthLoginView
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services
from accounts.forms import AddressForm, ProfileForm, WishesForm
from accounts.models import AddressChange


class LoginView(AllauthLoginView):
    def get_authenticated_redirect_url(self):
        """Lead on who is signed in already, but not back to a CMS that has just refused them."""
        url = super().get_authenticated_redirect_url()
        may_enter = self.request.user.has_perm("wagtailadmin.access_admin")
        if url.startswith(reverse("wagtailadmin_home")) and not may_enter:
            return resolve_url(settings.LOGIN_REDIRECT_URL)
        return url


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ProfileForm(data, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your name has been saved."))
        return redirect("account_profile")
    return _profile(request, form=form)


@login_required
@never_cache
@require_POST
def change_wishes(request) -> HttpResponse:
    # On a copy: the form writes what it refuses into its instance too.
    form = WishesForm(request.POST, instance=copy(request.user))
    if form.is_valid():
        services.change_wishes(user_id=request.user.pk, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("From now on we write to you as you wish."))
        return redirect("account_profile")
    return _profile(request, wishes=form, status=422)


def _profile(request, *, form=None, wishes=None, status=200):
    """Draw the page; a form that was refused stands there as it was filled in."""
    context = {
        "form": form or ProfileForm(instance=request.user),
        "wishes": wishes or WishesForm(instance=request.user),
        "waiting": request.user.pending_letters.count(),
        "change": _open_change(request.user),
    }
    return TemplateResponse(request, "accounts/profile.html", context, status=status)


@login_required
@rate_limit(action="change_address")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def change_address(request) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = AddressForm(data, user=request.user)
    if form.is_valid():
        try:
            services.request_address_change(
                user_id=request.user.pk,
                new_email=form.cleaned_data["new_email"],
                now=timezone.now(),
            )
        except services.AddressTaken:
            form.add_error("new_email", _("This e-mail address already belongs to an account."))
        else:
            messages.success(
                request, _("We have written to both addresses. Confirm the change in both mails.")
            )
            return redirect("account_profile")
    context = {"form": form, "change": _open_change(request.user)}
    return TemplateResponse(request, "accounts/change_address.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request, token) -> HttpResponse:
    """Show the question; only a pressed button answers it, for mail scanners open every link."""
    now = timezone.now()
    try:
        if request.method == "POST":
            change = services.confirm_address_change(token=token, now=now)
        else:
            change = services.address_change_for(token=token, now=now)
    except services.LinkIsDead:
        return TemplateResponse(request, "accounts/link_is_dead.html", status=410)
    except services.AddressTaken:
        return TemplateResponse(request, "accounts/address_taken.html", status=409)
    template = "confirm_address" if request.method != "POST" else "address_confirmed"
    return TemplateResponse(request, f"accounts/{template}.html", {"change": change})


def _open_change(user):
    return AddressChange.objects.open(timezone.now()).filter(user=user).first()
