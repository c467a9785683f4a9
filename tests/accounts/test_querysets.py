from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import AddressChange, User
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_active_leaves_out_who_is_switched_off():
    active = UserFactory()
    UserFactory(is_active=False)

    assert list(User.objects.active()) == [active]


@pytest.mark.parametrize(
    ("requested_at", "done_at", "is_open"),
    [
        (NOW, None, True),
        (NOW - timedelta(hours=48, seconds=-1), None, True),
        (NOW - timedelta(hours=48), None, False),
        (NOW, NOW, False),
    ],
    ids=["just now", "almost two days ago", "two days ago", "done"],
)
def test_open_lists_exactly_the_changes_that_time_still_allows(requested_at, done_at, is_open):
    change = AddressChange.objects.create(
        user=UserFactory(),
        old_email="ana@example.org",
        new_email="nova@example.org",
        old_token_hash="a",
        new_token_hash="b",
        requested_at=requested_at,
        old_confirmed_at=done_at,
        new_confirmed_at=done_at,
        done_at=done_at,
    )

    assert list(AddressChange.objects.open(NOW)) == ([change] if is_open else [])
