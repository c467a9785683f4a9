"""Where django-allauth meets this site: nobody signs up, and mail goes through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from mail.services import enqueue


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Return whether to go there after signing in or out; allauth trusts every ALLOWED_HOST."""
        request = current.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_password_change_redirect_url(self, request):
        return reverse("account_profile")

    def get_reset_password_from_key_url(self, key):
        # Never built from the request: its host may be chosen by whoever asks for the link.
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_ADDRESS + path.replace("UID-KEY", key)

    def set_password(self, user, password):
        user.set_password(password)
        # Never the whole row: it may have been switched off since it was read.
        user.save(update_fields=["password"])

    def send_mail(self, template_prefix, email, context):
        """Write one of allauth's mails; ``account/email/<name>`` is our ``mail/<name>.txt``."""
        enqueue(
            recipient=email,
            template=template_prefix.rpartition("/")[2],
            context=context,
            now=timezone.now(),
            language=User.objects.language_at(email),
            is_secret="key" in context,
        )
