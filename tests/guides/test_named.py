import pytest

from guides.models import GuidePage
from guides.named import NAMED, named_in
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.guides.factories import GuidePageFactory
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_named_in_says_what_the_fields_say_in_one_query(django_assert_num_queries):
    guide = GuidePageFactory(
        topics=[TopicFactory(slug="b"), TopicFactory(slug="a")],
        life_stages=[LifeStageFactory(position=2), LifeStageFactory(position=10)],
        call_on=[OrganisationFactory(slug="z", phone="112"), OrganisationFactory(slug="c")],
        published=True,
    )
    guide = GuidePage.objects.get(pk=guide.pk)

    with django_assert_num_queries(1):
        named = named_in(guide)

    assert named == {name: list(getattr(guide, name).all()) for name in NAMED}
    assert [(row.url, row.phone) for row in named["call_on"]] == [
        ("/organizacije/c/", ""),
        ("/organizacije/z/", "112"),
    ]


def test_named_in_is_empty_for_a_guide_that_names_nothing():
    guide = GuidePageFactory(life_stages=[])

    assert named_in(guide) == {"topics": [], "life_stages": [], "call_on": []}
