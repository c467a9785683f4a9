from datetime import datetime, timedelta

import pytest

from calendar_app.text_checks import LJUBLJANA
from moderation import services
from moderation.text_checks.running import findings_of
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import NOON

# Clocks are put back in this night: the day has 25 hours.
LONG_DAY = datetime(2026, 10, 25, 0, tzinfo=LJUBLJANA)


def found(event, now):
    return [
        (finding.check_name, finding.other_id, finding.is_for_author)
        for finding in findings_of(event, now)
    ]


@pytest.mark.parametrize(
    ("since_end", "names"),
    [(timedelta(microseconds=-1), []), (timedelta(0), ["event.past"])],
    ids=["under way", "ends this instant"],
)
def test_an_event_that_is_over_is_found(scene, since_end, names):
    event = EventPageFactory(
        organisation=scene.youth, starts_at=NOON - timedelta(hours=2), ends_at=NOON
    )

    assert [name for name, *_rest in found(event, NOON + since_end)] == names


@pytest.mark.parametrize(
    ("facts", "names"),
    [
        ({"place_text": " "}, ["event.place"]),
        ({"place_text": "", "online_url": "https://a.si"}, []),
    ],
)
def test_an_event_without_a_place_is_found(scene, facts, names):
    event = EventPageFactory(organisation=scene.youth, starts_at=NOON + timedelta(days=1), **facts)

    assert [name for name, *_rest in found(event, NOON)] == names


@pytest.mark.parametrize(
    ("starts_at", "is_same"),
    [
        (LONG_DAY, True),
        (LONG_DAY.replace(hour=23, minute=59), True),
        (LONG_DAY - timedelta(minutes=1), False),
        (datetime(2026, 10, 26, 0, tzinfo=LJUBLJANA), False),
    ],
    ids=["first minute", "last minute", "the day before", "the day after"],
)
def test_an_event_like_another_on_the_same_day_is_found(scene, starts_at, is_same):
    other = EventPageFactory(
        title="Koncert: Zvezde", starts_at=starts_at, ends_at=None, published=True
    )
    event = EventPageFactory(
        organisation=scene.youth,
        title="Zvezde – koncert",
        starts_at=LONG_DAY.replace(hour=12),
        ends_at=None,
    )

    expected = [("event.alike", other.pk, True)] if is_same else []
    assert found(event, LONG_DAY - timedelta(days=3)) == expected


@pytest.mark.parametrize(
    ("state", "expected"), [("draft", None), ("submitted", False), ("published", True)]
)
def test_authors_are_told_of_others_events_only_when_they_are_public(scene, state, expected):
    tomorrow = NOON + timedelta(days=1)
    other = EventPageFactory(
        title="Zvezde",
        organisation=scene.partner,
        owner=scene.decider,
        starts_at=tomorrow,
        published=state == "published",
    )
    if state == "submitted":
        services.hand_in(page_id=other.pk, user=scene.decider, now=NOON)
    event = EventPageFactory(organisation=scene.youth, title="Zvezde", starts_at=tomorrow)

    assert found(event, NOON) == ([] if expected is None else [("event.alike", other.pk, expected)])
