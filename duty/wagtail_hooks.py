"""The way from the CMS to the roster."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from duty.views.access import may_see_roster


class RosterMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_roster(request.user)


@hooks.register("register_admin_menu_item")
def roster_menu_item():
    return RosterMenuItem(
        _("Duty roster"), reverse("duty:index"), icon_name="calendar-alt", order=210
    )
