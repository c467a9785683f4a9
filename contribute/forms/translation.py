"""The form of a translation: what there is to translate, each beside its original."""

from dataclasses import dataclass

from django import forms
from django.db import models
from django.forms import BoundField
from django.utils.text import capfirst

from contribute.forms.fields import LineField
from contribute.forms.text import TextForm
from core.body import text_of

# The page's fields that stand in the form under a name of its own.
SHOWN_AS = {"body": "text"}


@dataclass(frozen=True)
class Pair:
    """A field of the form and what the original says there."""

    field: BoundField
    original: str


class TranslationForm(TextForm):
    """Texts alone: dates, places, pictures and topics come from the original."""

    def __init__(self, data=None, files=None, *, user, page, seen=""):
        """``page`` is the newest draft of a translation."""
        self.user = user
        self.page = page
        self.source = page.original.source.specific
        names = [name for name in page.text_fields if self._is_asked(name)]
        super().__init__(data, initial={**self._texts(names), "seen": seen})
        self.initial["typed_from"] = page.latest_revision_id
        self.names = names
        for name in names:
            shown_as = SHOWN_AS.get(name, name)
            if shown_as not in self.fields:
                self.fields[shown_as] = _field_for(page._meta.get_field(name))
            self.fields[shown_as].needed_to_hand_in = name in {"summary", "body"}
        if "picture_alt" not in names:
            del self.fields["picture_alt"]

    def _is_asked(self, name):
        return name in {"title", "summary", "body"} or bool(
            getattr(self.source, name) or getattr(self.page, name)
        )

    def _texts(self, names):
        return {
            **{name: getattr(self.page, name) for name in names if name != "body"},
            "text": text_of(self.page.body).text,
        }

    @property
    def owner(self):
        return self.page.organisation

    @property
    def pairs(self):
        """Every text with its original, in the order in which readers meet them."""
        return [
            Pair(
                self[SHOWN_AS.get(name, name)],
                text_of(self.source.body).text if name == "body" else getattr(self.source, name),
            )
            for name in self.names
        ]

    def facts(self):
        """Return what the service keeps; only for a valid form."""
        data = self.cleaned_data
        facts = {name: data[name] for name in self.names if name != "body"}
        return {**facts, "text": data["text"], "typed_from": data["typed_from"]}

    def describe_picture(self):
        """The picture is the original's, and so is what is known of it."""


def _field_for(model_field):
    label = capfirst(model_field.verbose_name)
    if isinstance(model_field, models.TextField):
        rows = forms.Textarea(attrs={"rows": 5})
        return forms.CharField(label=label, required=False, max_length=5_000, widget=rows)
    return LineField(label=label, required=False, max_length=model_field.max_length)
