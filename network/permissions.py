"""Wagtail asks, ``rights`` answers: its permission policy and testers, bent to our rules."""

from wagtail.models import PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from network import rights
from network.duty_answer import duty_at
from network.rights import Action


class ContributorPagePolicy(PagePermissionPolicy):
    """Narrow every listing of pages to what the person may meet.

    Wagtail's rights follow the tree: who may add below a page sees every draft there.
    """

    def explorable_instances(self, user):
        return self._narrow(super().explorable_instances(user), user)

    def instances_user_has_any_permission_for(self, user, actions):
        return self._narrow(super().instances_user_has_any_permission_for(user, actions), user)

    def _narrow(self, pages, user):
        from network.people import person_for  # people imports the models, the models import us
        from network.querysets import pages_in_cms  # likewise

        return pages.filter(pk__in=pages_in_cms(person_for(user), duty_at()).values("pk"))


class ModeratedPagePermissionTester(PagePermissionTester):
    """What somebody may do with a moderated page in the CMS.

    Publishing, unpublishing and unscheduling through Wagtail's own addresses is nobody's:
    decisions are made by ``moderation.services``, which publish exactly what was read.
    """

    def _may(self, action, contribution=None):
        from network.people import person_for  # people imports the models, the models import us

        if not self.user.is_active:
            return False
        if self.page._state.adding:
            return False
        contribution = contribution or self.page.contribution
        return rights.may(action, person_for(self.user), contribution.as_case(), duty_at())

    def _keeps_order(self):
        return self.user.is_active and (self.user.is_superuser or self.user.is_coordinator)

    def can_see(self):
        return self._may(Action.SEE)

    def can_mend(self, contribution=None):
        """``contribution`` may be given where its row is already read and locked."""
        return self._may(Action.MEND, contribution)

    def can_edit(self, contribution=None):
        return self._may(Action.EDIT, contribution) or self._may(Action.MEND, contribution)

    def can_submit_for_moderation(self):
        return (
            self._may(Action.SUBMIT)
            and self.page.has_workflow
            and not self.page.workflow_in_progress
        )

    def can_delete(self, ignore_bulk=False):
        return self._may(Action.DELETE)

    def can_move(self):
        return self._keeps_order()

    def can_set_view_restrictions(self):
        return self._keeps_order()

    def can_lock(self):
        return self._keeps_order()

    def can_unlock(self):
        return self._keeps_order()

    def can_view_revisions(self):
        return self._may(Action.SEE)

    def can_publish(self):
        return False

    def can_unpublish(self):
        return False

    def can_unschedule(self):
        return False

    def can_copy(self):
        return False

    def can_copy_to(self, destination, recursive=False):
        return False

    def can_add_subpage(self):
        return False


class FramePermissionTester(PagePermissionTester):
    """A page on which the site stands: coordinators write its text, nobody removes it, and along
    with it all that lies below."""

    def can_copy(self):
        return False

    def can_copy_to(self, destination, recursive=False):
        return False

    def can_delete(self, ignore_bulk=False):
        return False

    def can_unpublish(self):
        return False

    def can_move(self):
        return False


class SectionPermissionTester(FramePermissionTester):
    """A section's index: what lies below is not the coordinators' to publish or put in order."""

    def can_publish_subpage(self):
        return False

    def can_reorder_children(self):
        return False

    def can_add_subpage(self):
        """Whoever acts for an organisation may begin a text for it."""
        from network.people import person_for  # people imports the models, the models import us

        return super().can_add_subpage() and (
            self.user.is_superuser or bool(person_for(self.user).member_of)
        )
