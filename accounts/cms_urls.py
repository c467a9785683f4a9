"""The outbox, and what replaces Wagtail's own account pages; before Wagtail's under ``cms/``."""

from allauth.account import views as allauth
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts import outbox_views

urlpatterns = [
    path("posta/", outbox_views.outbox, name="outbox"),
    path("posta/<int:mail_id>/", outbox_views.retry, name="outbox_retry"),
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # Not a redirect: Wagtail's menu signs out with a POST.
    path("logout/", allauth.logout),
    path("account/", RedirectView.as_view(pattern_name="account_profile")),
    re_path(r"^password_reset/.*", RedirectView.as_view(pattern_name="account_reset_password")),
]
