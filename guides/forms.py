from django.utils.translation import gettext_lazy as _

from core.models import LifeStage, Topic
from core.term_field import TermField
from network.forms import FilterForm


class GuideFilterForm(FilterForm):
    """Filters of the guides; each stands in the address."""

    obdobje = TermField(label=_("Life stage"), model=LifeStage)
    tema = TermField(label=_("Topic"), model=Topic)

    def __init__(self, *args, locale_id, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("obdobje", LifeStage), ("tema", Topic)):
            self.fields[name].queryset = model.objects.filter(locale=locale_id)

    def narrow(self, guides):
        chosen = self.chosen()
        if "obdobje" in chosen:
            guides = guides.in_life_stage(chosen["obdobje"])
        if "tema" in chosen:
            guides = guides.about(chosen["tema"])
        return guides
