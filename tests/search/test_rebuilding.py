from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from blog.models import PostPage
from search.analysis.analyser import VERSION
from search.checks import full_text_is_kept_in_step, search_is_well
from search.completion import suggestions
from search.hits import things_of
from search.models import Deletion, Entry, FacetSet, IndexState, Word
from search.services import vocabulary
from search.services.indexing import index_objects, index_stale
from search.services.rebuilding import index_is_current, keep_in_step, rebuild_index
from tests.blog.factories import PostPageFactory
from tests.search.index_scene import NOON, counted, found

pytestmark = pytest.mark.django_db


def rebuild(**options):
    return rebuild_index(now=NOON, report=lambda *args: None, **options)


def the_index():
    rows = Entry.objects.order_by("content_type", "object_id")
    return (
        list(rows.values("object_id", "label", "title", "body", "facets", "is_public")),
        sorted(Word.objects.values_list("language", "form", "pages")),
        sorted(Deletion.objects.values_list("rest", "form")),
    )


@pytest.fixture
def posts(db):
    """Two public posts that no commit has told the index of, and a draft."""
    return [
        PostPageFactory(title="Pohod", published=True),
        PostPageFactory(title="Pohod na goro", published=True),
        PostPageFactory(title="Osnutek pohoda"),
    ]


def test_a_rebuild_makes_everything_findable(posts):
    rebuild()

    assert found("pohodi") == ["Pohod", "Pohod na goro"]
    assert counted("pohod", "osnutek") == {"pohod": 2}
    assert index_is_current()


def test_a_second_rebuild_changes_nothing_and_a_forced_one_ends_the_same(posts):
    rebuild()
    before = the_index()

    assert rebuild() == 0
    assert the_index() == before
    assert rebuild(is_forced=True) == Entry.objects.count()
    assert the_index() == before


def test_a_rebuild_removes_what_is_gone(posts):
    rebuild()
    FacetSet.objects.create(id=1, kind="stara")
    type(posts[0]).objects.filter(pk=posts[0].pk).update(live=False)

    rebuild()

    assert (found("pohod"), counted("pohod")) == (["Pohod na goro"], {"pohod": 1})
    assert not FacetSet.objects.filter(pk=1).exists()


def test_entries_of_a_type_that_is_gone_break_nothing_and_leave_within_the_hour(posts):
    rebuild()
    gone = ContentType.objects.create(app_label="gone", model="room")
    entries = Entry.objects.filter(object_id=str(posts[0].pk))
    entries.update(content_type=gone, is_stale=True)

    assert index_stale(at_most=10) == 0
    assert things_of(entries) == {}
    assert [one.label for one in suggestions(typed="pohod", language="sl", now=NOON)] == [
        "Pohod na goro"
    ]

    keep_in_step()
    assert not entries.filter(content_type=gone).exists()
    assert counted("pohod") == {"pohod": 2}


def test_a_forced_rebuild_that_was_stopped_goes_on_and_what_is_written_meanwhile_counts_once(posts):
    rebuild()
    before = the_index()

    def stop(*how_far):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_index(now=NOON, report=stop, is_forced=True)
    assert (found("pohod"), counted("pohod")) == (["Pohod", "Pohod na goro"], {})
    assert index_objects(model=PostPage, pks=[posts[0].pk]) == 1
    assert counted("pohod") == {"pohod": 1}
    assert 0 < rebuild() < Entry.objects.count()
    assert the_index() == before
    assert rebuild() == 0


def test_another_analyser_is_told_and_words_are_counted_anew(posts, monkeypatch):
    rebuild()
    before = the_index()
    Entry.objects.update(version=VERSION - 1)
    IndexState.objects.update(version=VERSION - 1, words_version=VERSION - 1)

    assert [warning.id for warning in search_is_well(databases=["default"])] == ["search.W001"]
    # It goes on answering meanwhile.
    assert found("pohod") == ["Pohod", "Pohod na goro"]

    rebuild()

    assert (the_index(), search_is_well(databases=["default"])) == (before, [])


def test_a_site_that_was_never_indexed_is_told(posts):
    Entry.objects.all().delete()
    IndexState.objects.all().delete()

    assert [warning.id for warning in search_is_well(databases=["default"])] == ["search.W001"]


def test_counting_anew_gives_what_was_counted(posts):
    rebuild()
    before = the_index()
    Word.objects.update(pages=7)

    vocabulary.recount_words()

    assert the_index() == before


def test_the_command_tells_how_far_it_is(posts):
    out = StringIO()

    call_command("update_index", stdout=out)

    assert "blog.PostPage: 3 of 3\n" in out.getvalue()
    assert out.getvalue().endswith("entries changed.\n")


def test_a_lost_trigger_is_an_error():
    assert full_text_is_kept_in_step(databases=["default"]) == []
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_entry_deleted")

    assert [error.id for error in full_text_is_kept_in_step(databases=["default"])] == [
        "search.E001"
    ]
