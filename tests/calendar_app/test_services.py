from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import pgettext

from calendar_app import services
from calendar_app.models import EventChange, EventStatus
from moderation.errors import NotAllowed
from moderation.models import Step
from tests.blog.hidden import HIDDEN
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import LATER, NOON

LONGEST = "a" * 200


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def event(scene):
    return EventPageFactory(organisation=scene.youth, owner=scene.author, published=True)


def change(event, user, status="cancelled", reason="Dež.", **facts):
    return services.change_status(
        event=event, status=status, reason=reason, user=user, **{"now": NOON, **facts}
    )


def rows():
    return list(EventChange.objects.values_list("status", "reason", "new_date", "changed_by"))


def noted():
    return list(
        Step.objects.filter(kind="status").order_by("pk").values_list("actor__username", "comment")
    )


def test_change_status_says_at_once_what_has_happened(scene, event):
    found = change(event, scene.author, reason="  Dež.  ")

    assert rows() == [("cancelled", "Dež.", None, scene.author.pk)]
    assert (found.translation_key, found.changed_at) == (event.translation_key, NOON)
    assert noted() == [("avtorica", str(found))]


def test_change_status_again_replaces_what_was_said(scene, event):
    change(event, scene.author)
    change(event, scene.lead, status="postponed", reason="", new_date=date(2026, 12, 1), now=LATER)

    assert rows() == [("postponed", "", date(2026, 12, 1), scene.lead.pk)]
    assert [name for name, _comment in noted()] == ["avtorica", "vodja"]


def test_change_status_to_nothing_takes_it_back_and_is_noted(scene, event):
    change(event, scene.author)
    found = change(event, scene.co_author, status="", reason="")

    assert (found, rows()) == (None, [])
    assert noted()[1:] == [("soavtor", "")]


def test_change_status_to_nothing_from_nothing_is_nothing(scene, event):
    assert (change(event, scene.author, status=""), rows(), noted()) == (None, [], [])


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("author", True),
        ("co_author", True),
        ("lead", True),
        ("decider", True),
        ("coordinator", True),
        ("root", True),
        ("follower", False),
        ("stranger", False),
    ],
)
def test_change_status_is_for_the_organisation_for_duty_and_for_coordinators(
    scene, event, who, may
):
    user = getattr(scene, who)

    if may:
        change(event, user)
    else:
        with pytest.raises(NotAllowed):
            change(event, user)

    assert (len(rows()), len(noted())) == ((1, 1) if may else (0, 0))


@pytest.mark.parametrize("state", ["draft", "taken down", "scheduled"])
def test_change_status_is_for_events_that_are_public(scene, state):
    event = HIDDEN[state](EventPageFactory, organisation=scene.youth, owner=scene.author)

    with pytest.raises(NotAllowed):
        change(event, scene.author)

    assert (rows(), noted()) == ([], [])


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"reason": LONGEST + "a"}, "reason"),
        ({"reason": "<b>Dež</b>"}, "reason"),
        ({"reason": "5 > 4"}, "reason"),
        ({"reason": "Dež.\nIn veter."}, "reason"),
        ({"reason": "De\x00ž."}, "reason"),
        ({"status": "exploded"}, "status"),
    ],
    ids=["201 characters", "markup", "a bracket", "two lines", "NUL", "unknown status"],
)
def test_change_status_refuses_what_is_not_plain_text_or_not_a_status(scene, event, facts, where):
    with pytest.raises(ValidationError) as refused:
        change(event, scene.author, **facts)

    assert list(refused.value.message_dict) == [where]
    assert (rows(), noted()) == ([], [])


@pytest.mark.parametrize("reason", ["", LONGEST, "Čšž – “dež” & 'veter' 🌧"])
def test_change_status_takes_any_plain_text_of_200_characters(scene, event, reason):
    change(event, scene.author, reason=reason)

    assert rows() == [("cancelled", reason, None, scene.author.pk)]


def test_change_status_that_is_refused_leaves_what_was_said(scene, event):
    change(event, scene.author)

    with pytest.raises(ValidationError):
        change(event, scene.author, status="full", reason="<")

    assert rows() == [("cancelled", "Dež.", None, scene.author.pk)]


def test_a_change_stands_in_dutys_list_for_seven_days(scene, event, client, clock):
    change(event, scene.author)
    client.force_login(scene.decider)
    seen = []

    for age in (timedelta(days=7) - timedelta(microseconds=1), timedelta(days=7)):
        clock.move_to(NOON + age)
        answer = client.get(reverse("moderation:queue"))
        seen.append([(step.title, step.comment) for step in answer.context["unreviewed"]])

    cancelled = f"{EventStatus.CANCELLED.label}: Dež."
    assert seen == [[(event.title, cancelled)], []]


def test_a_change_stands_on_the_events_page_and_in_the_calendar_as_text(scene, event, client):
    change(event, scene.author, reason="Dež & veter.")

    pages = [client.get(address).text for address in (event.url, "/koledar/", "/")]

    assert ["Dež &amp; veter." in page for page in pages] == [True, True, True]
    assert [pgettext("event", "Cancelled") in page for page in pages] == [True, True, True]
