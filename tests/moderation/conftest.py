import pytest
import time_machine

from tests.moderation.scene import NOON, draft_by, submitted_by


@pytest.fixture(autouse=True)
def clock():
    """The clock stands at noon of a working day, where Django asks it, until a test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def draft(scene):
    """A complete draft of the youth organisation, written by the author alone."""
    return draft_by(scene.author, scene.youth, title="Osnutek")


@pytest.fixture
def submitted(scene):
    """A post handed in by its author, waiting for the partner on duty."""
    return submitted_by(scene.author, scene.youth, title="Oddano")
