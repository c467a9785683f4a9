"""Synonyms in the CMS, for coordinators; promoted results are Wagtail's own."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from search.models import Synonym
from search.models.synonym import ALREADY_THERE


class OnceInALanguage:
    """Of two who save the same synonym at once the second is told."""

    def save_instance(self):
        try:
            return super().save_instance()
        except IntegrityError as faster:
            # Which Wagtail shows above the form, with everything that was typed.
            raise PermissionDenied(ALREADY_THERE) from faster


class AddSynonymView(OnceInALanguage, CreateView):
    pass


class EditSynonymView(OnceInALanguage, EditView):
    pass


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "resubmit"
    menu_label = _("Synonyms")
    menu_order = 232
    add_to_admin_menu = True
    add_view_class = AddSynonymView
    edit_view_class = EditSynonymView
    list_display = ["typed", "means", "is_two_way", "language"]
    list_filter = ["language"]
    search_fields = ["typed", "means"]
    ordering = ["language", "typed"]
    copy_view_enabled = False


register_snippet(SynonymViewSet)


@hooks.register("construct_reports_menu")
def our_own_report(request, menu_items):
    """Wagtail's "Search terms" reads counts that we do not keep."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]
