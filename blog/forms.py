from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Topic
from core.term_field import TermField
from network.forms import FilterForm
from network.models import Municipality, Organisation


class PostFilterForm(FilterForm):
    """Filters of the blog; each stands in the address."""

    tema = TermField(label=_("Topic"), model=Topic)
    obcina = forms.ModelChoiceField(
        label=_("Municipality"),
        required=False,
        queryset=Municipality.objects.all(),
        to_field_name="slug",
        empty_label=_("all"),
    )
    organizacija = forms.ModelChoiceField(
        label=_("Organisation"),
        required=False,
        queryset=Organisation.objects.all(),
        to_field_name="slug",
        empty_label=_("all"),
    )

    def __init__(self, *args, locale_id, **kwargs):
        super().__init__(*args, **kwargs)
        # A topic has one address in all its languages.
        self.fields["tema"].queryset = Topic.objects.filter(locale=locale_id)

    def narrow(self, posts):
        chosen = self.chosen()
        if "tema" in chosen:
            posts = posts.about(chosen["tema"])
        if "obcina" in chosen:
            posts = posts.in_municipality(chosen["obcina"])
        if "organizacija" in chosen:
            posts = posts.of_organisation(chosen["organizacija"])
        return posts
