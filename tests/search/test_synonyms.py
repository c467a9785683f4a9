"""What else is looked for."""

import pytest

from search.models import Synonym
from search.services import ensure_synonyms
from search.synonyms import MOST_ALTERNATIVES, synonyms_for


@pytest.fixture(autouse=True)
def _none(db):
    Synonym.objects.all().delete()


def synonym(typed, means, **facts):
    return Synonym.objects.create(typed=typed, means=means, **facts)


def test_synonyms_are_given_for_the_part_of_the_query_that_has_them():
    synonym("kšeft", "posel, počitniško delo")
    synonym("ferajn", "društvo")

    found = synonyms_for(["kseft", "in", "ferajn"], "sl")

    assert found == {
        (0, 1): (("posel",), ("počitniško", "delo")),
        (2, 3): (("društvo",),),
    }


def test_synonyms_go_the_other_way_round_only_where_they_say_so():
    synonym("avto", "avtomobil, prevoz", is_two_way=True)
    synonym("keš", "denar")

    assert synonyms_for(["avtomobil"], "sl") == {(0, 1): (("avto",),)}
    assert synonyms_for(["denar"], "sl") == {}


def test_synonyms_of_another_language_are_left_aside():
    synonym("job", "work", language="en")

    assert synonyms_for(["job"], "sl") == {}
    assert synonyms_for(["job"], "en") == {(0, 1): (("work",),)}


def test_synonyms_hold_as_soon_as_they_are_saved_changed_or_deleted():
    before = synonyms_for(["žur"], "sl")
    row = synonym("žur", "zabava")
    saved = synonyms_for(["žur"], "sl")
    Synonym.objects.filter(pk=row.pk).update(means="ples")
    changed = synonyms_for(["žur"], "sl")
    row.delete()

    assert (before, saved, changed, synonyms_for(["žur"], "sl")) == (
        {},
        {(0, 1): (("zabava",),)},
        {(0, 1): (("ples",),)},
        {},
    )


def test_synonyms_of_two_rows_are_given_together_but_not_without_end():
    for number in range(MOST_ALTERNATIVES + 2):
        synonym(f"beseda{number:02}", "skupna", is_two_way=True)

    found = synonyms_for(["skupna"], "sl")

    assert found == {(0, 1): tuple((f"beseda{number:02}",) for number in range(MOST_ALTERNATIVES))}


def test_synonyms_ask_once_however_many_there_are(django_assert_num_queries):
    ensure_synonyms()

    with django_assert_num_queries(1):
        found = synonyms_for(["mam", "šiht"], "sl")
    with django_assert_num_queries(0):
        nothing = synonyms_for([], "sl")

    assert (found, nothing) == ({(0, 1): (("imam",),), (1, 2): (("delo",), ("služba",))}, {})
