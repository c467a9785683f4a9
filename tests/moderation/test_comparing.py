from datetime import UTC, datetime

from blog.models import PostPage
from calendar_app.models import EventPage
from moderation.comparing import Change, changes_between, changes_since, words_of
from moderation.differences import Part
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import draft_by, latest, write

STARTS = datetime(2026, 12, 5, 18, tzinfo=UTC)


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


def test_words_that_were_kept_are_compared_as_the_version_they_were_of(scene):
    page = draft_by(scene.author, scene.youth, title="Prej")
    before = latest(page).as_object()
    write(page, scene.author, title="Zdaj")
    after = latest(page).as_object()

    assert changes_since(words_of(before), after) == changes_between(before, after)
    assert changes_since(words_of(after), after) == []
