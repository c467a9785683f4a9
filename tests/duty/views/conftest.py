import copy

import pytest
import time_machine

from tests.duty.views.cast import set_cast
from tests.moderation.scene import NOON


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture(scope="module")
def _cast_of_module(rows_of_module):
    with time_machine.travel(NOON, tick=False):
        return set_cast()


@pytest.fixture
def cast(_cast_of_module, noon, db):
    return copy.deepcopy(_cast_of_module)


@pytest.fixture
def as_(client):
    """Return a browser in which somebody is signed in."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
