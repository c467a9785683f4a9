"""Which month of searches is shown, and the form for a synonym."""

from datetime import date, datetime

from django import forms
from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from duty.roster import month_after, month_of
from network.forms import FilterForm
from search.models import Synonym
from search.querysets import MONTHS_KEPT


class MonthForm(FilterForm):
    """One of the months that are kept; this month where nothing sensible was chosen."""

    mesec = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, *args, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        newest = month_of(now)
        months = (month_after(newest, -number) for number in range(MONTHS_KEPT + 1))
        self.months = {f"{month:%Y-%m}": month for month in months}
        names = {key: formats.date_format(month, "F Y") for key, month in self.months.items()}
        newest_key, *earlier = names
        self.fields["mesec"].choices = [
            ("", names[newest_key]),
            *((key, names[key]) for key in earlier),
        ]

    def month(self) -> date:
        chosen = self.chosen().get("mesec")
        return self.months[chosen] if chosen else next(iter(self.months.values()))


class SynonymForm(forms.ModelForm):
    """The same words and limits as in the CMS, drawn as our own forms are."""

    class Meta:
        model = Synonym
        fields = ["typed", "means", "is_two_way", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES
