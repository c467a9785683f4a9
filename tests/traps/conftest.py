"""The people of a review, at noon of a working day; the authors have been let into the CMS."""

import pytest

from network.services import sync_organisation
from tests.moderation.conftest import clock, draft, submitted  # noqa: F401 -- fixtures


@pytest.fixture
def scene(scene):
    for organisation in (scene.youth, scene.stranger.memberships.get().organisation):
        organisation.is_cms_open = True
        organisation.save()
        sync_organisation(organisation=organisation)
    return scene
