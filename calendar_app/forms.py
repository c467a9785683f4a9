from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Topic
from core.term_field import TermField
from network.forms import FilterForm
from network.models import Municipality

PAST = "pretekli"


class EventFilterForm(FilterForm):
    """Filters of the calendar; each stands in the address."""

    kdaj = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[("", _("to come")), (PAST, _("past"))],
    )
    tema = TermField(label=_("Topic"), model=Topic)
    obcina = forms.ModelChoiceField(
        label=_("Municipality"),
        required=False,
        queryset=Municipality.objects.all(),
        to_field_name="slug",
        empty_label=_("all"),
    )
    dejavnost = forms.ChoiceField(label=_("Activity"), required=False)

    def __init__(self, *args, locale_id, **kwargs):
        from calendar_app.models import ActivityType  # the models import this module

        super().__init__(*args, **kwargs)
        # A topic has one address in all its languages.
        self.fields["tema"].queryset = Topic.objects.filter(locale=locale_id)
        self.fields["dejavnost"].choices = [("", _("all")), *ActivityType.choices]

    def narrow(self, events, now):
        chosen = self.chosen()
        if "tema" in chosen:
            events = events.about(chosen["tema"])
        if "obcina" in chosen:
            events = events.in_municipality(chosen["obcina"])
        if "dejavnost" in chosen:
            events = events.filter(activity=chosen["dejavnost"])
        if chosen.get("kdaj") == PAST:
            return events.over(now).latest_first()
        return events.not_over(now).soonest_first()
