import pytest

from accounts.models import User
from accounts.tokens import PasswordResetTokens
from tests.accounts.factories import UserFactory, switch_on

pytestmark = pytest.mark.django_db

tokens = PasswordResetTokens()


def test_a_reset_key_works_for_its_person_only():
    user, other = UserFactory(), UserFactory()
    token = tokens.make_token(user)

    assert [tokens.check_token(who, token) for who in (user, other, None)] == [True, False, False]


@pytest.mark.parametrize(
    "change",
    [
        lambda user: user.set_password("drugo-geslo-2026"),
        lambda user: setattr(user, "email", "nova@example.org"),
        lambda user: setattr(user, "is_active", False),
    ],
    ids=["password", "address", "switched off"],
)
def test_a_reset_key_dies_when_the_account_changes(change):
    user = UserFactory()
    token = tokens.make_token(user)

    change(user)
    user.save()

    assert not tokens.check_token(user, token)


def test_a_reset_key_stays_dead_when_the_account_is_switched_on_again():
    user = UserFactory()
    token = tokens.make_token(user)

    User.objects.filter(pk=user.pk).update(is_active=False)
    switch_on(user)

    user.refresh_from_db()
    assert not tokens.check_token(user, token)
    assert tokens.check_token(user, tokens.make_token(user))


def test_a_reset_key_does_nothing_while_the_account_is_off_however_that_was_done():
    user = UserFactory()
    token = tokens.make_token(user)

    User._base_manager.filter(pk=user.pk).update(is_active=False)

    user.refresh_from_db()
    assert not tokens.check_token(user, token)
