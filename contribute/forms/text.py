"""What every author's form has: a title, a summary, a text, and what was on the screen before."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contribute.forms.fields import KindForm, LineField
from core.body import text_of
from core.plain_text import HEADING_MAX, STEP_MAX, blocks_from_text, readable_text

TEXT_MAX = 20_000

# Where an error of the page's field is shown.
FIELD_OF = {"body": "text", "slug": "title", "starts_at": "first_day", "ends_at": "end_time"}


class TextForm(KindForm):
    title = LineField(label=_("Title"), max_length=255)
    summary = LineField(
        label=_("In one or two sentences"),
        required=False,
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in lists and when somebody shares the link."),
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=TEXT_MAX,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    picture_alt = LineField(
        label=_("What does the picture show?"),
        required=False,
        max_length=200,
        help_text=_("For readers who cannot see it."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    typed_from = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    # The newest draft, or None for a text that is begun with the form.
    page = None

    @property
    def markers(self):
        """What stands behind the markers of the text, for the help beside it."""
        if not self.page:
            return []
        return [
            {"marker": marker, "words": readable_text([block], lambda _kind: "").lstrip(": ")}
            for marker, block in text_of(self.page.body).kept.items()
        ]

    def clean_text(self):
        text = self.cleaned_data["text"]
        for kind, value in blocks_from_text(text):
            if kind == "heading" and len(value) > HEADING_MAX:
                raise forms.ValidationError(
                    _("A heading may have %(max)d characters at most: “%(words)s …”"),
                    params={"max": HEADING_MAX, "words": value[:40]},
                )
            if kind == "steps":
                for step in value:
                    if len(step) > STEP_MAX:
                        raise forms.ValidationError(
                            _("A step may have %(max)d characters at most: “%(words)s …”"),
                            params={"max": STEP_MAX, "words": step[:40]},
                        )
        return text

    def show_again(self, **values):
        """Have hidden values of the form say something else when it is shown again."""
        for name, value in values.items():
            self.data[name] = value

    def show_missing(self, errors):
        """Show what the text lacks beside its fields, in a form that nobody has sent yet."""
        if not self.is_bound:
            self.full_clean()
            self.cleaned_data = {}
        for name, messages in errors.items():
            shown_at = FIELD_OF.get(name, name)
            self.add_error(shown_at if shown_at in self.fields else None, messages)
