"""What Wagtail says about workflows and pages, handed to the services.

A workflow can be begun and cancelled from Wagtail's own screens too; both ways end here.
"""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import page_published, task_submitted, workflow_cancelled, workflow_submitted

from moderation import services
from moderation.models import DutyApprovalTask
from network.models import ModeratedPage


@receiver(task_submitted, sender=TaskState)
def on_task_submitted(instance, user, **kwargs):
    if isinstance(instance.task.specific, DutyApprovalTask):
        services.record_hand_in(
            page_id=int(instance.workflow_state.object_id),
            revision=instance.revision,
            user=user,
            now=timezone.now(),
        )


@receiver(workflow_submitted, sender=WorkflowState)
def on_workflow_submitted(instance, user, **kwargs):
    """Only now is there a workflow that can be ended."""
    if isinstance(instance.content_object.specific, ModeratedPage):
        services.publish_at_once(page_id=int(instance.object_id), user=user, now=timezone.now())


@receiver(workflow_cancelled, sender=WorkflowState)
def on_workflow_cancelled(instance, user, **kwargs):
    if isinstance(instance.content_object.specific, ModeratedPage):
        services.record_withdrawal(page_id=int(instance.object_id), user=user, now=timezone.now())


@receiver(page_published)
def on_page_published(instance, **kwargs):
    if isinstance(instance, ModeratedPage) and instance.live:
        services.record_publication(page=instance, now=timezone.now())
