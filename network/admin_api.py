"""Wagtail's API for its own screens: it reads, narrowed to what the person may meet, and no more."""

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import page_permission_policy

from core.permissions import file_policy, picture_policy


class ReadOnlyPagesAPIViewSet(PagesAdminAPIViewSet):
    """No screen uses the actions (publish, copy, alias, move, revert …), so there are none."""

    actions = {}

    def get_base_queryset(self):
        return page_permission_policy.explorable_instances(self.request.user)


class OwnPicturesAPIViewSet(ImagesAdminAPIViewSet):
    def get_queryset(self):
        own = picture_policy.instances_user_has_permission_for(self.request.user, "choose")
        return super().get_queryset().filter(pk__in=own.values("pk"))


class OwnFilesAPIViewSet(DocumentsAdminAPIViewSet):
    def get_queryset(self):
        own = file_policy.instances_user_has_permission_for(self.request.user, "choose")
        return super().get_queryset().filter(pk__in=own.values("pk"))
