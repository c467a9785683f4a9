"""Wagtail's forms for promoted results, filled from the report and with words that are true here.

They stand before its own at the same addresses.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.search_promotions.forms import QueryForm
from wagtail.contrib.search_promotions.views import CreateView, EditView

from core.query import as_words


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
    form_class = PromotedQueryForm
    template_name = "search/promote.html"

    def get_initial(self):
        """Begin with the query of the report's row."""
        return {**super().get_initial(), "query_string": as_words(self.request.GET.get("q", ""))}


class EditPromotionView(EditView):
    form_class = PromotedQueryForm
