"""What Wagtail does when its workflow on a page is through.

Wagtail imports this while its own models are loading, so nothing of Wagtail may stand here.
"""


def publish_workflow_state(workflow_state, user=None):
    """Publish the very revision that was approved, not the newest one.

    A workflow is also through when its task was switched off: then nobody has approved anything.
    """
    task_state = workflow_state.current_task_state
    if task_state is None or task_state.status != task_state.STATUS_APPROVED:
        return
    task_state.revision.publish(user=user, skip_permission_checks=True)
