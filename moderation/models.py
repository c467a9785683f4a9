"""The approval task, what happened to each text, and what readers report."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, TaskState

from moderation.querysets import ReaderReportQuerySet, StepQuerySet
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


class StepKind(models.TextChoices):
    SUBMITTED = "submitted", _("handed in")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SENT_BACK = "sent_back", _("sent back")
    MENDED = "mended", _("mended")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("approved for a date")
    CALLED_BACK = "called_back", _("called back before publishing")
    TAKEN_OVER = "taken_over", _("taken over by a coordinator")
    TAKEN_DOWN = "taken_down", _("taken down")
    DELETED = "deleted", _("deleted")
    STATUS = "status", _("status changed without review")


class Step(models.Model):
    """One thing that happened to a text, with who did it and what they said."""

    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="moderation_steps"
    )
    title = models.CharField(max_length=255)
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=StepKind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(default=timezone.now)
    comment = models.TextField(blank=True)
    revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    as_superuser = models.BooleanField(
        default=False, help_text="Done with a superuser's right alone; listed for coordinators."
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return f"{self.title}: {self.get_kind_display()}"


class ReaderReport(models.Model):
    """A reader says that something is wrong. No account, no personal data needed."""

    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    address = models.CharField(_("address"), max_length=500)
    message = models.TextField(_("what is wrong"), max_length=2000)
    email = models.EmailField(
        _("e-mail for an answer"), blank=True, help_text=_("Only if you would like an answer.")
    )
    created_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")

    def __str__(self):
        return self.address
