"""Wagtail's screens for promoted results, filled from the report and with words that are true here.

They stand before its own at the same addresses. Whoever reads the report may make one; what stands
is changed by those alone who keep the list.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.search_promotions.forms import QueryForm
from wagtail.contrib.search_promotions.views import CreateView, EditView, IndexView

from core.query import as_words

MAY_KEEP = "wagtailsearchpromotions.change_searchpromotion"


class PromotionsView(IndexView):
    # Wagtail's last column reads counts that we do not keep.
    columns = [column for column in IndexView.columns if column.name != "views"]


class PromotedQueryForm(QueryForm):
    query_string = forms.CharField(
        label=_("Whoever types"),
        help_text=_(
            "The whole query. Capital letters and č š ž do not matter; the base form is enough."
        ),
        max_length=80,
    )

    def clean_query_string(self):
        """Keep words alone: marks between them mean nothing to the search."""
        words = as_words(self.cleaned_data["query_string"])
        if not words:
            raise forms.ValidationError(_("Write at least one word."))
        return words


class PromoteView(CreateView):
    """For those who watch, see ``search.report_views``; its address asks."""

    form_class = PromotedQueryForm
    template_name = "search/promote.html"
    permission_required = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.keeps_list = request.user.has_perm(MAY_KEEP)
        if not self.keeps_list:
            self.index_url_name = "search_cms:report"

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        if not self.keeps_list:
            items[-2]["label"] = _("What readers search for")
        return items

    def get_success_buttons(self):
        return super().get_success_buttons() if self.keeps_list else []

    def get_initial(self):
        """Begin with the query of the report's row."""
        return {**super().get_initial(), "query_string": as_words(self.request.GET.get("q", ""))}


class EditPromotionView(EditView):
    form_class = PromotedQueryForm
