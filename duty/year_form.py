"""A year of the roster as a form: a choice among the partners and the coordinators for each month."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Organisation

COORDINATORS = "0"


@dataclass(frozen=True)
class Cell:
    """A choice of one month; ``value`` is what the form sends for it."""

    value: str
    name: str
    is_chosen: bool
    is_impossible: bool
    can_be_chosen: bool


@dataclass(frozen=True)
class Row:
    """A month; ``shown`` is the plan as it stood when the page was drawn, ``was`` its partner's name
    where another one is chosen here."""

    month: date
    field: str
    shown_field: str
    shown: str
    cells: list[Cell]
    is_open: bool
    was: str
    has_error: bool


class YearForm(forms.Form):
    """Takes the choice of every month that has not begun, and the plan that was on the screen.

    ``past_partners`` had months and take none any more; ``chosen`` is what stands marked where it is
    not the plan: a suggestion, or what somebody typed; ``conflicts`` are months that somebody else
    has changed. A month that is missing is an error, not a gap: half a form must not empty half a year.
    """

    def __init__(
        self,
        data=None,
        *,
        months: Iterable[date],
        first_open: date,
        partners: Iterable[Organisation],
        past_partners: Iterable[Organisation] = (),
        plan: Mapping[date, int | None],
        chosen: Mapping[date, int | None] | None = None,
        impossible: Mapping[int, Collection[date]] | None = None,
        conflicts: Collection[date] = (),
    ):
        super().__init__(data)
        self.months = list(months)
        self.first_open = first_open
        self.partners = {partner.pk: partner for partner in partners}
        self.columns = self.partners | {partner.pk: partner for partner in past_partners}
        self.plan = plan
        self.chosen = plan if chosen is None else chosen
        self.impossible = impossible or {}
        self.conflicts = conflicts
        choices = [
            (COORDINATORS, _("coordinators")),
            *((str(pk), partner.name) for pk, partner in self.partners.items()),
        ]
        for month in self.open_months:
            self.fields[_field(month)] = forms.ChoiceField(
                label=_("month"), choices=choices, initial=_value(self.chosen.get(month))
            )
            self.fields[_shown_field(month)] = forms.IntegerField(
                min_value=0, max_value=2**62, initial=int(_value(plan.get(month)))
            )

    @property
    def open_months(self) -> list[date]:
        return [month for month in self.months if month >= self.first_open]

    def wanted(self) -> dict[date, Organisation | None]:
        """Return what was chosen, month by month; for a valid form."""
        return {
            month: self.partners.get(int(self.cleaned_data[_field(month)]))
            for month in self.open_months
        }

    def shown(self) -> dict[date, int | None]:
        """Return the plan that was on the screen; for a valid form."""
        return {month: self.cleaned_data[_shown_field(month)] or None for month in self.open_months}

    def heads(self) -> list[str]:
        """Return the heads of the columns, the coordinators last."""
        names = [partner.short_name or partner.name for partner in self.columns.values()]
        return [*names, str(_("coordinators"))]

    def rows(self) -> list[Row]:
        return [self._row(month) for month in self.months]

    def _row(self, month: date) -> Row:
        is_open = month >= self.first_open
        planned = self.plan.get(month)
        value = _value(planned)
        if is_open:
            value = self[_field(month)].value() or ""
        return Row(
            month=month,
            field=_field(month),
            shown_field=_shown_field(month),
            shown=str(self[_shown_field(month)].value() or 0) if is_open else "",
            cells=[
                *(
                    Cell(
                        value=str(pk),
                        name=partner.short_name or partner.name,
                        is_chosen=value == str(pk),
                        is_impossible=month in self.impossible.get(pk, ()),
                        can_be_chosen=is_open and pk in self.partners,
                    )
                    for pk, partner in self.columns.items()
                ),
                Cell(COORDINATORS, str(_("coordinators")), value == COORDINATORS, False, is_open),
            ],
            is_open=is_open,
            was=self._name(planned) if is_open and value != _value(planned) else "",
            has_error=month in self.conflicts or bool(is_open and self[_field(month)].errors),
        )

    def _name(self, partner: int | None) -> str:
        return self.columns[partner].name if partner in self.columns else str(_("coordinators"))


def _field(month: date) -> str:
    return f"mesec-{month:%Y-%m}"


def _shown_field(month: date) -> str:
    return f"videno-{month:%Y-%m}"


def _value(partner: int | None) -> str:
    return str(partner) if partner else COORDINATORS
