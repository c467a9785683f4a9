import pytest
from django.http import QueryDict
from wagtail.models import Locale

from blog.forms import PostFilterForm
from blog.models import PostPage
from core.models import Topic
from network.models import Municipality
from tests.blog.factories import PostPageFactory
from tests.network.factories import OrganisationFactory

# What strangers put into an address, and what browsers send of a form left empty.
ODD_VALUES = {
    "empty": "",
    "unknown": "ni-tega",
    "a number": "1",
    "SQL": "' OR 1=1 --",
    "NUL": "%00",
    "half a character": "%ED%A0%80",
    "markup": "<script>alert(1)</script>",
    "very long": "a" * 10_000,
}


def filters(address):
    return PostFilterForm(QueryDict(address), locale_id=Locale.get_default().pk)


@pytest.fixture
def posts(db):
    """One post that every filter lets through and one that none does."""
    topic = Topic.objects.create(name="Glasba", slug="glasba", locale=Locale.get_default())
    fits = PostPageFactory(
        topics=[topic],
        municipality=Municipality.objects.get(slug="prevalje"),
        organisation=OrganisationFactory(slug="klub"),
        published=True,
    )
    return {fits, PostPageFactory(published=True)}


@pytest.fixture
def fits(posts):
    [fits] = [post for post in posts if post.municipality]
    return fits


@pytest.mark.parametrize(
    "address",
    [
        "tema=glasba",
        "obcina=prevalje",
        "organizacija=klub",
        "tema=glasba&obcina=prevalje&organizacija=klub",
        "tema=glasba&obcina=ni-tega",
    ],
)
def test_narrow_keeps_what_fits_everything_that_was_chosen(fits, address):
    assert list(filters(address).narrow(PostPage.objects.all())) == [fits]


@pytest.mark.parametrize("address", ["obcina=mezica", "tema=glasba&obcina=mezica"])
def test_narrow_finds_nothing_where_one_filter_does_not_fit(posts, address):
    assert list(filters(address).narrow(PostPage.objects.all())) == []


@pytest.mark.parametrize("name", ["tema", "obcina", "organizacija"])
@pytest.mark.parametrize("value", ODD_VALUES.values(), ids=ODD_VALUES)
def test_odd_values_are_left_aside(posts, name, value):
    form = filters(f"{name}={value}")

    assert set(form.narrow(PostPage.objects.all())) == posts
    assert form.query() == ""


def test_a_topic_is_taken_in_the_language_of_the_list(posts, fits):
    english = Locale.objects.get(language_code="en")
    Topic.objects.create(name="Music", slug="glasba", locale=english)

    form = filters("tema=glasba")

    assert list(form.narrow(PostPage.objects.all())) == [fits]
    assert [topic.name for topic in form.fields["tema"].queryset] == ["Glasba"]


def test_query_keeps_what_was_understood_in_the_order_of_the_form(posts):
    form = filters("page=3&organizacija=klub&obcina=ni-tega&tema=glasba&drugo=x")

    assert form.query() == "tema=glasba&organizacija=klub"
