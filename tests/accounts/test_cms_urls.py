"""Wagtail's own account pages give way to ours, and its user forms work with our users."""

import pytest
from django.contrib.auth.models import Permission
from django.utils.translation import gettext as _
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import User
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = UserFactory(username="admin", is_superuser=True)
    client.force_login(admin)
    return admin


@pytest.mark.parametrize(
    ("path", "goes_to"),
    [
        ("/cms/login/", "/prijava/"),
        ("/cms/login/?next=/cms/pages/", "/prijava/?next=/cms/pages/"),
        ("/cms/password_reset/", "/geslo/pozabljeno/"),
        ("/cms/password_reset/confirm/Mg/abc-def/", "/geslo/pozabljeno/"),
        ("/cms/account/", "/racun/"),
    ],
)
def test_wagtails_account_pages_lead_to_ours(client, path, goes_to):
    assertRedirects(client.get(path), goes_to, fetch_redirect_response=False)


def test_wagtails_account_page_takes_no_posts_of_its_own(client, admin):
    response = client.post("/cms/account/", {"name_email-email": "zlo@example.org"})

    assert response.url == "/racun/"
    assert User.objects.get().email == admin.email


def test_wagtails_menu_signs_out_at_once(client, admin):
    assertRedirects(client.post("/cms/logout/"), "/", fetch_redirect_response=False)

    assert "_auth_user_id" not in client.session


FIELDS = {
    "username": "bor",
    "email": "Bor@example.org",
    "first_name": "Bor",
    "last_name": "Kos",
    "password1": "dovolj-dolgo-geslo",
    "password2": "dovolj-dolgo-geslo",
}


def test_a_user_can_be_made_in_the_cms(client, admin):
    client.post("/cms/users/new/", FIELDS)

    bor = User.objects.get(username="bor")
    assert (str(bor), bor.email, bor.is_active, bor.check_password("dovolj-dolgo-geslo")) == (
        "Bor Kos",
        "bor@example.org",
        True,
        True,
    )


def test_a_taken_address_is_explained_in_the_cms(client, admin):
    UserFactory(email="bor@example.org")

    response = client.post("/cms/users/new/", FIELDS)

    assertContains(response, _("This e-mail address already belongs to an account."))
    assert not User.objects.filter(username="bor").exists()


def test_switching_off_in_the_form_of_the_cms_changes_the_access_key(client, admin):
    bor = UserFactory(username="bor", email="bor@example.org")
    key = bor.access_key

    client.post(f"/cms/users/edit/{bor.pk}/", {**FIELDS, "password1": "", "password2": ""})

    bor.refresh_from_db()
    assert (bor.is_active, bor.access_key == key) == (False, False)


def test_switching_off_many_at_once_in_the_cms_changes_their_access_keys(client, admin):
    users = UserFactory.create_batch(2)
    query = "&".join(f"id={user.pk}" for user in users)

    client.post(f"/cms/bulk/accounts/user/set_active_state/?{query}", {"mark_as_active": "False"})

    fresh = list(User.objects.filter(pk__in=[user.pk for user in users]).order_by("pk"))
    assert [user.is_active for user in fresh] == [False, False]
    assert not {user.access_key for user in fresh} & {user.access_key for user in users}


def test_the_cms_stays_closed_to_whom_it_is_not_opened(client):
    opened, closed = UserFactory(), UserFactory()
    opened.user_permissions.add(Permission.objects.get(codename="access_admin"))

    answers = []
    for user in (opened, closed):
        client.force_login(user)
        answers.append(client.get("/cms/").status_code)

    assert answers == [200, 302]
