from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from search.analysis.analyser import VERSION
from search.documents import clean, entries_of, signature_of, states_of
from tests.blog.factories import PostPageFactory
from tests.calendar_app.factories import EventPageFactory
from tests.core.factories import TopicFactory
from tests.network.factories import OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def entry(page):
    [one] = entries_of(type(page), [page.pk])
    return one


def test_an_event_says_all_that_readers_may_look_for():
    organisation = OrganisationFactory(name="Mladinski klub", short_name="MK", slug="mk")
    event = EventPageFactory(
        title="Večer poezije",
        summary="Beremo na glas.",
        topics=[TopicFactory(name="Kultura", slug="kultura")],
        organisation=organisation,
        municipality=organisation.municipality,
        place=PlaceFactory(name="Kulturnica", slug="kulturnica"),
        place_text="Vhod zadaj",
        starts_at=datetime(2026, 12, 4, 18, tzinfo=UTC),
        ends_at=datetime(2026, 12, 4, 20, tzinfo=UTC),
        published=True,
    )

    one = entry(event)

    assert (one.label, one.kind, one.language, one.is_public, one.version) == (
        "Večer poezije",
        event.kind,
        "sl",
        True,
        VERSION,
    )
    assert one.facets == " tema:kultura obcina:prevalje organizacija:mk prostor:kulturnica "
    assert one.signature == signature_of(one.kind, one.facets)
    assert (one.starts_at, one.ends_at) == (event.starts_at, event.ends_at)
    assert set(one.text.splitlines()) == {
        "Beremo na glas.",
        "Besedilo.",
        "Mladinski klub",
        "MK",
        "Prevalje",
        "Kultura",
        "Vhod zadaj",
        "petek 4. december 2026",
        "Kulturnica",
    }
    assert {"vecer", "poezija"} <= set(one.title.split())
    assert one.prefixes == "vecer poezije"


def test_a_body_gives_the_words_of_its_blocks_without_marks_and_addresses():
    post = PostPageFactory(
        body=[
            ("heading", "Naslov dela"),
            (
                "paragraph",
                '<p>Prvi <b>krepki</b> del.</p><p>Drugi <a href="https://x.si/tajno">del</a>.</p>',
            ),
            ("quote", {"text": "Navedek.", "author": "Ana"}),
        ]
    )

    text = entry(post).text

    assert [part in text for part in ("Naslov dela", "krepki", "Drugi", "Navedek.", "Ana")] == [
        True
    ] * 5
    assert "<" not in text
    assert "tajno" not in text


def test_a_draft_is_indexed_but_not_public():
    assert entry(PostPageFactory()).is_public is False


def test_what_databases_cannot_hold_is_left_out():
    assert clean("Gore\0 in\ud800 hribi") == "Gore  in hribi"


@pytest.mark.parametrize("number", [1, 3])
def test_many_pages_are_read_with_as_many_queries_as_one(django_assert_num_queries, number):
    topics = [TopicFactory(), TopicFactory()]
    place = PlaceFactory()
    pages = [EventPageFactory(topics=topics, place=place, published=True) for _ in range(number)]
    pks = [page.pk for page in pages]
    entries_of(type(pages[0]), pks)

    # The pages, their topics, what was said of them at once.
    with django_assert_num_queries(3):
        assert len(entries_of(type(pages[0]), pks)) == number


def test_states_say_what_entries_will_say():
    pages = [PostPageFactory(published=True), PostPageFactory()]

    states = states_of(type(pages[0]))

    for page in pages:
        one = entry(page)
        assert states[str(page.pk)] == (one.is_public, one.changed_at)
    assert Page.objects.get(pk=pages[0].pk).live
