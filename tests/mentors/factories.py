import factory

from mentors.models import Language, MentorIndexPage, MentorPage
from tests.blog.factories import ModeratedPageFactory


class MentorPageFactory(ModeratedPageFactory):
    """Helps in Slovenian, online."""

    class Meta:
        model = MentorPage

    parent = factory.LazyFunction(lambda: MentorIndexPage.objects.get(locale__language_code="sl"))
    title = factory.Sequence(lambda number: f"Mentorica {number}")
    slug = factory.Sequence(lambda number: f"mentorica-{number}")
    field = "career"
    helps_with = "Prošnja za službo"
    online = True
    languages = factory.LazyFunction(lambda: [Language.objects.get(code="sl")])
