import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.core import mail as django_mail
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from mail.models import OutgoingMail
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_nobody_can_sign_up(rf):
    assert not get_adapter().is_open_for_signup(rf.get("/"))
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize(
    ("target", "is_safe"),
    [
        ("/oddaj/", True),
        ("http://testserver/oddaj/", True),
        ("https://zlo.example/", False),
        ("//zlo.example/", False),
        ("http://localhost/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_addresses_of_this_host_are_led_to(rf, target, is_safe):
    with request_context(rf.get("/")):
        assert get_adapter().is_safe_url(target) is is_safe


def test_a_new_password_does_not_switch_an_account_on_that_was_switched_off_meanwhile():
    user = UserFactory()
    User.objects.filter(pk=user.pk).update(is_active=False)

    get_adapter().set_password(user, "drugo-geslo-2026")

    fresh = User.objects.get()
    assert (fresh.is_active, fresh.check_password("drugo-geslo-2026")) == (False, True)


def test_mail_goes_through_the_outbox_and_points_to_our_own_host(client, settings):
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = "https://portal.example", ["*"]
    UserFactory(email="ana@example.org")

    client.post(
        reverse("account_reset_password"), {"email": "Ana@example.org"}, headers={"host": "zlo.si"}
    )

    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.kind, mail.is_secret) == (
        "ana@example.org",
        "password_reset_key",
        True,
    )
    assert "https://portal.example/geslo/pozabljeno/" in mail.text
    assert "zlo.si" not in mail.text
    assert django_mail.outbox == []


def test_mail_about_an_account_speaks_its_owners_language(client):
    UserFactory(email="ana@example.org", language="en")

    client.post(reverse("account_reset_password"), {"email": "Ana@example.org"})

    assert OutgoingMail.objects.get().subject == "A new password for your account"
