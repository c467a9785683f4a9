"""Words of others that are not public yet: no screen of the review tells them to the wrong people."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from duty.roster import LJUBLJANA
from moderation import services
from moderation.errors import LinkIsDead
from moderation.models import Claim
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import NOON, as_read, row_of
from tests.moderation.test_mail_views import address_for

DECEMBER = datetime(2026, 12, 2, 12, tzinfo=LJUBLJANA)
SECRET = "Večer skrivnih družabnih iger"


@pytest.fixture
def foreign(scene):
    """An event of strangers that waits for a decision."""
    return event_on_the_day(scene.stranger, SECRET)


def event_on_the_day(author, title):
    """Handed in for the author's organisation, all of them on the same day."""
    organisation = author.memberships.get().organisation
    event = EventPageFactory(organisation=organisation, owner=author, title=title)
    services.hand_in(page_id=event.pk, user=author, now=NOON)
    return event


def screen_of(page):
    return reverse("moderation:submission", args=[page.pk])


# --- what the checks found ------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["author", "co_author"])
def test_authors_do_not_read_in_their_checks_what_others_have_handed_in(
    scene, foreign, client, who
):
    own = event_on_the_day(scene.author, "Vecer skrivnih druzabnih iger!")
    client.force_login(getattr(scene, who))

    answer = client.get(screen_of(own))

    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()
    assert screen_of(foreign) not in answer.content.decode()


@pytest.mark.parametrize(("who", "expected"), [("author", None), ("decider", {"warning": 1})])
def test_the_queue_counts_for_authors_only_what_they_may_read(
    scene, foreign, client, who, expected
):
    own = event_on_the_day(scene.author, "Vecer skrivnih druzabnih iger!")
    client.force_login(getattr(scene, who))

    rows = client.get(reverse("moderation:queue")).context["submissions"]

    assert {row.page_id: row.numbers_of_findings for row in rows}[own.pk] == expected


def test_the_partner_on_duty_is_told_of_both(scene, foreign, client):
    own = event_on_the_day(scene.author, "Vecer skrivnih druzabnih iger!")
    client.force_login(scene.decider)

    assert SECRET in client.get(screen_of(own)).content.decode()


@pytest.mark.parametrize("door", ["screen", "link"])
def test_the_next_partner_decides_dutys_own_text_without_reading_others(
    scene, foreign, client, door
):
    own = event_on_the_day(scene.decider, "Vecer skrivnih druzabnih iger!")
    address = screen_of(own)
    if door == "screen":
        client.force_login(scene.follower)
    else:
        address = address_for(own, scene.follower)

    answer = client.get(address)

    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()


# --- who reads ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "is_named"), [("author", False), ("colleague", True)])
def test_the_screen_names_who_reads_to_those_who_may_know(scene, submitted, client, who, is_named):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)
    client.force_login(getattr(scene, who))

    text = client.get(screen_of(submitted)).content.decode()

    assert (str(scene.decider) in text, scene.partner.name in text) == (is_named, True)
    assert Claim.objects.get().person == scene.decider


# --- what was said to the author ------------------------------------------------------------------


@pytest.fixture
def sent_back(scene, submitted):
    services.send_back(
        page_id=submitted.pk,
        user=scene.decider,
        now=NOON,
        comment="Briši Anin naslov.",
        **as_read(submitted),
    )
    return submitted


@pytest.mark.parametrize("action", ["approve", "send_back", "take_over", "take_down"])
def test_the_next_month_is_not_told_what_was_said_of_a_draft(
    scene, sent_back, client, clock, action
):
    clock.move_to(DECEMBER)
    client.force_login(scene.follower)

    answer = client.post(reverse(f"moderation:{action}", args=[sent_back.pk]), {"comment": "x"})

    assert answer.status_code == 404
    assert "Anin naslov" not in answer.content.decode()


def test_who_was_faster_is_still_told_to_those_on_duty_then(scene, sent_back, client):
    client.force_login(scene.colleague)

    answer = client.post(reverse("moderation:approve", args=[sent_back.pk]), {"comment": "x"})

    assert answer.status_code == 422
    assert "Anin naslov" in answer.content.decode()


def test_the_next_partner_is_told_nothing_of_drafts_that_were_never_its_own_to_decide(
    scene, sent_back, client
):
    client.force_login(scene.follower)

    answer = client.post(reverse("moderation:approve", args=[sent_back.pk]), {"comment": "x"})

    assert answer.status_code == 404
    assert str(scene.decider) not in answer.content.decode()


# --- links ----------------------------------------------------------------------------------------


def test_a_link_dies_with_the_mailbox_it_was_sent_to(scene, submitted):
    token = services.issue_link(contribution=row_of(submitted), user=scene.decider, now=NOON)
    scene.decider.email = "nov@example.si"
    scene.decider.save()

    with pytest.raises(LinkIsDead):
        services.link_for(token=token, now=NOON + timedelta(hours=1))


# --- typed for one, then for another --------------------------------------------------------------


def test_a_form_sent_again_for_another_organisation_writes_nothing_into_the_firsts_draft(
    scene, client
):
    client.force_login(scene.decider)
    key = client.get("/oddaj/objava/").context["form"].initial["key"]
    others = [scene.youth, scene.stranger.memberships.get().organisation]

    for organisation in (*others, others[1]):
        client.post(
            "/oddaj/objava/",
            {
                "organisation": organisation.pk,
                "title": f"Za {organisation.slug}",
                "text": "Besede.",
                "key": key,
            },
        )

    titles = [[str(row) for row in each.contributions.all()] for each in others]
    assert titles == [["Za klub"], ["Za drugi"]]
