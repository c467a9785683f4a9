from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale

from guides.models import GUIDES_OF_ONE, GuidePage, guides_of
from moderation.completeness import lacking_in
from network.models import Municipality
from tests.blog.factories import translation_of
from tests.blog.hidden import HIDDEN
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.guides.factories import GuidePageFactory
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def missing(**facts):
    return set(lacking_in(GuidePageFactory(**facts), NOON))


@pytest.mark.parametrize(
    ("facts", "asked_for"),
    [
        ({}, set()),
        ({"body": []}, set()),
        ({"summary": " "}, {"summary"}),
        ({"steps_now": "\n \n"}, {"steps_now"}),
        ({"steps_now": "", "steps_next": "Počakaj."}, {"steps_now"}),
        ({"life_stages": []}, {"life_stages"}),
        ({"body": [], "steps_now": "", "summary": ""}, {"summary", "steps_now"}),
    ],
)
def test_a_guide_is_handed_in_with_a_summary_a_life_stage_and_one_step(facts, asked_for):
    assert missing(**facts) == asked_for


@pytest.mark.parametrize(("days", "asked_for"), [(-1, set()), (0, set()), (1, {"checked_on"})])
def test_nobody_checks_a_guide_tomorrow(days, asked_for):
    day = timezone.localdate() + timedelta(days=days)

    assert missing(checked_on=day) == asked_for


def test_a_document_that_leads_nowhere_is_refused_in_every_form():
    guide = GuidePageFactory()
    guide.documents = "Osebna izkaznica\nObrazec | javascript:alert(1)"

    with pytest.raises(ValidationError) as error:
        guide.full_clean()

    assert set(error.value.message_dict) == {"documents"}
    assert guide.document_list == []


# --- of an organisation, a topic, a municipality ------------------------------------------------


def of(**scope):
    return list(guides_of(NOON, **{"locale": Locale.get_default().pk} | scope))


def test_guides_of_an_organisation_are_its_own_and_those_that_send_people_to_it():
    ours = OrganisationFactory()
    own = GuidePageFactory(organisation=ours, published=True)
    calling = GuidePageFactory(call_on=[ours], published=True)
    both = GuidePageFactory(organisation=ours, call_on=[ours], published=True)
    GuidePageFactory(published=True)

    assert of(organisation=ours) == [both, calling, own]


def test_guides_of_a_topic_and_of_a_municipality():
    topic, place = TopicFactory(), Municipality.objects.get(slug="muta")
    about = GuidePageFactory(topics=[topic], published=True)
    there = GuidePageFactory(municipality=place, published=True)

    assert (of(topics=[topic]), of(municipality=place)) == ([about], [there])
    assert of(topics=[topic], municipality=place) == []


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_guides_of_leaves_out_what_is_not_for_everybody(hide):
    ours = OrganisationFactory()
    hide(GuidePageFactory, organisation=ours, call_on=[ours])

    assert of(organisation=ours) == []


def test_guides_of_are_a_few():
    for _ in range(GUIDES_OF_ONE + 1):
        GuidePageFactory(published=True)

    assert len(of()) == GUIDES_OF_ONE


def test_guides_of_a_language_are_translations_and_originals_that_it_lacks():
    guide, lacking = [GuidePageFactory(published=True) for _ in range(2)]
    english = translation_of(guide, GuidePageFactory, "en")

    assert of() == [lacking, guide]
    assert of(locale=english.locale) == [english, lacking]


def test_related_to_lists_guides_that_share_a_life_stage_or_a_topic_once():
    stage, topic = LifeStageFactory(), TopicFactory()
    facts = {"life_stages": [stage], "topics": [topic]}
    guide = GuidePageFactory(**facts, published=True)
    same_stage = GuidePageFactory(life_stages=[stage], published=True)
    same_topic = GuidePageFactory(topics=[topic], published=True)
    both = GuidePageFactory(**facts, published=True)
    GuidePageFactory(published=True)
    GuidePageFactory(**facts)

    related = GuidePage.objects.related_to(guide, topics=[topic], life_stages=[stage])

    assert list(related) == [both, same_topic, same_stage]
