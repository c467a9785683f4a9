from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import Locale

from blog.models import PostPage
from core.models import Topic
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 2, 11, tzinfo=UTC)


def published(title, at=MARCH, **facts):
    """A public post that was first published at an instant."""
    post = PostPageFactory(title=title, published=True, **facts)
    PostPage.objects.filter(pk=post.pk).update(first_published_at=at)
    return post


def titles(posts):
    return [post.title for post in posts]


def test_published_lists_what_everybody_may_read_the_newest_first():
    published("Stara", MARCH)
    published("Nova", MARCH + timedelta(days=1))
    published("Istega dne, poznejša", MARCH)

    assert titles(PostPage.objects.published()) == ["Nova", "Istega dne, poznejša", "Stara"]


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_published_lists_nothing_that_is_not_public(hide):
    hide(PostPageFactory, title="Skrito")
    published("Javno")

    assert titles(PostPage.objects.published()) == ["Javno"]


def test_of_organisation_lists_its_posts_alone():
    ours, theirs = OrganisationFactory(), OrganisationFactory()
    published("Naša", organisation=ours)
    published("Njihova", organisation=theirs)

    assert titles(PostPage.objects.of_organisation(ours)) == ["Naša"]


@pytest.fixture
def topic():
    return Topic.objects.create(name="Glasba", slug="glasba", locale=Locale.get_default())


def test_related_to_lists_posts_that_share_a_topic_or_the_organisation_once(topic):
    ours = OrganisationFactory()
    post = published("O njej gre", organisation=ours, topics=[topic])
    published("Ista organizacija", MARCH, organisation=ours)
    published("Ista tema", MARCH + timedelta(days=1), topics=[topic])
    published("Oboje", MARCH + timedelta(days=2), organisation=ours, topics=[topic])
    published("Nič skupnega")
    PostPageFactory(title="Osnutek", organisation=ours, topics=[topic])

    assert titles(PostPage.objects.related_to(post)) == ["Oboje", "Ista tema", "Ista organizacija"]


def test_related_to_stays_in_one_language(topic):
    ours = OrganisationFactory()
    post = published("Slovenska", organisation=ours)
    english = published("English", organisation=ours)
    PostPage.objects.filter(pk=english.pk).update(
        locale=Locale.objects.get_or_create(language_code="en")[0]
    )

    assert titles(PostPage.objects.related_to(post)) == []
