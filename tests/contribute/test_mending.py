from dataclasses import dataclass, field
from datetime import UTC, datetime

from blog.models import PostPage
from calendar_app.models import EventPage
from contribute.differences import Part
from contribute.mending import Change, changes_between, mendings
from moderation.models import StepKind
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import draft_by, latest, write

STARTS = datetime(2026, 12, 5, 18, tzinfo=UTC)


@dataclass
class Noted:
    """A step of a text, as far as mending asks about it."""

    pk: int
    kind: str
    revision: object = field(default=None)


def label(model, name):
    return str(model._meta.get_field(name).verbose_name)


def test_only_what_differs_is_named_and_words_behind_markers_are_compared_too(scene):
    quote = {"text": "Bilo je mrzlo.", "author": ""}
    page = draft_by(scene.author, scene.youth, body=[("quote", quote)])
    before = latest(page).as_object()

    write(page, scene.author, body=[("quote", {**quote, "text": "Bilo je toplo."})])
    [change] = changes_between(before, latest(page).as_object())

    assert change.label == label(PostPage, "body")
    assert [part for part in change.parts if part.kind != "same"] == [
        Part("gone", " mrzlo."),
        Part("new", " toplo."),
    ]


def test_an_events_facts_are_compared_as_readers_read_them(scene):
    event = EventPageFactory(
        organisation=scene.youth, owner=scene.author, starts_at=STARTS, ends_at=None, price="5 €"
    )
    before = latest(event).as_object()

    write(event, scene.author, price="", starts_at=STARTS.replace(hour=19))
    changes = changes_between(before, latest(event).as_object())

    assert [change.label for change in changes] == [
        label(EventPage, "price"),
        label(EventPage, "starts_at"),
    ]
    assert changes[0] == Change(label(EventPage, "price"), [Part("gone", "5 €")])


def test_a_mending_is_compared_with_the_decision_that_followed_it(scene):
    page = draft_by(scene.author, scene.youth)
    handed_in = latest(page)
    mended = write(page, scene.author, title="Popravljeno")
    steps = [
        Noted(5, StepKind.APPROVED, mended),
        Noted(4, StepKind.MENDED, handed_in),
        Noted(3, StepKind.SUBMITTED, handed_in),
        Noted(2, StepKind.APPROVED, None),
        Noted(1, StepKind.MENDED, handed_in),
    ]

    changed = mendings(steps)

    assert {pk: [change.label for change in changes] for pk, changes in changed.items()} == {
        4: [label(PostPage, "title")]
    }
