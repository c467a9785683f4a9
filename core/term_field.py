"""The filter of a list by topic or life stage; apart from ``core.forms``, which needs the CMS."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class TermField(forms.ModelChoiceField):
    """A topic or life stage by its address; one that it had before leads to it as well.

    A form sets ``queryset`` to those of its language.
    """

    def __init__(self, *, model, **kwargs):
        super().__init__(
            queryset=model.objects.none(),
            to_field_name="slug",
            required=False,
            empty_label=_("all"),
            **kwargs,
        )

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            if term := self._at(value):
                return term
            raise

    def bound_data(self, data, initial):
        """Mark the term in the list of choices, whichever of its addresses was given."""
        term = self._at(data) if data else None
        return term.slug if term else data

    def _at(self, slug):
        # What no database takes, each complaining in its own way: NUL, half a character.
        if not slug.isprintable():
            return None
        return self.queryset.at(slug)
