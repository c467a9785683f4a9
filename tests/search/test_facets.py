import pytest
from wagtail.models import Locale

from core.models import Topic
from search.facets import names_of
from tests.network.factories import OrganisationFactory

ENGLISH = "en"


@pytest.fixture
def rows(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        OrganisationFactory(name="Klub", slug="klub")
        OrganisationFactory(name="Zaprti klub", slug="zaprti", is_active=False)
        for code, name in (("sl", "Šport"), (ENGLISH, "Sports")):
            locale = Locale.objects.get(language_code=code)
            Topic.objects.create(name=name, slug="sport", locale=locale)
        Topic.objects.create(name="Glasba", slug="glasba", locale=Locale.get_default())


def test_names_of_are_those_of_the_language_where_there_are_some(rows):
    terms = ["tema:sport", "tema:glasba", "organizacija:klub", "tema:ni-tega"]

    assert names_of(terms, ENGLISH) == {
        "tema:sport": "Sports",
        "tema:glasba": "Glasba",
        "organizacija:klub": "Klub",
    }


def test_names_of_say_nothing_of_what_readers_may_not_open(rows):
    assert names_of(["organizacija:zaprti"], "sl") == {}


def test_names_of_nothing_ask_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert names_of([], "sl") == {}
