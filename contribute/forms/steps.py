"""The list's filter and the small forms of single steps."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calendar_app.models import EventStatus
from contribute.forms.fields import DayField, KindForm, LineField, WebAddressField
from contribute.services import ORGANISATION_FACTS
from network.forms import FilterForm

REASON_MAX = 1_000


class StateFilterForm(FilterForm):
    """The list of contributions by where they stand."""

    stanje = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all")),
            ("osnutki", _("drafts")),
            ("oddano", _("handed in")),
            ("vrnjeno", _("sent back")),
            ("napovedano", _("approved for a date")),
            ("objavljeno", _("published")),
            ("umaknjeno", _("taken down")),
        ],
    )
    NARROWED = {
        "osnutki": Q(proposal="draft"),
        "oddano": Q(proposal="submitted"),
        "vrnjeno": Q(proposal="sent_back"),
        "napovedano": Q(page__live=False, scheduled_for__isnull=False),
        "objavljeno": Q(page__live=True),
        "umaknjeno": Q(
            page__live=False,
            page__expired=False,
            page__first_published_at__isnull=False,
            scheduled_for=None,
        ),
    }

    def narrow(self, contributions):
        chosen = self.chosen()
        if "stanje" in chosen:
            return contributions.filter(self.NARROWED[chosen["stanje"]])
        return contributions


class TakeDownForm(KindForm):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your colleagues and the partner on duty will read it."),
    )


class StatusForm(KindForm):
    AS_PLANNED = "as_planned"

    status = forms.ChoiceField(
        label=_("How is it?"),
        choices=[(AS_PLANNED, _("It takes place as planned")), *EventStatus.choices],
        widget=forms.RadioSelect,
    )
    new_date = DayField(
        label=_("New day"),
        required=False,
        help_text=_("If it is postponed and you know it already."),
    )
    reason = LineField(
        label=_("What should readers know?"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In one sentence, for example: because of rain."),
    )

    def facts(self):
        data = self.cleaned_data
        status = "" if data["status"] == self.AS_PLANNED else data["status"]
        is_postponed = status == EventStatus.POSTPONED
        return {
            "status": status,
            "reason": data["reason"] if status else "",
            "new_date": data["new_date"] if is_postponed else None,
        }


class OrganisationFactsForm(KindForm):
    audience = LineField(
        label=_("For whom"),
        required=False,
        max_length=200,
        help_text=_("For example: for everybody from 15 to 29, also without membership."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = LineField(
        label=_("Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    website = WebAddressField(label=_("Website"), required=False)
    address = LineField(label=_("Street and place"), required=False, max_length=200)
    accessibility = LineField(
        label=_("Accessibility"),
        required=False,
        max_length=300,
        help_text=_("Steps, lift, toilet: what somebody in a wheelchair should know."),
    )
    opening_hours = LineField(
        label=_("When are you open, in words?"),
        required=False,
        max_length=300,
        help_text=_(
            "For example: in summer by agreement. The coordinators keep the table of days and hours."
        ),
    )

    def __init__(self, data=None, *, organisation):
        super().__init__(
            data, initial={name: getattr(organisation, name) for name in ORGANISATION_FACTS}
        )
