"""What stands in the address of a search, and the form that changes it."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from core.query import LONGEST_QUERY
from search.backends.asks import Order
from search.facets import FACETS, WHENS, names_of
from search.finding import Found, Narrowing
from search.kinds import findable_models

ORDERS = {"najnovejse": Order.NEWEST}
ALL = _("all")
ORDER_NAMES = {"": _("best match"), "najnovejse": _("newest")}
# Of a word that nobody knows, so much is repeated to whoever wrote it.
LONGEST_UNKNOWN = 40
# The commonest values of a filter; a longer list is no help on a phone.
MOST_VALUES = 40


class TypedField(forms.CharField):
    """Whatever was typed, as far as it is read; what no database takes is a gap between words."""

    def to_python(self, value):
        return super().to_python((value or "").replace("\0", " "))[:LONGEST_QUERY].strip()


class SearchForm(forms.Form):
    """The query and its filters as they stand in the address; odd values are left aside."""

    q = TypedField(required=False)
    vrsta = forms.ChoiceField(label=_("What"), required=False)
    tema = forms.SlugField(label=FACETS["tema"], required=False)
    obcina = forms.SlugField(label=FACETS["obcina"], required=False)
    obdobje = forms.SlugField(label=FACETS["obdobje"], required=False)
    organizacija = forms.SlugField(label=FACETS["organizacija"], required=False)
    kdaj = forms.ChoiceField(label=_("When"), required=False, choices=list(WHENS.items()))
    razvrsti = forms.ChoiceField(
        label=_("Order"), required=False, choices=list(ORDER_NAMES.items())
    )
    dobesedno = forms.ChoiceField(label=_("Exact words"), required=False, choices=[("1", "1")])

    def __init__(self, data, *, language: str):
        super().__init__(data)
        self.language = language
        self.names = {}
        self.fields["vrsta"].choices = [
            (kind, model.kind_label_plural) for kind, model in findable_models().items()
        ]
        self.is_valid()
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}

    def clean(self):
        """Leave out filters by what there is not; one query where there are such filters."""
        values = super().clean()
        terms = {facet: f"{facet}:{values[facet]}" for facet in FACETS if values.get(facet)}
        self.names = names_of(terms.values(), self.language)
        for facet, term in terms.items():
            if term not in self.names:
                self.add_error(facet, "unknown")
        return values

    @property
    def typed(self) -> str:
        return self.chosen.get("q", "")

    @property
    def is_literal(self) -> bool:
        return "dobesedno" in self.chosen

    def narrowing(self) -> Narrowing:
        return Narrowing(
            kind=self.chosen.get("vrsta", ""),
            facets={name: self.chosen[name] for name in FACETS if name in self.chosen},
            when=self.chosen.get("kdaj", ""),
            order=ORDERS.get(self.chosen.get("razvrsti"), Order.RELEVANCE),
        )

    def unknown(self) -> list[dict]:
        """Return the filters that were left aside: what they are called, and what was asked for."""
        return [
            {
                "label": self.fields[name].label,
                "value": str(self.data.get(name, "")).replace("\0", " ")[:LONGEST_UNKNOWN],
            }
            for name in self.errors
        ]

    def query(self, **changes) -> str:
        """Return what was understood as it stands in an address; a change to "" leaves that out."""
        return urlencode(
            {name: value for name, value in {**self.chosen, **changes}.items() if value}
        )

    def without_filters(self) -> str:
        return self.query(**dict.fromkeys([*FACETS, "kdaj", "vrsta"], ""))

    def tabs(self, found: Found) -> list[dict]:
        """Return the kinds of which there are some: label, number, query, whether it is chosen."""
        chosen = self.chosen.get("vrsta", "")
        kinds = [("", _("everything"), sum(found.kinds.values()))]
        for kind, label in self.fields["vrsta"].choices:
            if found.kinds.get(kind) or kind == chosen:
                kinds.append((kind, label, found.kinds.get(kind, 0)))
        return [
            {
                "label": label,
                "number": number,
                "query": self.query(vrsta=kind),
                "is_current": kind == chosen,
            }
            for kind, label, number in kinds
        ]

    def filters(self) -> list[dict]:
        """Return the filters that hold, with the query without each."""
        return [
            {
                "label": self.fields[name].label,
                "value": self._value(name),
                "query": self.query(**{name: ""}),
            }
            for name in (*FACETS, "kdaj")
            if name in self.chosen
        ]

    def _value(self, name):
        value = self.chosen[name]
        return WHENS[value] if name == "kdaj" else self.names[f"{name}:{value}"]


class NarrowingForm(forms.Form):
    """The filters that are worth offering for what was found, each value with its number.

    ``names`` are the names of all values (``names_to_know``).
    """

    def __init__(self, search: SearchForm, found: Found, names: dict[str, str]):
        super().__init__(auto_id="filter_%s", initial=search.chosen)
        for facet, label in FACETS.items():
            self._add(facet, label, _values(search, found, names, facet))
        whens = [(when, WHENS[when], number) for when, number in found.whens.items()]
        chosen = search.chosen.get("kdaj")
        if chosen and chosen not in found.whens:
            whens.append((chosen, WHENS[chosen], 0))
        self._add("kdaj", search.fields["kdaj"].label, whens, _("any time"))
        self.fields["razvrsti"] = forms.ChoiceField(
            label=search.fields["razvrsti"].label,
            required=False,
            choices=list(ORDER_NAMES.items()),
        )
        for name in ("q", "vrsta", "dobesedno"):
            if name in search.chosen:
                self.fields[name] = forms.CharField(widget=forms.HiddenInput)

    def _add(self, name, label, values, unnarrowed=ALL):
        if values:
            choices = [(value, f"{text} ({number})") for value, text, number in values]
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", unnarrowed), *choices]
            )


def names_to_know(found: Found) -> list[str]:
    """Return the terms of all values that may be offered as filters."""
    return [
        f"{facet}:{slug}" for facet in FACETS for slug, _ in _commonest(found.facets.get(facet, {}))
    ]


def _commonest(numbers):
    return sorted(numbers.items(), key=lambda value: (-value[1], value[0]))[:MOST_VALUES]


def _values(search, found, names, facet):
    numbers = dict(_commonest(found.facets.get(facet, {})))
    chosen = search.chosen.get(facet)
    if chosen:
        numbers.setdefault(chosen, found.facets.get(facet, {}).get(chosen, 0))
    names = {**names, **search.names}
    return [
        (slug, names[f"{facet}:{slug}"], number)
        for slug, number in numbers.items()
        if f"{facet}:{slug}" in names
    ]
