from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.forms import FilterForm
from network.models import Municipality


class MentorFilterForm(FilterForm):
    """Filters of the mentors; each stands in the address."""

    podrocje = forms.ChoiceField(label=pgettext_lazy("mentor", "Field"), required=False)
    jezik = forms.ModelChoiceField(
        label=_("Language"),
        required=False,
        queryset=None,
        to_field_name="code",
        empty_label=_("all"),
    )
    obcina = forms.ModelChoiceField(
        label=_("Municipality or online"),
        required=False,
        queryset=Municipality.objects.all(),
        to_field_name="slug",
        empty_label=_("all"),
    )
    splet = forms.BooleanField(label=_("Online only"), required=False)

    def __init__(self, *args, **kwargs):
        from mentors.models import Language, MentorField  # the models import this module

        super().__init__(*args, **kwargs)
        self.fields["podrocje"].choices = [("", _("all")), *MentorField.choices]
        self.fields["jezik"].queryset = Language.objects.all()

    def narrow(self, mentors):
        chosen = self.chosen()
        if "podrocje" in chosen:
            mentors = mentors.filter(field=chosen["podrocje"])
        if "jezik" in chosen:
            mentors = mentors.filter(languages=chosen["jezik"])
        if "obcina" in chosen:
            mentors = mentors.reachable_from(chosen["obcina"])
        if "splet" in chosen:
            mentors = mentors.filter(online=True)
        return mentors
