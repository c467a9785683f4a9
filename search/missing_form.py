"""What a reader tells who did not find what they looked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.forms import ReportForm


class MissingForm(ReportForm):
    """The reader's report about a search: ``q`` is what they searched for, perhaps nothing."""

    address = None
    q = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    message = forms.CharField(
        label=_("What are you looking for?"),
        help_text=_("In your own words. You need not say who you are."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["q", "message", "email", "website"]
