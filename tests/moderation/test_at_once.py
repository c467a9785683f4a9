"""What a trusted organisation publishes itself, and all that goes the ordinary way."""

from datetime import timedelta

import pytest
from wagtail.models import WorkflowState

from mail.models import OutgoingMail
from moderation import services
from moderation.errors import Incomplete
from moderation.models import Step, StepKind
from network.models import Organisation
from network.rights import Proposal
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    disagreements,
    draft_by,
    latest,
    letters,
    public_title,
    row_of,
    write,
)

REASON = "Od nje še nismo ničesar vrnili."


@pytest.fixture
def trusted(scene):
    services.change_trust(
        organisation_id=scene.youth.pk,
        is_trusted=True,
        user=scene.coordinator,
        now=NOON,
        reason=REASON,
    )
    OutgoingMail.objects.all().delete()
    scene.youth.refresh_from_db()
    return scene.youth


@pytest.fixture
def event(scene, trusted):
    return EventPageFactory(organisation=trusted, owner=scene.author, title="Koncert")


def hand_in(page, user, now=NOON):
    services.hand_in(page_id=page.pk, user=user, now=now)


def standing(page):
    return public_title(page), row_of(page).proposal


def test_a_first_event_is_public_as_soon_as_it_is_handed_in(scene, event):
    read = latest(event)

    hand_in(event, scene.author)

    row, page = row_of(event), type(event).objects.get(pk=event.pk)
    [step] = Step.objects.of_page(event.pk)
    [state] = WorkflowState.objects.filter(object_id=str(event.pk))
    assert (page.live, page.title, page.live_revision_id) == (True, "Koncert", read.pk)
    assert (row.proposal, row.answer_by, list(row.authors.all())) == (Proposal.NONE, None, [])
    assert (row.submitted_by, row.submitted_revision) == (scene.author, read)
    assert (step.kind, step.actor, step.revision, step.at) == (
        StepKind.AT_ONCE,
        scene.author,
        read,
        NOON,
    )
    assert state.status == WorkflowState.STATUS_APPROVED
    assert disagreements() == []
    assert letters() == [("avtorica", "published_at_once")]


def test_a_change_is_public_as_soon_as_it_is_handed_in(scene, event):
    hand_in(event, scene.author)
    write(event, scene.co_author, title="Koncert v dvorani")

    hand_in(event, scene.lead, LATER)

    assert standing(event) == ("Koncert v dvorani", Proposal.NONE)
    assert [step.kind for step in Step.objects.of_page(event.pk)] == [StepKind.AT_ONCE] * 2


def test_it_stands_in_dutys_list_for_seven_days(scene, event):
    hand_in(event, scene.author)
    week = NOON + timedelta(days=7)

    def listed(now):
        return [step.page_id for step in Step.objects.unreviewed(now).for_duty()]

    assert listed(week - timedelta(seconds=1)) == [event.pk]
    assert listed(week) == []


def test_what_the_version_says_of_dates_and_addresses_is_not_heeded(scene, event):
    revision = latest(event)
    revision.content |= {
        "go_live_at": "2027-01-01T00:00:00Z",
        "expire_at": "2027-01-02T00:00:00Z",
        "slug": "ukraden-naslov",
    }
    revision.save()

    hand_in(event, scene.author)

    page = type(event).objects.get(pk=event.pk)
    assert (page.live, page.slug, page.expire_at, page.go_live_at) == (
        True,
        event.slug,
        None,
        None,
    )


def test_other_texts_of_a_trusted_organisation_wait(scene, trusted):
    post = draft_by(scene.author, trusted)

    hand_in(post, scene.author)

    assert standing(post) == (None, Proposal.SUBMITTED)


def test_events_of_other_organisations_wait(scene, trusted):
    event = EventPageFactory(organisation=scene.next_partner, owner=scene.follower)

    hand_in(event, scene.follower)

    assert standing(event) == (None, Proposal.SUBMITTED)


def test_what_was_taken_down_waits_and_is_trusted_again_once_it_was_approved(scene, event):
    hand_in(event, scene.author)
    services.take_down(page_id=event.pk, user=scene.decider, now=NOON, reason="Ni res.")
    write(event, scene.author, title="Popravljeno")

    hand_in(event, scene.author)
    waited = standing(event)
    services.approve(page_id=event.pk, user=scene.decider, now=LATER, **as_read(event))
    write(event, scene.author, title="Še enkrat")
    hand_in(event, scene.author, LATER)

    assert waited == (None, Proposal.SUBMITTED)
    assert standing(event) == ("Še enkrat", Proposal.NONE)


@pytest.mark.parametrize("is_withdrawn_between", [False, True])
def test_what_was_sent_back_waits_however_often_it_is_handed_in(scene, event, is_withdrawn_between):
    Organisation.objects.update(is_trusted_for_events=False)
    hand_in(event, scene.author)
    services.send_back(
        page_id=event.pk, user=scene.decider, now=NOON, comment="Dopolni.", **as_read(event)
    )
    Organisation.objects.filter(pk=scene.youth.pk).update(is_trusted_for_events=True)

    hand_in(event, scene.author, LATER)
    if is_withdrawn_between:
        services.withdraw(page_id=event.pk, user=scene.author, now=LATER)
        write(event, scene.author, title="Znova")
        hand_in(event, scene.author, LATER)

    assert standing(event) == (None, Proposal.SUBMITTED)
    assert disagreements() == []


def test_what_was_called_back_before_its_date_waits(scene, event):
    Organisation.objects.update(is_trusted_for_events=False)
    hand_in(event, scene.author)
    services.approve(
        page_id=event.pk,
        user=scene.decider,
        now=NOON,
        go_live_at=LATER + timedelta(days=3),
        **as_read(event),
    )
    Organisation.objects.filter(pk=scene.youth.pk).update(is_trusted_for_events=True)
    services.call_back(page_id=event.pk, user=scene.decider, now=LATER)

    hand_in(event, scene.author, LATER)

    assert standing(event) == (None, Proposal.SUBMITTED)


def test_a_change_waits_while_an_approved_version_waits_for_its_date(scene, event):
    Organisation.objects.update(is_trusted_for_events=False)
    hand_in(event, scene.author)
    services.approve(
        page_id=event.pk,
        user=scene.decider,
        now=NOON,
        go_live_at=LATER + timedelta(days=3),
        **as_read(event),
    )
    Organisation.objects.filter(pk=scene.youth.pk).update(is_trusted_for_events=True)
    write(event, scene.author, title="Raje takoj")

    hand_in(event, scene.author, LATER)

    assert standing(event) == (None, Proposal.SUBMITTED)
    assert row_of(event).scheduled_for is not None


def test_an_event_that_lacks_something_is_not_handed_in_by_any_button(scene, event):
    revision = latest(event)
    revision.content |= {"place": None, "place_text": "", "online_url": ""}
    revision.save()

    with pytest.raises(Incomplete):
        event.get_workflow().start(type(event).objects.get(pk=event.pk), scene.author)

    assert standing(event) == (None, Proposal.DRAFT)


def test_nothing_that_waited_becomes_public_when_trust_is_given(scene):
    event = EventPageFactory(organisation=scene.youth, owner=scene.author)
    hand_in(event, scene.author)

    services.change_trust(
        organisation_id=scene.youth.pk,
        is_trusted=True,
        user=scene.coordinator,
        now=NOON,
        reason=REASON,
    )

    assert standing(event) == (None, Proposal.SUBMITTED)


def test_an_event_of_the_partner_on_duty_stands_in_the_list_as_well(scene):
    Organisation.objects.filter(pk=scene.partner.pk).update(is_trusted_for_events=True)
    event = EventPageFactory(organisation=scene.partner, owner=scene.decider, title="Naš")

    hand_in(event, scene.decider)

    assert standing(event) == ("Naš", Proposal.NONE)
    assert [step.page_id for step in Step.objects.unreviewed(NOON).for_duty()] == [event.pk]
