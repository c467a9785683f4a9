"""The period of a report, and which of its tables goes into a file; all of it in the address."""

from datetime import date, datetime

from django import forms
from django.utils import formats
from django.utils.translation import pgettext_lazy

from duty.roster import month_after, month_of
from network.forms import FilterForm

MONTHS_SHOWN = 12
# Ten years are more than anybody compares; a longer list could not be used on a phone.
MONTHS_TO_CHOOSE = 120


class PeriodForm(FilterForm):
    """From which month to which; what makes no sense is left aside."""

    od = forms.ChoiceField(label=pgettext_lazy("period", "From"), required=False)
    do = forms.ChoiceField(label=pgettext_lazy("period", "To"), required=False)

    def __init__(self, *args, first: date, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.newest = month_of(now)
        self.months = {}
        month = self.newest
        while month >= first and len(self.months) < MONTHS_TO_CHOOSE:
            self.months[f"{month:%Y-%m}"] = month
            month = month_after(month, -1)
        choices = [(key, formats.date_format(month, "F Y")) for key, month in self.months.items()]
        for name, default in zip(("od", "do"), self._default(), strict=True):
            self.fields[name].choices = [("", formats.date_format(default, "F Y")), *choices]

    def _default(self) -> tuple[date, date]:
        oldest = min(self.months.values())
        return max(oldest, month_after(self.newest, 1 - MONTHS_SHOWN)), self.newest

    def period(self) -> tuple[date, date]:
        """Return the first and the last month; the last twelve where nothing sensible was chosen."""
        chosen = self.chosen()
        first, last = self._default()
        if "do" in chosen:
            last = self.months[chosen["do"]]
            first = min(first, last)
        if "od" in chosen:
            first = self.months[chosen["od"]]
        return (first, last) if first <= last else self._default()
