"""The form of an event."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.models import ActivityType
from contribute.event_times import Problem, Span, Times, WrongTimes, span_of, times_of
from contribute.forms.contribution import ContributionForm
from contribute.forms.fields import ClockField, DayField, LineField, PlaceField, WebAddressField
from network.models import Place

WORDS_FOR = {
    Problem.DAY_IS_MISSING: _("On which day?"),
    Problem.TIME_IS_MISSING: _("At what time does it begin? Or tick “All day”."),
    Problem.END_IS_MISSING: _("At what time does it end on the last day?"),
    Problem.ENDS_BEFORE_IT_BEGINS: _(
        "The end is not after the beginning. If it goes on past midnight, enter the last day too."
    ),
    Problem.LAST_DAY_BEFORE_FIRST: _("The last day is before the first."),
    Problem.TOO_LONG: _("That is more than a year. Is the year right?"),
    Problem.NO_SUCH_TIME: _(
        "That night the clock jumps from 2.00 to 3.00, so this time does not exist."
    ),
}


class EventForm(ContributionForm):
    first_day = DayField(
        label=_("Day"),
        required=False,
    )
    start_time = ClockField(
        label=_("Begins at"),
        required=False,
    )
    end_time = ClockField(
        label=_("Ends at"),
        required=False,
        help_text=_("If you know it."),
    )
    all_day = forms.BooleanField(label=_("All day"), required=False)
    last_day = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Only if it takes several days or goes on past midnight."),
    )
    activity = forms.ChoiceField(
        label=_("What kind of event is it?"),
        required=False,
        choices=[("", _("choose")), *ActivityType.choices],
    )
    place = PlaceField(
        label=_("Place"),
        required=False,
        queryset=Place.objects.select_related("municipality").order_by(
            "municipality__name", "name"
        ),
        empty_label=_("another place"),
        help_text=_("One is enough: a place, words, or an address online further below."),
    )
    place_text = LineField(
        label=_("Another place, in words"),
        required=False,
        max_length=200,
        help_text=_("For example: in front of the library, Mežica."),
    )
    online_url = WebAddressField(label=_("Online at"), required=False)
    price = LineField(
        label=_("Price"),
        required=False,
        max_length=60,
        help_text=_("Empty means free of charge."),
    )
    audience = LineField(label=_("For whom?"), required=False, max_length=120)
    registration_url = WebAddressField(label=_("Where to register"), required=False)

    field_order = ["organisation", "title", "activity", "first_day", "start_time", "end_time"]
    needed_to_hand_in = (*ContributionForm.needed_to_hand_in, "activity", "first_day", "place")
    facts_of_page = (
        *ContributionForm.facts_of_page,
        "activity",
        "place",
        "place_text",
        "online_url",
        "price",
        "audience",
        "registration_url",
    )

    def _initial_of(self, page, seen):
        times = times_of(self._span_of(page))
        return {
            **super()._initial_of(page, seen),
            "first_day": times.first_day,
            "start_time": times.start_time,
            "end_time": times.end_time,
            "last_day": times.last_day,
            "all_day": times.all_day,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = self.fields["place"]
        places.queryset = places.queryset.to_choose(self.page.place_id if self.page else None)

    @staticmethod
    def _span_of(page):
        return Span(page.starts_at, page.ends_at, page.all_day)

    def clean(self):
        cleaned_data = super().clean()
        names = Times.__dataclass_fields__
        if any(name in self.errors for name in names):
            return cleaned_data
        times = Times(**{name: cleaned_data.get(name) for name in names})
        if self.page and times == times_of(self._span_of(self.page)):
            # Seconds and the second of autumn's two hours cannot be typed: what was is left alone.
            self._span = self._span_of(self.page)
            return cleaned_data
        try:
            self._span = span_of(times)
        except WrongTimes as wrong:
            self.add_error(wrong.name, WORDS_FOR[wrong.problem])
        return cleaned_data

    @property
    def has_long_times(self):
        """Tell whether the folded entries about time hold something to see."""
        return self._holds("all_day", "last_day")

    @property
    def has_more(self):
        """Tell the same of the other folded entries."""
        return self._holds("price", "audience", "registration_url", "online_url", "municipality")

    def _holds(self, *names):
        return any(self[name].value() or name in self.errors for name in names)

    def facts(self):
        span = self._span
        return {
            **super().facts(),
            "starts_at": span.starts_at,
            "ends_at": span.ends_at,
            "all_day": span.all_day,
        }
