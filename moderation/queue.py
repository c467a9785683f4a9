"""What waits for a decision, narrowed by what stands in the address."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from moderation.age import LIGHTS, promised_days
from network.forms import FilterForm
from network.rights import Duty, Person

# As they stand in the address.
LIGHT_OF_WORD = {"zamuja": "hot", "danes": "waiting", "mirno": "calm"}
LABEL_OF_LIGHT = {
    "hot": _("late"),
    "waiting": _("today or tomorrow"),
    "calm": _("there is time"),
}


@dataclass(frozen=True)
class Facets:
    """What there is to choose from: by the word in the address, its label and number of texts."""

    kinds: dict[str, tuple[str, int]]
    type_of_kind: dict[str, int]
    organisations: dict[str, tuple[str, int]]
    municipalities: dict[str, tuple[str, int]]
    lights: dict[str, tuple[str, int]]


def facets_of(waiting, today: date) -> Facets:
    """Count what waits by everything that it can be narrowed by; two queries."""
    rows = waiting.order_by().values_list(
        "page__content_type",
        "organisation__slug",
        "organisation__name",
        "organisation__municipality__slug",
        "organisation__municipality__name",
    )
    types, organisations, municipalities = Counter(), Counter(), Counter()
    for content_type, slug, name, municipality, its_name, number in rows.annotate(Count("pk")):
        types[content_type] += number
        organisations[slug, name] += number
        if municipality:
            municipalities[municipality, its_name] += number
    classes = {pk: ContentType.objects.get_for_id(pk).model_class() for pk in types}
    return Facets(
        kinds={
            page_class.kind: (str(page_class.kind_label), types[pk])
            for pk, page_class in sorted(classes.items(), key=lambda item: item[1].kind)
        },
        type_of_kind={page_class.kind: pk for pk, page_class in classes.items()},
        organisations=_by_name(organisations),
        municipalities=_by_name(municipalities),
        lights=_lights(waiting, today),
    )


def _by_name(counted: Counter) -> dict[str, tuple[str, int]]:
    in_order = sorted(counted.items(), key=lambda item: item[0][1].casefold())
    return {slug: (name, number) for (slug, name), number in in_order}


def _lights(waiting, today) -> dict[str, tuple[str, int]]:
    numbers = waiting.order_by().aggregate(
        **{light: Count("pk", filter=_promised(light, today)) for light in LIGHTS}
    )
    return {
        word: (str(LABEL_OF_LIGHT[light]), numbers[light]) for word, light in LIGHT_OF_WORD.items()
    }


def _promised(light: str, today: date) -> Q:
    days = promised_days(light, today)
    return Q(**{f"answer_by__{lookup}": day for lookup, day in days.items()})


class QueueFilterForm(FilterForm):
    """Type, organisation, municipality, light; who reads it, who decides it."""

    vrsta = forms.ChoiceField(label=_("What"), required=False)
    organizacija = forms.ChoiceField(label=_("Organisation"), required=False)
    obcina = forms.ChoiceField(label=_("Municipality"), required=False)
    rok = forms.ChoiceField(label=_("Promised answer"), required=False)
    prosto = forms.BooleanField(label=_("nobody reads it"), required=False)
    moje = forms.BooleanField(label=_("mine to decide"), required=False)

    def __init__(self, *args, facets: Facets, **kwargs):
        super().__init__(*args, **kwargs)
        self._facets = facets
        for name, known in {
            "vrsta": facets.kinds,
            "organizacija": facets.organisations,
            "obcina": facets.municipalities,
            "rok": facets.lights,
        }.items():
            self.fields[name].choices = [
                ("", _("all")),
                *(
                    (word, f"{capfirst(label)} ({number})")
                    for word, (label, number) in known.items()
                ),
            ]

    def narrow(self, waiting, *, person: Person, duty: Duty, claims, today: date):
        """Return those of ``waiting`` that the address asks for; ``claims`` are those that hold."""
        chosen = self.chosen()
        if "vrsta" in chosen:
            type_id = self._facets.type_of_kind[chosen["vrsta"]]
            waiting = waiting.filter(page__content_type=type_id)
        if "organizacija" in chosen:
            waiting = waiting.filter(organisation__slug=chosen["organizacija"])
        if "obcina" in chosen:
            waiting = waiting.filter(organisation__municipality__slug=chosen["obcina"])
        if "rok" in chosen:
            waiting = waiting.filter(_promised(LIGHT_OF_WORD[chosen["rok"]], today))
        if "prosto" in chosen:
            waiting = waiting.exclude(pk__in=claims.values("contribution"))
        if "moje" in chosen:
            waiting = waiting.to_decide_by(person, duty)
        return waiting
