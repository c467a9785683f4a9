import pytest
import time_machine
from wagtail.models import Locale

from core.models import Topic
from tests.moderation.conftest import draft, submitted  # noqa: F401 -- fixtures
from tests.moderation.scene import NOON, draft_by, published_by


@pytest.fixture
def clock():
    """The clock stands at noon of a working day until a test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def scene(scene, clock):
    return scene


@pytest.fixture
def published(scene):
    return published_by(scene.author, scene.youth, title="Objavljeno")


@pytest.fixture
def foreign(scene):
    """Another organisation's draft."""
    organisation = scene.stranger.memberships.get().organisation
    return draft_by(scene.stranger, organisation, title="Tuja skrivnost")


@pytest.fixture
def topic(db):
    return Topic.objects.create(name="Glasba", slug="glasba", locale=Locale.get_default())


@pytest.fixture
def as_author(client, scene):
    """A browser in which the author is signed in."""
    client.force_login(scene.author)
    return client
