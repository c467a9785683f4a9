import factory
from django.utils import timezone
from wagtail.models import Locale
from wagtail_factories import PageFactory

from blog.models import PostIndexPage, PostPage
from moderation import services
from tests.network.factories import OrganisationFactory


class ModeratedPageFactory(PageFactory):
    """A complete draft; ``published=True`` makes it public, as a demonstration's content is."""

    class Meta:
        abstract = True

    summary = "Povzetek."
    body = factory.LazyFunction(lambda: [("paragraph", "<p>Besedilo.</p>")])
    organisation = factory.SubFactory(OrganisationFactory)
    live = False
    published = False

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        published = kwargs.pop("published")
        page = super()._create_instance(model_class, parent, kwargs)
        page.save_revision(user=page.owner)
        if published:
            services.publish_without_review(page=page, now=timezone.now())
            page = model_class.objects.get(pk=page.pk)
        return page


def translation_of(page, factory, language, **facts):
    """A translation of a text of a factory, public unless it is said to be otherwise."""
    locale = Locale.objects.get(language_code=language)
    return factory(
        **{
            "parent": page.get_parent().get_translation(locale),
            "locale": locale,
            "translation_key": page.translation_key,
            "organisation": page.organisation,
            "published": True,
        }
        | facts
    )


class PostPageFactory(ModeratedPageFactory):
    class Meta:
        model = PostPage

    parent = factory.LazyFunction(lambda: PostIndexPage.objects.get(locale=Locale.get_default()))
    title = factory.Sequence(lambda number: f"Objava {number}")
    slug = factory.Sequence(lambda number: f"objava-{number}")
