from wagtail.models import Revision, TaskState

from moderation.finish import publish_workflow_state
from tests.moderation.scene import public_title, write


def approved(page):
    """The workflow of a page at the moment in which its task has just been approved."""
    state = page.current_workflow_state
    state.current_task_state.status = TaskState.STATUS_APPROVED
    return state


def test_publish_workflow_state_publishes_the_version_that_was_approved_not_the_newest(
    scene, submitted
):
    write(submitted, scene.decider, title="Novejše")

    publish_workflow_state(approved(submitted), user=scene.decider)

    assert public_title(submitted) == "Oddano"


def test_publish_workflow_state_publishes_nothing_when_the_version_is_gone(submitted):
    state = submitted.current_workflow_state
    Revision.objects.filter(pk=submitted.latest_revision_id).delete()
    state.refresh_from_db()

    publish_workflow_state(state)

    assert public_title(submitted) is None


def test_publish_workflow_state_publishes_nothing_that_nobody_approved(submitted):
    publish_workflow_state(submitted.current_workflow_state)

    assert public_title(submitted) is None
