"""The public addresses of accounts; django-allauth asks for its names."""

from allauth.account import views as allauth
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts import views

urlpatterns = [
    path("prijava/", views.LoginView.as_view(), name="account_login"),
    # Wagtail's own form, for pages behind a sign-in, counts no failed attempts.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("prijava/izklopljen/", allauth.account_inactive, name="account_inactive"),
    path("odjava/", allauth.logout, name="account_logout"),
    path("geslo/", allauth.password_change, name="account_change_password"),
    # Who has no password yet makes one the way of those who forgot theirs.
    path(
        "geslo/novo/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("geslo/pozabljeno/", allauth.password_reset, name="account_reset_password"),
    path(
        "geslo/pozabljeno/poslano/", allauth.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "geslo/pozabljeno/zamenjano/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^geslo/pozabljeno/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("racun/", views.profile, name="account_profile"),
    path("racun/posta/", views.change_wishes, name="account_change_wishes"),
    path("racun/naslov/", views.change_address, name="account_change_address"),
    path("racun/naslov/<str:token>/", views.confirm_address, name="account_confirm_address"),
]
