from itertools import chain
from urllib.parse import urlencode

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import get_page_models

from core.models import BasePage


def kinds_of_pages() -> dict[str, list[type]]:
    """Return the page types that readers search, by the word that names them in the address."""
    kinds = {}
    for model in get_page_models():
        if issubclass(model, BasePage) and model.kind:
            kinds.setdefault(model.kind, []).append(model)
    return kinds


# What is found without being a page: rows that have a page of their own.
ORGANISATIONS, PLACES = "organizacija", "prostor"
KINDS_OF_ROWS = {ORGANISATIONS: _("Organisations"), PLACES: _("Places")}


class SearchForm(forms.Form):
    """The query and its filters as they stand in the address; odd values are left aside."""

    q = forms.CharField(label=_("What are you looking for?"), required=False, strip=True)
    vrsta = forms.ChoiceField(label=_("What"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.models = kinds_of_pages()
        self.fields["vrsta"].choices = [
            ("", _("everything")),
            *((kind, models[0].kind_label_plural) for kind, models in self.models.items()),
            *KINDS_OF_ROWS.items(),
        ]

    def chosen(self) -> dict:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def content_types(self) -> list[ContentType]:
        """Return the types that the filter lets through; without one, all that have a kind."""
        kind = self.chosen().get("vrsta")
        if kind in KINDS_OF_ROWS:
            return []
        models = self.models[kind] if kind else chain.from_iterable(self.models.values())
        return list(ContentType.objects.get_for_models(*models).values())

    def most_rows(self, kind: str, beside_pages: int, alone: int) -> int:
        """Return how many rows of a kind to show: a few beside the pages, more when asked for."""
        match self.chosen().get("vrsta", ""):
            case "":
                return beside_pages
            case chosen if chosen == kind:
                return alone
        return 0

    def query(self) -> str:
        return urlencode(self.chosen())

    def kinds(self) -> list[dict]:
        """Return the filter as links: label, address, and whether it is the current one."""
        chosen = self.chosen()
        current = chosen.pop("vrsta", "")
        return [
            {
                "label": label,
                "url": "?" + urlencode({**chosen, **({"vrsta": kind} if kind else {})}),
                "is_current": kind == current,
            }
            for kind, label in self.fields["vrsta"].choices
        ]
