"""The last hand on a version before its readers get it, whoever decided that they do."""

from datetime import datetime

from wagtail.models import Revision, TaskState

from moderation.services.steps import end_submission
from network.models import Contribution
from network.rights import Proposal


def make_ready(
    contribution: Contribution, revision: Revision, *, go_live_at: datetime | None = None
) -> TaskState:
    """End the submission and have the task name ``revision``; approving the task publishes it."""
    # These never come from an author, whatever a form or an old version says.
    revision.content["go_live_at"] = go_live_at.isoformat() if go_live_at else None
    revision.content["expire_at"] = None
    revision.content["slug"] = contribution.page.slug
    # A version remembers what was live when it was written; by that memory Wagtail decides
    # whether a page with a date to come stays public until then.
    revision.content["live_revision"] = contribution.page.live_revision_id
    revision.save(update_fields=["content"])

    task_state = contribution.page.specific.current_workflow_task_state
    task_state.revision = revision
    task_state.save(update_fields=["revision"])
    contribution.scheduled_for = go_live_at
    end_submission(contribution, Proposal.NONE)
    return task_state
