"""The author's forms: few fields, nothing required for a draft but a title."""

from contribute.forms.contribution import ContributionForm, PostForm
from contribute.forms.event import EventForm
from contribute.forms.guide import GuideForm
from contribute.forms.mentor import MentorForm
from contribute.forms.steps import OrganisationFactsForm, StateFilterForm, StatusForm, TakeDownForm
from contribute.forms.text import TextForm
from contribute.forms.translation import TranslationForm

__all__ = [
    "ContributionForm",
    "EventForm",
    "GuideForm",
    "MentorForm",
    "OrganisationFactsForm",
    "PostForm",
    "StateFilterForm",
    "StatusForm",
    "TakeDownForm",
    "TextForm",
    "TranslationForm",
]
