"""The approval task: Wagtail's workflow asks it who may decide."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from network import rights
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Action


class DutyApprovalTask(Task):
    """Approval by whoever is on duty at the moment of asking.

    It offers Wagtail's screens no action of its own: a decision carries what was read, which
    Wagtail's buttons cannot, so all decisions are made at ``/cms/pregled/``.
    """

    class Meta:
        verbose_name = _("approval by the partner on duty")
        verbose_name_plural = _("approvals by the partner on duty")

    def user_can_access_editor(self, obj, user):
        return obj.permissions_for_user(user).can_mend()

    def locked_for_user(self, obj, user):
        return not obj.permissions_for_user(user).can_mend()

    def user_can_lock(self, obj, user):
        return False

    def user_can_unlock(self, obj, user):
        return False

    def get_actions(self, obj, user):
        return []

    def get_task_states_user_can_moderate(self, user, **kwargs):
        person, duty = person_for(user), duty_at()
        waiting = (
            Contribution.objects.submitted()
            .seen_by(person, duty)
            .select_related("page", "organisation")
            .prefetch_related("authors")
        )
        mine = [
            str(contribution.page_id)
            for contribution in waiting
            if rights.may(Action.APPROVE, person, contribution.as_case(), duty)
        ]
        return self.task_states.filter(
            status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=mine
        )

    @classmethod
    def get_description(cls):
        return _("The partner on duty this month decides")
