"""Wagtail's API for its own screens: it reads, narrowed to what the person may meet, and no more."""

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.permissions import page_permission_policy


class ReadOnlyPagesAPIViewSet(PagesAdminAPIViewSet):
    """No screen uses the actions (publish, copy, alias, move, revert …), so there are none."""

    actions = {}

    def get_base_queryset(self):
        return page_permission_policy.explorable_instances(self.request.user)
