"""Trust is for events that members hand in: every other way still ends before the partner on duty."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from calendar_app.models import EventIndexPage, EventPage
from calendar_app.services import change_status
from contribute.services import seen_token
from mail.models import OutgoingMail
from moderation import services
from moderation.errors import Refused
from network.models import Contribution, Organisation
from network.rights import Proposal
from network.services import add_member, remove_member
from tests.accounts.factories import UserFactory
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    disagreements,
    latest,
    letters,
    public_title,
    row_of,
    write,
)

WAITS = (None, Proposal.SUBMITTED)


@pytest.fixture
def scene(scene):
    for organisation in (scene.youth, scene.partner):
        trust(organisation)
    return scene


@pytest.fixture
def event(scene):
    return EventPageFactory(organisation=scene.youth, owner=scene.author, title="Koncert")


@pytest.fixture
def public(scene, event):
    services.hand_in(page_id=event.pk, user=scene.author, now=NOON)
    return EventPage.objects.get(pk=event.pk)


@pytest.fixture
def taken_down(scene, public):
    services.take_down(page_id=public.pk, user=scene.decider, now=NOON, reason="Ni res.")
    return EventPage.objects.get(pk=public.pk)


def trust(organisation, *, is_trusted=True):
    Organisation.objects.filter(pk=organisation.pk).update(is_trusted_for_events=is_trusted)
    organisation.refresh_from_db()


def standing(page):
    return public_title(page), row_of(page).proposal


def in_the_editor(title, **facts):
    empty = (
        *("kicker", "municipality", "picture", "picture_alt", "mark"),
        *("place", "online_url", "price", "audience", "registration_url"),
    )
    return nested_form_data(
        {
            **dict.fromkeys(empty, ""),
            "title": title,
            "summary": "Povzetek.",
            "topics": [],
            "starts_at": "2026-12-20 18:00",
            "ends_at": "2026-12-20 20:00",
            "activity": "meeting",
            "place_text": "Pred knjižnico",
            "body": streamfield([("paragraph", rich_text("<p>Besedilo.</p>"))]),
            **facts,
        }
    )


def at_oddaj(page, title, **facts):
    revision = latest(page)
    return {
        "title": title,
        "summary": "Povzetek.",
        "text": "Besedilo.",
        "activity": "meeting",
        "first_day": "2026-12-20",
        "start_time": "18:00",
        "place_text": "Pred knjižnico",
        "seen": seen_token(row_of(page), revision),
        "typed_from": revision.pk,
        "do": "hand_in",
        **facts,
    }


def hand_in_through(door, client, page, title, **facts):
    if door == "cms":
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client.post(address, in_the_editor(title, **{"action-submit": "1"}, **facts))
    else:
        client.post(f"/oddaj/{page.pk}/uredi/", at_oddaj(page, title, **facts))


DOORS = pytest.mark.parametrize("door", ["cms", "oddaj"])


# --- what trust is for ----------------------------------------------------------------------------


@DOORS
def test_both_doors_publish_a_members_event_and_its_change(scene, event, client, door):
    client.force_login(scene.author)

    hand_in_through(door, client, event, "Prvič")
    first = standing(event)
    # The editor hands in what is a draft already.
    write(event, scene.author, title="Drugič, osnutek")
    hand_in_through(door, client, event, "Drugič")

    assert (first, standing(event)) == (("Prvič", Proposal.NONE), ("Drugič", Proposal.NONE))
    assert disagreements() == []


def test_an_event_begun_and_handed_in_in_the_cms_is_public_with_nothing_but_its_words(
    scene, client, home
):
    client.force_login(scene.author)
    index = EventIndexPage.objects.get(locale=Locale.get_default())

    client.post(
        reverse("wagtailadmin_pages:add", args=["calendar_app", "eventpage", index.pk]),
        in_the_editor(
            "Iz CMS",
            organisation=str(scene.youth.pk),
            slug="moj-naslov",
            go_live_at="2027-01-01 10:00",
            expire_at="2027-01-02 10:00",
            **{"action-submit": "1"},
        ),
    )

    page = EventPage.objects.get(title="Iz CMS")
    assert (page.live, page.slug, page.go_live_at, page.expire_at) == (True, "iz-cms", None, None)
    assert row_of(page).proposal == Proposal.NONE
    assert disagreements() == []


def test_the_button_that_publishes_has_still_no_effect(scene, event, client):
    client.force_login(scene.author)
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])

    client.post(address, in_the_editor("Mimo", **{"action-publish": "1"}))

    assert standing(event) == (None, Proposal.DRAFT)


# --- becoming something else ----------------------------------------------------------------------


@DOORS
def test_an_event_does_not_change_hands(scene, public, client, door):
    add_member(organisation=scene.next_partner, user=scene.author)
    write(public, scene.author, title="Osnutek")
    client.force_login(scene.author)

    hand_in_through(door, client, public, "Čigav", organisation=str(scene.next_partner.pk))

    assert row_of(public).organisation == scene.youth
    assert public_title(public) == "Čigav"


@DOORS
def test_a_member_of_two_organisations_is_trusted_in_one(scene, client, door):
    add_member(organisation=scene.next_partner, user=scene.author)
    event = EventPageFactory(organisation=scene.next_partner, owner=scene.author)
    client.force_login(scene.author)

    hand_in_through(door, client, event, "Tuje zaupanje", organisation=str(scene.youth.pk))

    assert standing(event) == WAITS


@pytest.mark.parametrize("path", ["/oddaj/objava/", "/oddaj/vodnik/", "/oddaj/mentor/"])
def test_an_events_words_in_another_kind_of_text_wait(scene, client, path):
    client.force_login(scene.author)

    client.post(
        path,
        {
            "title": "Pravzaprav dogodek",
            "summary": "Povzetek.",
            "text": "Besedilo.",
            "activity": "concert",
            "first_day": "2026-12-20",
            "kind": "dogodek",
            "do": "hand_in",
        },
    )

    assert [page.live for page in Page.objects.filter(title="Pravzaprav dogodek")] == [False]


# --- what was refused -----------------------------------------------------------------------------


@DOORS
def test_what_was_taken_down_does_not_come_back_on_another_day_or_under_another_title(
    scene, taken_down, client, door
):
    client.force_login(scene.lead)
    moved = {"cms": {"starts_at": "2026-12-30 18:00", "ends_at": ""}}.get(
        door, {"first_day": "2026-12-30"}
    )

    hand_in_through(door, client, taken_down, "Čisto nekaj drugega", **moved)

    assert standing(taken_down) == WAITS


def test_what_was_sent_back_waits_although_an_earlier_version_is_published_meanwhile(
    scene, public, clock
):
    trust(scene.youth, is_trusted=False)
    write(public, scene.author, title="Približno tako")
    services.hand_in(page_id=public.pk, user=scene.author, now=NOON)
    services.approve(
        page_id=public.pk, user=scene.decider, now=NOON, go_live_at=LATER, **as_read(public)
    )
    write(public, scene.author, title="Nikakor ne")
    services.hand_in(page_id=public.pk, user=scene.author, now=NOON)
    services.send_back(
        page_id=public.pk, user=scene.decider, now=NOON, comment="Ne tako.", **as_read(public)
    )
    trust(scene.youth)
    clock.move_to(LATER + timedelta(minutes=1))
    services.publish_due(now=timezone.now())
    OutgoingMail.objects.all().delete()

    services.hand_in(page_id=public.pk, user=scene.author, now=timezone.now())
    told = letters()
    services.withdraw(page_id=public.pk, user=scene.author, now=timezone.now())
    services.hand_in(page_id=public.pk, user=scene.author, now=timezone.now())

    assert ("odloca", "submitted_duty") in told
    assert standing(public) == ("Približno tako", Proposal.SUBMITTED)


def test_what_was_taken_down_stays_so_however_often_it_is_withdrawn(scene, taken_down):
    for _ in range(2):
        services.hand_in(page_id=taken_down.pk, user=scene.author, now=LATER)
        services.withdraw(page_id=taken_down.pk, user=scene.author, now=LATER)
    services.hand_in(page_id=taken_down.pk, user=scene.author, now=LATER)

    assert standing(taken_down) == WAITS


def test_going_back_to_an_earlier_version_of_what_was_taken_down_waits(scene, taken_down, client):
    client.force_login(scene.author)
    first = taken_down.revisions.order_by("pk").first()

    client.post(
        reverse("wagtailadmin_pages:revisions_revert", args=[taken_down.pk, first.pk]),
        in_the_editor("Obnovljeno", **{"action-submit": "1"}),
    )

    assert public_title(taken_down) is None


def test_the_status_of_what_was_taken_down_does_not_bring_it_back(scene, taken_down):
    with pytest.raises(Refused):
        change_status(
            event=taken_down,
            user=scene.lead,
            now=LATER,
            status="postponed",
            new_date=None,
            reason="",
        )

    assert public_title(taken_down) is None


def test_trust_given_anew_forgets_nothing(scene, taken_down):
    trust(scene.youth, is_trusted=False)
    trust(scene.youth)

    services.hand_in(page_id=taken_down.pk, user=scene.author, now=LATER)

    assert standing(taken_down) == WAITS


# --- who hands in, and who wrote ------------------------------------------------------------------


def test_what_a_superuser_hands_in_waits(scene, event):
    services.hand_in(page_id=event.pk, user=scene.root, now=NOON)

    assert standing(event) == WAITS


def test_what_a_superuser_wrote_waits_also_when_a_member_hands_it_in(scene, event):
    write(event, scene.root, title="Od skrbnika")

    services.hand_in(page_id=event.pk, user=scene.author, now=NOON)

    assert standing(event) == WAITS


def test_words_of_somebody_who_left_the_organisation_wait(scene, event):
    write(event, scene.co_author, title="Od nekdanjega")
    remove_member(organisation=scene.youth, user=scene.co_author)

    services.hand_in(page_id=event.pk, user=scene.author, now=NOON)

    assert standing(event) == WAITS


def test_whoever_began_what_is_public_may_leave_and_changes_are_published_all_the_same(
    scene, public
):
    remove_member(organisation=scene.youth, user=scene.author)
    write(public, scene.co_author, title="Sprememba")

    services.hand_in(page_id=public.pk, user=scene.co_author, now=LATER)

    assert standing(public) == ("Sprememba", Proposal.NONE)


@pytest.mark.parametrize("who", ["decider", "coordinator", "root", None])
def test_a_workflow_that_somebody_else_begins_publishes_nothing(scene, event, who):
    user = getattr(scene, who) if who else None

    event.get_workflow().start(EventPage.objects.get(pk=event.pk), user)

    assert standing(event) == WAITS
    assert disagreements() == []


def test_an_organisation_that_left_the_network_publishes_nothing(scene, event):
    Organisation.objects.filter(pk=scene.youth.pk).update(is_active=False)

    event.get_workflow().start(EventPage.objects.get(pk=event.pk), scene.author)

    assert standing(event) == WAITS


def test_a_text_that_a_coordinator_has_locked_is_not_published(scene, event):
    Page.objects.filter(pk=event.pk).update(locked=True, locked_at=NOON)

    services.hand_in(page_id=event.pk, user=scene.author, now=NOON)

    assert standing(event) == WAITS


def test_a_deactivated_account_publishes_nothing(scene, event):
    scene.author.is_active = False
    scene.author.save()

    event.get_workflow().start(EventPage.objects.get(pk=event.pk), scene.author)

    assert standing(event) == WAITS


def test_duty_is_not_trusted_with_the_events_of_others(scene, client):
    """The partner on duty is trusted itself; what it enters for another organisation waits."""
    client.force_login(scene.decider)

    client.post(
        "/oddaj/dogodek/",
        {
            "title": "Vneseno",
            "summary": "Povzetek.",
            "text": "Besedilo.",
            "activity": "meeting",
            "first_day": "2026-12-20",
            "start_time": "18:00",
            "place_text": "Pred knjižnico",
            "organisation": scene.youth.pk,
            "do": "hand_in",
        },
    )

    page = EventPage.objects.get(title="Vneseno")
    assert (row_of(page).organisation, row_of(page).entered_by) == (scene.youth, scene.decider)
    assert standing(page) == WAITS


def test_a_coordinator_who_acts_for_nobody_publishes_nothing(scene):
    coordinator = UserFactory(coordinator=True)
    page = EventPageFactory(organisation=scene.youth, owner=coordinator)
    Contribution.objects.filter(page=page).update(entered_by=coordinator)

    services.hand_in(page_id=page.pk, user=coordinator, now=NOON)

    assert standing(page) == WAITS


# --- translations ---------------------------------------------------------------------------------


def translated(scene, source, user, now=NOON):
    page = services.translate(page_id=source.pk, language="de", user=user, now=now)
    write(page, user, title="Konzert")
    return page


def test_a_translation_by_members_is_published_at_once(scene, public):
    page = translated(scene, public, scene.author)

    services.hand_in(page_id=page.pk, user=scene.author, now=LATER)

    assert standing(page) == ("Konzert", Proposal.NONE)


@pytest.mark.parametrize("who", ["coordinator", "author"])
def test_a_translation_in_which_a_coordinator_had_a_part_waits(scene, public, who):
    page = translated(scene, public, scene.coordinator)

    services.hand_in(page_id=page.pk, user=getattr(scene, who), now=LATER)

    assert standing(page) == WAITS


def test_a_translation_of_what_was_taken_down_waits(scene, public):
    page = translated(scene, public, scene.author)
    services.take_down(page_id=public.pk, user=scene.decider, now=NOON, reason="Ni res.")

    services.hand_in(page_id=page.pk, user=scene.author, now=LATER)

    assert standing(page) == WAITS


def test_a_translation_does_not_move_its_event(scene, public):
    page = translated(scene, public, scene.author)
    write(page, scene.author, starts_at=datetime(2027, 3, 1, 18, tzinfo=UTC), ends_at=None)

    services.hand_in(page_id=page.pk, user=scene.author, now=LATER)

    assert EventPage.objects.get(pk=page.pk).starts_at == public.starts_at


# --- what was read --------------------------------------------------------------------------------


def test_the_version_that_was_handed_in_is_the_one_that_is_public(scene, event):
    handed_in = latest(event)
    services.hand_in(page_id=event.pk, user=scene.author, now=NOON)
    write(event, scene.co_author, title="Kasneje")

    page = EventPage.objects.get(pk=event.pk)
    assert (page.title, page.live_revision_id) == ("Koncert", handed_in.pk)
    assert standing(event) == ("Koncert", Proposal.DRAFT)


def test_nothing_is_published_twice(scene, event):
    services.hand_in(page_id=event.pk, user=scene.author, now=NOON)

    with pytest.raises(Refused):
        services.hand_in(page_id=event.pk, user=scene.co_author, now=NOON)
    services.publish_at_once(page_id=event.pk, user=scene.author, now=NOON)

    assert len(event.moderation_steps.all()) == 1
