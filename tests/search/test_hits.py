from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from search.analysers import site_analyser
from search.analysis.extracts import Piece
from search.asking import Question, question_of
from search.hits import EXTRACT_LENGTH, Hit, hits_of, things_of, words_asked
from search.models import Entry
from tests.blog.factories import PostPageFactory
from tests.calendar_app.factories import EventPageFactory
from tests.guides.factories import GuidePageFactory
from tests.network.factories import OrganisationFactory

NOW = timezone.now()


@pytest.fixture
def entry_of(db, django_capture_on_commit_callbacks):
    """Make something and return its entry."""

    def make(factory, **facts):
        with django_capture_on_commit_callbacks(execute=True):
            thing = factory(**facts)
        label = getattr(thing, "title", None) or thing.name
        return Entry.objects.get(label=label, object_id=str(thing.pk))

    return make


def asked(typed):
    return question_of(typed, "sl", site_analyser().keys_in_query)


def hit_of(entry, question=Question("")):  # noqa: B008 -- it never changes
    (hit,) = hits_of([entry], things_of([entry]), question=question, language="sl", now=NOW)
    return hit


def test_hit_marks_what_was_asked_and_parts_fields(entry_of):
    entry = entry_of(OrganisationFactory, name="Klub", summary="V rovu", about="Pod goro.")

    assert hit_of(entry, asked("rov")) == Hit(
        page=things_of([entry])[entry.pk],
        section="places",
        kind_label=gettext("Organisation"),
        has_passed=False,
        text_language="",
        extract=[
            Piece("V ", is_hit=False),
            Piece("rovu", is_hit=True),
            Piece(" · Pod goro. Mežica", is_hit=False),
        ],
    )


def test_hit_begins_with_the_summary_where_nothing_was_asked(entry_of):
    entry = entry_of(
        PostPageFactory, title="Rov", summary="Prvo. " + "beseda " * 30, published=True
    )

    (piece,) = hit_of(entry).extract
    assert piece.text.startswith("Prvo. beseda")
    assert len(piece.text) <= EXTRACT_LENGTH + 2


def test_only_what_takes_place_can_have_passed(entry_of):
    facts = {"title": "Rov", "published": True}
    over = entry_of(EventPageFactory, starts_at=NOW - timedelta(days=2), **facts)

    assert (hit_of(over).has_passed, hit_of(entry_of(PostPageFactory, **facts)).has_passed) == (
        True,
        False,
    )


def test_things_of_asks_once_for_all_pages_that_show_no_more_than_any_page(
    entry_of, django_assert_num_queries
):
    entries = [
        entry_of(factory, title="Rov", published=True)
        for factory in (PostPageFactory, GuidePageFactory, PostPageFactory)
    ]
    things_of(entries)

    with django_assert_num_queries(1):
        assert [thing.title for thing in things_of(entries).values()] == ["Rov"] * 3


def test_words_asked_are_the_keys_of_each_word_and_of_each_word_in_quotes():
    question = asked('šola "pod Krošnjo"')

    words = words_asked(question)

    assert [("sola" in keys, "pod" in keys, "krosnjo" in keys) for keys in words] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
