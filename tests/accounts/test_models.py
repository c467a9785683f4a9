import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import COORDINATORS, User
from tests.accounts.factories import UserFactory, switch_on

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first_name", "last_name", "shown"),
    [("Ana", "Novak", "Ana Novak"), ("Ana", "", "Ana"), ("", "", "ana")],
    ids=["full name", "first name", "no name"],
)
def test_user_is_called_by_name_or_else_by_username(first_name, last_name, shown):
    assert str(User(username="ana", first_name=first_name, last_name=last_name)) == shown


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"email": "ANA@example.org"}, "user_email_once"),
        ({"username": "ANA", "email": "bor@example.org"}, "user_username_once"),
    ],
    ids=["address", "username"],
)
def test_user_cannot_share_what_others_sign_in_with_in_any_case(fields, constraint):
    UserFactory(username="ana", email="ana@example.org")

    with pytest.raises(IntegrityError, match=constraint):
        UserFactory(**fields)


def test_user_keeps_the_address_in_small_letters():
    UserFactory(email="Ana@Example.ORG")

    assert list(User.objects.values_list("email", flat=True)) == ["ana@example.org"]


def test_user_is_coordinator_exactly_as_a_member_of_the_group():
    other = UserFactory(is_superuser=True)
    other.groups.add(Group.objects.create(name="Moderatorji"))

    assert [UserFactory(coordinator=True).is_coordinator, other.is_coordinator] == [True, False]
    assert Group.objects.filter(name=COORDINATORS).count() == 1


def _save_whole(user):
    user.is_active = False
    user.save()


def _save_one_field(user):
    user.is_active = False
    user.save(update_fields=["is_active"])


def _update_rows(user):
    User.objects.filter(pk=user.pk).update(is_active=False)


def _bulk_update(user):
    user.is_active = False
    User.objects.bulk_update([user], ["is_active"])


@pytest.mark.parametrize("switch_off", [_save_whole, _save_one_field, _update_rows, _bulk_update])
def test_user_gets_another_access_key_whichever_way_the_account_is_switched_off(switch_off):
    user = UserFactory()
    key, session_hash = user.access_key, user.get_session_auth_hash()

    switch_off(User.objects.get(pk=user.pk))

    switch_on(user)
    user.refresh_from_db()
    assert user.is_active
    assert user.access_key != key
    assert user.get_session_auth_hash() != session_hash


def test_user_keeps_the_access_key_while_the_account_is_on():
    user = UserFactory()
    key = user.access_key

    user.save()
    User.objects.filter(pk=user.pk).update(first_name="Ana")

    user.refresh_from_db()
    assert (user.first_name, user.access_key) == ("Ana", key)


def test_user_sessions_survive_a_new_secret_key_while_the_old_one_is_a_fallback(settings, client):
    user = UserFactory()
    client.force_login(user)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "new"

    assert list(user.get_session_auth_fallback_hash()) == [client.session["_auth_user_hash"]]


def test_an_address_that_is_taken_is_explained_in_forms():
    UserFactory(email="ana@example.org")
    double = User(username="druga", email="Ana@example.org", password="x")

    with pytest.raises(ValidationError) as caught:
        double.full_clean()
    assert caught.value.messages == [_("This e-mail address already belongs to an account.")]
