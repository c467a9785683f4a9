"""The roster in the CMS, for coordinators."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from duty.models import DutyMonth


class DutyMonthViewSet(SnippetViewSet):
    model = DutyMonth
    icon = "calendar-alt"
    menu_label = _("Duty roster")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["__str__", "partner"]
    list_filter = ["partner"]
    ordering = ["-month"]
    list_per_page = 36
    copy_view_enabled = False

    def get_queryset(self, request):
        return DutyMonth.objects.select_related("partner")


register_snippet(DutyMonthViewSet)
