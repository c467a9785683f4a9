"""A text in another language: a draft like any other, with the facts of its original."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Locale, Page

from blog.models import PostPage
from calendar_app.models import EventPage
from core.models import Topic
from moderation import services
from moderation.digest import content_digest
from moderation.errors import NotAllowed, Refused
from network import translations
from network.models import Contribution, Original
from network.rights import Proposal, Public
from network.translations import take_facts
from tests.blog.factories import PostPageFactory
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import LATER, NOON, as_read, row_of
from tests.moderation.test_receivers import in_the_editor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def german():
    return Locale.objects.get(language_code="de")


@pytest.fixture
def post(scene):
    return PostPageFactory(
        organisation=scene.youth, owner=scene.author, title="Kavarna", published=True
    )


def _translate(page, user, language="de"):
    return services.translate(page_id=page.pk, language=language, user=user, now=NOON)


def _publish(page, user, author, **texts):
    """Have a draft with these texts handed in by ``author`` and approved by ``user``."""
    draft = page.get_latest_revision_as_object()
    for name, value in texts.items():
        setattr(draft, name, value)
    draft.save_revision(user=author)
    services.hand_in(page_id=page.pk, user=author, now=LATER)
    revision = type(page).objects.get(pk=page.pk).get_latest_revision()
    services.approve(
        page_id=page.pk,
        revision_id=revision.pk,
        digest=content_digest(revision.content),
        user=user,
        now=LATER,
    )
    return type(page).objects.get(pk=page.pk)


def test_translate_begins_a_draft_of_the_same_organisation_that_nobody_else_reads(
    scene, post, german
):
    page = _translate(post, scene.coordinator)

    contribution = Contribution.objects.get(page=page.pk)
    assert (page.locale, page.translation_key) == (german, post.translation_key)
    assert page.get_parent().specific.locale == german
    assert (contribution.organisation, contribution.is_translation) == (scene.youth, True)
    assert (contribution.public, contribution.proposal) == (Public.NEVER, Proposal.DRAFT)
    assert set(contribution.authors.all()) == {scene.coordinator}
    assert page.original.source.specific == post


@pytest.mark.parametrize("who", ["author", "co_author", "lead", "coordinator", "root"])
def test_translate_is_for_the_organisation_and_the_coordinators(scene, post, who):
    assert _translate(post, getattr(scene, who)).live is False


@pytest.mark.parametrize("who", ["decider", "follower", "stranger"])
def test_translate_is_nobody_elses(scene, post, who):
    with pytest.raises(NotAllowed):
        _translate(post, getattr(scene, who))

    assert not Original.objects.exists()


def test_translate_takes_what_is_public_and_never_a_draft(scene, post):
    post.title = "Skrivnost"
    post.save_revision(user=scene.author)

    assert _translate(post, scene.coordinator).title == "Kavarna"


def test_translate_refuses_a_text_that_is_not_public(scene):
    draft = PostPageFactory(organisation=scene.youth, owner=scene.author)

    with pytest.raises(NotAllowed):
        _translate(draft, scene.coordinator)


@pytest.mark.parametrize("language", ["sl", "fr", "", "de-at", "\0", "\ud800"])
def test_translate_refuses_a_language_that_the_site_does_not_speak(scene, post, language):
    with pytest.raises(Refused):
        _translate(post, scene.coordinator, language)


def test_translate_asked_twice_gives_the_one_translation_there_is(scene, post):
    first = _translate(post, scene.author)

    assert _translate(post, scene.coordinator).pk == first.pk
    assert post.get_translations().count() == 1


def test_translate_a_translation_translates_its_original(scene, post):
    german_page = _publish(
        _translate(post, scene.author), scene.decider, scene.author, title="Kaffeehaus"
    )

    english = _translate(german_page, scene.author, "en")

    assert (english.title, english.original.source.pk) == ("Kavarna", post.pk)


def test_a_coordinator_who_translated_does_not_decide_on_it(scene, post):
    page = _translate(post, scene.coordinator)
    services.hand_in(page_id=page.pk, user=scene.coordinator, now=NOON)

    with pytest.raises(NotAllowed):
        services.take_over(page_id=page.pk, user=scene.coordinator, now=NOON, reason="Mudi se.")


def test_a_translation_has_the_topics_that_its_language_knows(scene, german):
    sl = Locale.get_default()
    housing, music = (
        Topic.objects.create(name=name, slug=name, locale=sl) for name in ("bivanje", "glasba")
    )
    wohnen = housing.copy_for_translation(german)
    wohnen.name = "Wohnen"
    wohnen.save()
    post = PostPageFactory(
        organisation=scene.youth, owner=scene.author, topics=[housing, music], published=True
    )

    page = _translate(post, scene.author)

    assert list(page.topics.all()) == [wohnen]
    assert list(page.get_latest_revision_as_object().topics.all()) == [wohnen]


@pytest.fixture
def event(scene):
    return EventPageFactory(
        organisation=scene.youth,
        owner=scene.author,
        title="Koncert",
        audience="za vse",
        price="5 €",
        starts_at=NOON + DAY,
        ends_at=None,
        published=True,
    )


def test_a_translated_event_has_the_facts_of_its_source_whatever_its_draft_says(scene, event):
    page = _translate(event, scene.author)

    german_page = _publish(
        page,
        scene.decider,
        scene.author,
        title="Konzert",
        audience="für alle",
        price="umsonst",
        starts_at=NOON + 9 * DAY,
    )

    assert (german_page.title, german_page.audience) == ("Konzert", "für alle")
    assert (german_page.price, german_page.starts_at) == ("5 €", event.starts_at)


def test_a_source_that_is_published_anew_carries_its_facts_into_all_languages(scene, event):
    page = _publish(_translate(event, scene.author), scene.decider, scene.author, title="Konzert")

    _publish(event, scene.decider, scene.author, price="7 €", starts_at=NOON + 3 * DAY)

    page = EventPage.objects.get(pk=page.pk)
    assert (page.title, page.price, page.starts_at) == ("Konzert", "7 €", NOON + 3 * DAY)
    assert page.get_latest_revision_as_object().starts_at == NOON + 3 * DAY


def test_the_editor_has_no_facts_of_a_translation(client, scene, post):
    page = _translate(post, scene.author)
    client.force_login(scene.root)

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        in_the_editor(page, title="Kaffee", mark="cup"),
    )

    draft = PostPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (answer.status_code, draft.title, draft.mark) == (302, "Kaffee", post.mark)
    assert PostPage.objects.get(pk=page.pk).mark == post.mark


def test_a_source_that_is_published_brings_no_translation_back(scene, event, monkeypatch):
    """Somebody takes the translation down between the moment it is read and that it is saved."""
    page = _publish(_translate(event, scene.author), scene.decider, scene.author, title="Konzert")

    def and_meanwhile(translation, source):
        take_facts(translation, source)
        Page.objects.filter(pk=translation.pk).update(live=False)

    monkeypatch.setattr(translations, "take_facts", and_meanwhile)
    translations.follow_publication(EventPage.objects.get(pk=event.pk))

    assert not EventPage.objects.get(pk=page.pk).live


def test_facts_that_change_leave_a_waiting_translation_to_be_decided_as_it_was_read(scene, event):
    page = _translate(event, scene.author)
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    revision = type(page).objects.get(pk=page.pk).get_latest_revision()
    read = {"revision_id": revision.pk, "digest": content_digest(revision.content)}
    _publish(event, scene.decider, scene.co_author, starts_at=NOON + 3 * DAY)

    services.approve(page_id=page.pk, user=scene.decider, now=LATER, **read)

    page = EventPage.objects.get(pk=page.pk)
    assert (page.live, page.starts_at) == (True, NOON + 3 * DAY)


def test_a_translation_is_outdated_when_its_source_says_something_else(scene, post):
    page = _publish(_translate(post, scene.author), scene.decider, scene.author, title="Kaffee")
    assert page.original.is_outdated is False

    with time_machine.travel(NOON + DAY, tick=False):
        _publish(post, scene.decider, scene.author, title="Kavarna na novo")

    assert Original.objects.get(page=page.pk).is_outdated is True


def test_a_translation_published_after_its_source_is_up_to_date_again(scene, post):
    page = _publish(_translate(post, scene.author), scene.decider, scene.author, title="Kaffee")
    with time_machine.travel(NOON + DAY, tick=False):
        _publish(post, scene.decider, scene.author, title="Kavarna na novo")

    with time_machine.travel(NOON + 2 * DAY, tick=False):
        _publish(page, scene.decider, scene.author, title="Kaffeehaus, neu")

    original = Original.objects.get(page=page.pk)
    assert (original.is_outdated, original.texts["title"]) == (False, "Kavarna na novo")


def test_a_translation_written_before_its_source_changed_stays_outdated(scene, post):
    page = _translate(post, scene.author)
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    revision = type(page).objects.get(pk=page.pk).get_latest_revision()
    with time_machine.travel(NOON + DAY, tick=False):
        _publish(post, scene.decider, scene.author, title="Kavarna na novo")

        services.approve(
            page_id=page.pk,
            revision_id=revision.pk,
            digest=content_digest(revision.content),
            user=scene.decider,
            now=NOON + DAY,
        )

    assert Original.objects.get(page=page.pk).is_outdated is True


def test_a_change_of_facts_alone_makes_no_translation_outdated(scene, event):
    page = _translate(event, scene.author)

    with time_machine.travel(NOON + DAY, tick=False):
        _publish(event, scene.decider, scene.author, price="7 €")

    assert Original.objects.get(page=page.pk).is_outdated is False


def test_take_down_takes_all_languages_down(scene, post):
    page = _publish(_translate(post, scene.author), scene.decider, scene.author, title="Kaffee")

    services.take_down(page_id=post.pk, user=scene.decider, now=LATER, reason="Ni res.")

    contribution = Contribution.objects.get(page=page.pk)
    assert (contribution.public, contribution.proposal) == (Public.TAKEN_DOWN, Proposal.DRAFT)


def test_take_down_of_a_translation_leaves_its_source_public(scene, post):
    page = _publish(_translate(post, scene.author), scene.decider, scene.author, title="Kaffee")

    services.take_down(page_id=page.pk, user=scene.decider, now=LATER, reason="Slab prevod.")

    assert Contribution.objects.get(page=post.pk).public == Public.LIVE


def test_take_down_stops_a_translation_that_waits_for_its_date(scene, post):
    page = _translate(post, scene.author)
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    revision = type(page).objects.get(pk=page.pk).get_latest_revision()
    services.approve(
        page_id=page.pk,
        revision_id=revision.pk,
        digest=content_digest(revision.content),
        user=scene.decider,
        now=NOON,
        go_live_at=NOON + DAY,
    )

    services.take_down(page_id=post.pk, user=scene.decider, now=LATER, reason="Ni res.")

    contribution = Contribution.objects.get(page=page.pk)
    assert (contribution.scheduled_for, contribution.proposal) == (None, Proposal.DRAFT)


def test_approve_refuses_a_translation_whose_source_is_not_public(scene, post):
    page = _translate(post, scene.author)
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    services.take_down(page_id=post.pk, user=scene.decider, now=NOON, reason="Ni res.")
    revision = page.get_latest_revision()

    with pytest.raises(
        Refused, match=gettext("The text that it translates is not public any more.")
    ):
        services.approve(
            page_id=page.pk,
            revision_id=revision.pk,
            digest=content_digest(revision.content),
            user=scene.decider,
            now=LATER,
        )


def test_delete_deletes_all_languages(scene, post):
    page = _translate(post, scene.author)

    services.delete(page_id=post.pk, user=scene.coordinator, now=NOON)

    assert not Contribution.objects.filter(page__in=[post.pk, page.pk]).exists()


def test_a_translation_whose_original_is_gone_does_not_go_live_on_its_date(scene, post):
    page = _translate(post, scene.author)
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    date = NOON + timedelta(hours=1)
    services.approve(
        page_id=page.pk, user=scene.decider, now=NOON, go_live_at=date, **as_read(page)
    )
    Page.objects.filter(pk=post.pk).update(live=False)

    services.publish_due(date)

    row = row_of(page)
    assert (row.public, row.proposal, row.scheduled_for) == (Public.NEVER, Proposal.DRAFT, None)
