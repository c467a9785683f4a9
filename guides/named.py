"""What stands beside a guide's text: topics, life stages, whom to call. One query for the three."""

from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast

from core.models import LifeStage, Term, Topic
from network.models import Organisation

NAMED = {"topics": Topic, "life_stages": LifeStage, "call_on": Organisation}
# What the guide's page shows of each; not every model has all of it.
SHOWN = ("slug", "name", "phone", "email", "summary")


def named_in(guide) -> dict[str, list]:
    """Return the rows that the public guide names, by field and in the order of each model.

    They hold what the guide's page shows, and nothing else.
    """
    first, *others = (_part(guide, name, model) for name, model in NAMED.items())
    found = {name: [] for name in NAMED}
    for name, position, pk, *values in first.union(*others, all=True):
        model = NAMED[name]
        shown = dict(zip(SHOWN, values, strict=True))
        facts = {field: value for field, value in shown.items() if _has(model, field)}
        if issubclass(model, Term):
            facts["locale_id"] = guide.locale_id
        found[name].append((position, facts["slug"], model(pk=pk, **facts)))
    return {
        name: [row for _position, _slug, row in sorted(rows, key=lambda entry: entry[:2])]
        for name, rows in found.items()
    }


def _part(guide, name, model):
    field = type(guide)._meta.get_field(name)
    rows = field.remote_field.through._default_manager.filter(**{field.m2m_field_name(): guide.pk})
    return (
        model._default_manager.filter(pk__in=rows.values(field.m2m_reverse_field_name()))
        .order_by()
        .values_list(
            Value(name, CharField()),
            Cast(F("position") if _has(model, "position") else Value(0), IntegerField()),
            "pk",
            *(Cast(F(shown) if _has(model, shown) else Value(""), CharField()) for shown in SHOWN),
        )
    )


def _has(model, name) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)
