import pytest
import time_machine

from tests.duty.views.cast import set_cast
from tests.moderation.scene import NOON


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def cast(noon, db):
    return set_cast()


@pytest.fixture
def as_(client):
    """Return a browser in which somebody is signed in."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
