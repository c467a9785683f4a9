"""What replaces Wagtail's own account pages; include it under ``cms/`` before Wagtail's."""

from allauth.account import views as allauth
from django.urls import path, re_path
from django.views.generic import RedirectView

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # Not a redirect: Wagtail's menu signs out with a POST.
    path("logout/", allauth.logout),
    path("account/", RedirectView.as_view(pattern_name="account_profile")),
    re_path(r"^password_reset/.*", RedirectView.as_view(pattern_name="account_reset_password")),
]
