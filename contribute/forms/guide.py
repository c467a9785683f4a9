"""The form of a guide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contribute.forms.contribution import ContributionForm
from contribute.forms.fields import DayField, LineField, SeveralField
from core.models import LifeStage
from guides.models import refuse_wrong_lines
from network.models import Organisation

LINES_MAX = 5_000
ONE_A_LINE = _("Each step in a line of its own.")


class GuideForm(ContributionForm):
    life_stages = SeveralField(
        label=_("In which life stage does it help?"), required=False, queryset=None
    )
    audience = LineField(
        label=_("For whom?"),
        required=False,
        max_length=120,
        help_text=_("For example: for those who rent for the first time."),
    )
    steps_now = forms.CharField(
        label=_("What to do now"),
        required=False,
        max_length=LINES_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=ONE_A_LINE,
    )
    steps_next = forms.CharField(
        label=_("What comes after"),
        required=False,
        max_length=LINES_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=ONE_A_LINE,
    )
    call_on = SeveralField(
        label=_("Whom to call in Koroška"),
        required=False,
        queryset=Organisation.objects.active(),
        help_text=_("Their page and phone number stand beside the steps."),
    )
    documents = forms.CharField(
        label=_("Documents and forms"),
        required=False,
        max_length=LINES_MAX,
        validators=[refuse_wrong_lines],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Each in a line of its own; with an address like this: Form | https://example.org"
        ),
    )
    checked_on = DayField(
        label=_("When did you check the facts?"),
        required=False,
        help_text=_("Readers see the day."),
    )

    needed_to_hand_in = ("summary", "life_stages", "steps_now")
    several = ("life_stages", "call_on")
    facts_of_page = (
        *ContributionForm.facts_of_page,
        "audience",
        "steps_now",
        "steps_next",
        "documents",
        "checked_on",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["life_stages"].queryset = LifeStage.objects.filter(locale=self.locale)
