import pytest
from django.http import QueryDict

from mentors.forms import MentorFilterForm
from mentors.models import Language, MentorPage
from network.models import Municipality
from tests.blog.test_forms import ODD_VALUES
from tests.mentors.factories import MentorPageFactory

pytestmark = pytest.mark.django_db


def narrowed(address):
    return set(MentorFilterForm(QueryDict(address)).narrow(MentorPage.objects.all()))


@pytest.fixture
def fits():
    return MentorPageFactory(
        field="technology",
        languages=Language.objects.filter(code__in=["de", "sgn-SI"]),
        municipality=Municipality.objects.get(slug="muta"),
        online=False,
    )


@pytest.fixture
def online():
    return MentorPageFactory(field="health", online=True)


@pytest.mark.parametrize(
    "address",
    [
        "podrocje=technology",
        "jezik=de",
        "jezik=sgn-SI",
        "podrocje=technology&jezik=de&obcina=muta",
    ],
)
def test_each_filter_narrows(fits, online, address):
    assert narrowed(address) == {fits}
    assert MentorFilterForm(QueryDict(address)).query() == address


def test_a_municipality_offers_those_who_help_online_too(fits, online):
    elsewhere = Municipality.objects.get(slug="mezica")
    MentorPageFactory(municipality=elsewhere, online=False)

    assert narrowed("obcina=muta") == {fits, online}


def test_online_alone_leaves_out_the_others(fits, online):
    assert narrowed("splet=on") == {online}


@pytest.mark.parametrize("name", ["podrocje", "jezik", "obcina"])
@pytest.mark.parametrize("value", ODD_VALUES.values(), ids=ODD_VALUES)
def test_odd_values_are_left_aside(fits, online, name, value):
    assert narrowed(f"{name}={value}") == {fits, online}
