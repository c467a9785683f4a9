from datetime import UTC, datetime

import pytest
from wagtail.models import Locale

from mentors.languages import NAMES
from mentors.models import MENTORS_OF_ONE, Language, MentorPage, mentors_of
from moderation.completeness import lacking_in
from network.models import Municipality
from tests.blog.hidden import HIDDEN
from tests.core.factories import TopicFactory
from tests.mentors.factories import MentorPageFactory
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def place(slug):
    return Municipality.objects.get(slug=slug)


def test_every_language_that_is_offered_has_a_row_and_a_name():
    assert [language.code for language in Language.objects.all()] == list(NAMES)
    assert all(str(language) != language.code for language in Language.objects.all())


@pytest.mark.parametrize(
    ("facts", "asked_for"),
    [
        ({}, set()),
        ({"field": ""}, {"field"}),
        ({"helps_with": " \n"}, {"helps_with"}),
        ({"languages": []}, {"languages"}),
        ({"online": False}, {"municipality"}),
        ({"body": [], "summary": ""}, {"body", "summary"}),
    ],
)
def test_a_mentor_is_handed_in_with_what_readers_need(facts, asked_for):
    assert set(lacking_in(MentorPageFactory(**facts), NOON)) == asked_for


@pytest.mark.parametrize(
    ("slug", "online", "where"),
    [("mezica", False, "Mežica"), ("mezica", True, "Mežica, "), ("", True, ""), ("", False, "")],
)
def test_where_says_the_municipality_and_whether_it_is_online(slug, online, where):
    mentor = MentorPageFactory(municipality=place(slug) if slug else None, online=online)

    assert mentor.where.startswith(where)
    assert (len(mentor.where) > len(where)) == online


def test_reachable_from_a_municipality_are_those_there_and_those_online():
    there = MentorPageFactory(municipality=place("mezica"), online=False)
    anywhere = MentorPageFactory(municipality=None, online=True)
    both = MentorPageFactory(municipality=place("mezica"), online=True)
    MentorPageFactory(municipality=place("muta"), online=False)

    found = MentorPage.objects.reachable_from(place("mezica"))

    assert set(found) == {there, anywhere, both}


def of(**scope):
    return list(mentors_of(NOON, locale=Locale.get_default(), **scope))


def test_mentors_of_an_organisation_a_topic_and_a_municipality():
    ours, topic = OrganisationFactory(), TopicFactory()
    own = MentorPageFactory(organisation=ours, published=True)
    about = MentorPageFactory(topics=[topic], published=True)
    there = MentorPageFactory(municipality=place("muta"), published=True)

    assert [of(organisation=ours), of(topics=[topic]), of(municipality=place("muta"))] == [
        [own],
        [about],
        [there],
    ]


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_mentors_of_leaves_out_what_is_not_for_everybody(hide):
    hide(MentorPageFactory)

    assert of() == []


def test_mentors_of_are_a_few():
    for _ in range(MENTORS_OF_ONE + 1):
        MentorPageFactory(published=True)

    assert len(of()) == MENTORS_OF_ONE
