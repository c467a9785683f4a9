import factory

from guides.models import GuideIndexPage, GuidePage
from tests.blog.factories import ModeratedPageFactory
from tests.core.factories import LifeStageFactory


class GuidePageFactory(ModeratedPageFactory):
    """One step, for a life stage of its own."""

    class Meta:
        model = GuidePage

    parent = factory.LazyFunction(lambda: GuideIndexPage.objects.get(locale__language_code="sl"))
    title = factory.Sequence(lambda number: f"Vodnik {number}")
    slug = factory.Sequence(lambda number: f"vodnik-{number}")
    steps_now = "Pokliči."
    life_stages = factory.LazyFunction(lambda: [LifeStageFactory()])
