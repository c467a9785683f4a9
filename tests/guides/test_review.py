from datetime import date, datetime, timedelta

import pytest

from duty.roster import LJUBLJANA
from guides.models import GuidePage
from guides.review import past_review
from moderation.hand_over import gather
from tests.guides.factories import GuidePageFactory
from tests.network.factories import OrganisationFactory

NOON = datetime(2026, 11, 10, 12, tzinfo=LJUBLJANA)
pytestmark = pytest.mark.django_db


def guide(title, checked_on, **facts):
    return GuidePageFactory(title=title, checked_on=checked_on, **{"published": True, **facts})


@pytest.mark.parametrize(
    ("checked_on", "is_past"),
    [
        (None, True),
        (date(2025, 11, 9), True),
        (date(2025, 11, 10), False),
        (date(2026, 11, 10), False),
        (date(2024, 2, 29), True),
    ],
)
def test_a_guide_is_to_be_checked_every_year(checked_on, is_past):
    page = guide("Vodnik", checked_on)

    assert [line.page for line in past_review(NOON)] == ([page.pk] if is_past else [])


def test_the_longest_unchecked_stands_first_and_drafts_do_not():
    owner = OrganisationFactory(name="Svetovalnica")
    guide("Prvi", date(2025, 1, 2), organisation=owner)
    guide("Drugi", None, organisation=owner)
    guide("Osnutek", None, organisation=owner, published=False)

    lines = past_review(NOON)

    assert [line.title for line in lines] == ["Drugi", "Prvi"]
    assert ["Svetovalnica" in line.text for line in lines] == [True, True]
    assert lines[1].url == GuidePage.objects.get(title="Prvi").url
    assert "2. 1. 2025" in lines[1].text


def test_the_hand_over_names_them():
    guide("Prvi", date(2025, 1, 2))

    [section] = [each for each in gather(NOON) if each["name"] == "guides_past_review"]

    assert [line["title"] for line in section["lines"]] == ["Prvi"]


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    owner = OrganisationFactory()
    guide("Prvi", None, organisation=owner)
    past_review(NOON)
    with django_assert_num_queries(1):
        past_review(NOON)
    for number in range(3):
        guide(f"Vodnik {number}", NOON.date() - timedelta(days=400), organisation=owner)
    with django_assert_num_queries(1):
        past_review(NOON)
