import pytest
from django.utils import timezone
from wagtail.models import Locale

from blog.models import RELATED_POSTS, posts_of
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_a_post_escapes_what_an_author_typed(client):
    post = PostPageFactory(
        published=True,
        title="<script>alert(1)</script>",
        summary='"><img src=x onerror=alert(2)>',
        body=[("heading", "<b>Krepko</b>"), ("quote", {"text": "<i>Rekel</i>", "author": "<u>A"})],
    )

    page = client.get(post.url).content.decode()

    for markup in ["<script>alert", "<img src=x", "<b>Krepko", "<i>Rekel", "<u>A"]:
        assert markup not in page


def test_a_post_leads_to_at_most_three_related_ones(client):
    organisation = OrganisationFactory()
    posts = [PostPageFactory(published=True, organisation=organisation) for _ in range(5)]

    related = client.get(posts[0].url).context["related"]

    assert len(related) == RELATED_POSTS
    assert posts[0] not in related


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_posts_of_an_organisation_are_its_public_ones_the_newest_first(hide):
    ours = OrganisationFactory()
    hide(PostPageFactory, organisation=ours)
    older, newer = (PostPageFactory(published=True, organisation=ours) for _ in range(2))
    PostPageFactory(published=True)

    assert list(posts_of(timezone.now(), locale=Locale.get_default().pk, organisation=ours)) == [
        newer,
        older,
    ]
