import pytest
from wagtail.models import Revision

from moderation.finish import publish_workflow_state
from tests.moderation.scene import public_title, write


def test_publish_workflow_state_publishes_the_version_that_was_approved_not_the_newest(
    scene, submitted
):
    write(submitted, scene.decider, title="Novejše")

    publish_workflow_state(submitted.current_workflow_state, user=scene.decider)

    assert public_title(submitted) == "Oddano"


def test_publish_workflow_state_publishes_nothing_when_the_version_is_gone(scene, submitted):
    state = submitted.current_workflow_state
    Revision.objects.filter(pk=submitted.latest_revision_id).delete()
    state.refresh_from_db()

    with pytest.raises(AttributeError):
        publish_workflow_state(state)

    assert public_title(submitted) is None
