import pytest
from django.http import QueryDict
from wagtail.models import Locale

from core.services import merge_terms
from guides.forms import GuideFilterForm
from guides.models import GuidePage
from tests.blog.test_forms import ODD_VALUES
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.guides.factories import GuidePageFactory

pytestmark = pytest.mark.django_db


def filters(address):
    return GuideFilterForm(QueryDict(address), locale_id=Locale.get_default().pk)


@pytest.fixture
def fits():
    GuidePageFactory(published=True)
    return GuidePageFactory(
        life_stages=[LifeStageFactory(slug="studij")],
        topics=[TopicFactory(slug="bivanje")],
        published=True,
    )


@pytest.mark.parametrize(
    "address", ["obdobje=studij", "tema=bivanje", "obdobje=studij&tema=bivanje"]
)
def test_each_filter_narrows(fits, address):
    form = filters(address)

    assert list(form.narrow(GuidePage.objects.all())) == [fits]
    assert form.query() == address


@pytest.mark.parametrize("name", ["obdobje", "tema"])
@pytest.mark.parametrize("value", ODD_VALUES.values(), ids=ODD_VALUES)
def test_odd_values_are_left_aside(fits, name, value):
    form = filters(f"{name}={value}")

    assert form.narrow(GuidePage.objects.all()).count() == 2
    assert form.query() == ""


def test_the_address_of_what_was_merged_leads_to_what_it_became(fits):
    gone = LifeStageFactory(slug="faks")
    merge_terms(term=gone, into=fits.life_stages.get())

    assert list(filters("obdobje=faks").narrow(GuidePage.objects.all())) == [fits]
