import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from core.models import LifeStage, Topic


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda number: f"Tema {number}")
    slug = factory.Sequence(lambda number: f"tema-{number}")
    locale = factory.LazyFunction(Locale.get_default)


class LifeStageFactory(DjangoModelFactory):
    class Meta:
        model = LifeStage

    name = factory.Sequence(lambda number: f"Obdobje {number}")
    slug = factory.Sequence(lambda number: f"obdobje-{number}")
    locale = factory.LazyFunction(Locale.get_default)
