"""The form of a mentor's profile."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contribute.forms.contribution import ContributionForm
from contribute.forms.fields import LineField, SeveralField
from mentors.models import Language, MentorField

LINES_MAX = 3_000


class MentorForm(ContributionForm):
    field = forms.ChoiceField(
        label=_("In which field?"),
        required=False,
        choices=[("", _("choose")), *MentorField.choices],
    )
    helps_with = forms.CharField(
        label=_("What can they help with?"),
        required=False,
        max_length=LINES_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Each thing in a line of its own."),
    )
    languages = SeveralField(
        label=_("In which languages?"), required=False, queryset=Language.objects.all()
    )
    online = forms.BooleanField(label=_("Also online"), required=False)
    audience = LineField(label=_("For whom?"), required=False, max_length=120)

    needed_to_hand_in = (
        *ContributionForm.needed_to_hand_in,
        "field",
        "helps_with",
        "languages",
        "municipality",
    )
    several = ("languages",)
    facts_of_page = (
        *ContributionForm.facts_of_page,
        "field",
        "helps_with",
        "online",
        "audience",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Name")
        self.fields["text"].label = _("About them")
        self.fields["text"].help_text = _(
            "No phone number and no address of theirs: people reach them through you."
        )
        self.fields["municipality"].help_text = _("Not needed for those who help online alone.")
