import pytest
import time_machine

from tests.moderation.scene import NOON
from tests.search.conftest import elastic, server, unbroken

# A server that stories may kill, as the tests of the search have it.
__all__ = ["elastic", "server", "unbroken"]


@pytest.fixture
def clock():
    """The clock stands at noon of a working day until the story moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def scene(scene, clock):
    return scene
