"""What people of a partner and coordinators send about the roster; the year has a form of its own."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from core.templatetags.display_tags import month_and_year
from duty.errors import PlanHasChanged
from duty.models import CalendarScope
from duty.months import PlannedMonth, shown_months
from network.models import Organisation

WORDS_MAX = 300


def _month_choices(months: Iterable[PlannedMonth]) -> list[tuple[str, str]]:
    return [
        (
            f"{item.month:%Y-%m}",
            f"{month_and_year(item.month)} – {item.partner.short_name or item.partner.name}",
        )
        for item in months
        if item.partner
    ]


class MonthField(forms.TypedChoiceField):
    """One month of several, sent as 2027-01."""

    def __init__(self, **kwargs):
        super().__init__(coerce=lambda value: date.fromisoformat(f"{value}-01"), **kwargs)


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SwapForm(forms.Form):
    first_month = MonthField(label=_("The month you offer"))
    second_month = MonthField(label=_("The month you would like"))
    message = forms.CharField(
        label=_("A word to the other partner"),
        required=False,
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, offered, wished, **kwargs):
        """Take the months that may be offered and those that may be wished for."""
        super().__init__(*args, **kwargs)
        self.fields["first_month"].choices = _month_choices(offered)
        self.fields["second_month"].choices = _month_choices(wished)


class ArrangeSwapForm(SwapForm):
    """A coordinator's: any two months, and nobody to ask.

    ``seen`` says whose the months were on the screen: sent twice, a trade would undo itself.
    """

    first_month = MonthField(label=_("One month"))
    second_month = MonthField(label=_("The other month"))
    message = None
    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=2000,
        error_messages={"required": PlanHasChanged.message},
    )

    def __init__(self, *args, offered, wished, **kwargs):
        super().__init__(*args, offered=offered, wished=wished, **kwargs)
        self.shown = shown_months(offered)

    def clean_seen(self) -> dict[date, int]:
        pairs = [pair.partition(":") for pair in self.cleaned_data["seen"].split()]
        try:
            return {
                date.fromisoformat(f"{month}-01"): int(number) for month, _colon, number in pairs
            }
        except ValueError as unreadable:
            raise forms.ValidationError(PlanHasChanged.message) from unreadable

    def clean(self):
        facts = super().clean()
        chosen = {facts.get("first_month"), facts.get("second_month")} - {None}
        if "seen" in facts and not chosen <= facts["seen"].keys():
            self.add_error(None, PlanHasChanged.message)
        return facts


class PartnerField(forms.ModelChoiceField):
    """One of the partners in the network; ``queryset`` is set by the form."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Organisation.objects.none(), **kwargs)


class ReasonedForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody who is told reads it."),
        required=False,
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, partners, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["partner"]
        field.queryset = partners
        if kwargs.get("initial", {}).get("partner"):
            field.empty_label = None


class StandInForm(ReasonedForm):
    partner = PartnerField(label=_("Who stands in"))
    first_day = DayField(label=_("From"))
    last_day = DayField(label=_("Until, this day included"))
    field_order = ("partner", "first_day", "last_day", "reason")

    def clean(self):
        facts = super().clean()
        first_day, last_day = facts.get("first_day"), facts.get("last_day")
        if first_day and last_day and last_day < first_day:
            self.add_error("last_day", _("The last day comes before the first."))
        return facts


class TakeOverForm(ReasonedForm):
    partner = PartnerField(label=_("Your partner"))
    until_day = DayField(
        label=_("Until, this day included"), help_text=_("At most seven days, today included.")
    )
    field_order = ("partner", "until_day", "reason")


class ImpossibleForm(forms.Form):
    """The months of the coming two years that a partner cannot take."""

    months = forms.TypedMultipleChoiceField(
        label=_("Months that you cannot take"),
        help_text=_("Whoever plans the year sees them. A month that you already have stays yours."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        coerce=lambda value: date.fromisoformat(f"{value}-01"),
    )

    def __init__(self, *args, coming: Iterable[date], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = [
            (f"{month:%Y-%m}", month_and_year(month)) for month in coming
        ]


class CalendarForm(forms.Form):
    scope = forms.ChoiceField(
        label=_("What should it show?"),
        choices=CalendarScope.choices,
        widget=forms.RadioSelect,
        initial=CalendarScope.OWN,
    )
