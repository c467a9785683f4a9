"""The way from what is typed to what is found, on whichever database runs the tests."""

import random
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import finding
from search.analysis.words import words
from search.backends import finder
from search.backends.asks import Order, When
from search.backends.database import engine
from search.backends.matching import all_of, size
from search.finding import MOST_READ, Narrowing, find, nearest_words
from search.models import Synonym
from tests.search.entries import entry

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def ask(typed, **facts):
    return find(**{"typed": typed, "language": "sl", "now": NOW} | facts)


# --- words and phrases ------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["šola", "ŠOLO", "v šolah", "solo", "kje je šola"])
def test_any_form_finds(typed):
    found = entry("Prijava v poletno šolo je odprta.")
    entry("Prijava na tekmovanje.")

    answer = ask(typed)

    assert (answer.entries, answer.total, answer.corrected) == ([found], 1, "")


def test_all_words_are_needed_and_a_title_weighs_more():
    below = entry("Poletna šola robotike in še kaj.", title="Novica")
    above = entry("Prijave.", title="Poletna šola")
    entry("Poletni kino.")

    answer = ask("poletna šola")

    assert (answer.entries, answer.is_partial) == ([above, below], False)


@pytest.mark.parametrize("typed", ['"poletna šola"', "»Poletna Šola«", "„poletna sola“ prijava"])
def test_quoted_words_stand_side_by_side_as_they_are_spelt(typed):
    found = entry("Prijava: poletna šola.", facets=" tema:sport ")
    for other in ("Prijava v poletno šolo.", "Poletna prijava, šola.", "Šola, poletna prijava."):
        entry(other, facets=" tema:sport ")

    answer = ask(typed)

    assert (answer.entries, answer.total) == ([found], 1)
    assert (answer.kinds, answer.facets) == ({"objava": 1}, {"tema": {"sport": 1}})


def test_a_phrase_is_narrowed_paged_and_counted_like_words():
    tomorrow = NOW + timedelta(days=1)
    events = [
        entry("poletna šola", kind="dogodek", starts_at=tomorrow, facets=f" tema:{topic} ")
        for topic in ("sport", "sport", "delo")
    ]
    post = entry("poletna šola")
    narrowing = Narrowing(kind="dogodek", facets={"tema": "sport"}, when=When.WEEK)

    answer = ask('"poletna šola"', narrowing=narrowing, start=1, stop=2)

    assert (answer.entries, answer.total) == ([events[0]], 2)
    assert answer.kinds == {"dogodek": 2}
    assert answer.facets == {"tema": {"sport": 2, "delo": 1}}
    assert answer.whens == {When.WEEK: 2, When.MONTH: 2, When.TO_COME: 2}
    assert ask('"poletna šola"').entries[0] == post


def test_a_phrase_that_is_over_comes_last():
    over = entry("nočni pohod", starts_at=NOW - timedelta(days=1))
    to_come = entry("nočni pohod in še mnogo drugega besedila", starts_at=NOW + timedelta(days=1))

    assert ask('"nočni pohod"').entries == ask("nočni pohod").entries == [to_come, over]


def test_literally_means_as_it_is_spelt_and_nothing_else():
    Synonym.objects.create(language="sl", typed="šola", means="učilnica")
    found = entry("Nova šola.")
    for other in ("V novi šoli.", "Učilnica.", "Stola."):
        entry(other)

    assert ask("šola", literally=True).entries == [found]
    assert ask("šolsko", literally=True).entries == []


# --- narrowing, order, slices -----------------------------------------------------------------


def test_what_is_found_is_narrowed_ordered_and_sliced():
    old, new = (
        entry("kino", published_at=NOW - timedelta(days=days), facets=" tema:film ")
        for days in (9, 1)
    )
    entry("kino", kind="dogodek", published_at=NOW)
    narrowing = Narrowing(kind="objava", order=Order.NEWEST)

    assert ask("kino", narrowing=narrowing).entries == [new, old]
    second = ask("kino", narrowing=narrowing, start=1, stop=2)
    assert (second.entries, second.total) == ([old], 2)
    assert second.kinds == {"objava": 2, "dogodek": 1}
    assert ask("kino", narrowing=Narrowing(facets={"tema": "ni"})).total == 0


def test_filters_that_let_nothing_through_do_not_change_the_words():
    entry("šola")
    entry("soja", kind="dogodek")

    answer = ask("šola", narrowing=Narrowing(kind="dogodek"))

    assert (answer.entries, answer.corrected) == ([], "")
    assert answer.kinds == {"objava": 1}


# --- wrong letters ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [("šoola", "šola"), ("Sšola!", "šola!"), ("poletnaa šolla", "poletna šola")],
)
def test_a_wrong_word_is_taken_for_the_nearest_of_the_site(typed, corrected):
    found = entry("Poletna šola robotike.")
    entry("Zimsko tekmovanje.")

    answer = ask(typed)

    assert (answer.entries, answer.corrected) == ([found], corrected)
    assert ask(typed, literally=True).entries == []
    assert answer.question.keys() > {"sola"}


def test_a_word_that_exists_is_taken_for_another_only_where_that_makes_the_query_match():
    found = entry("Tekma v nogometu.")
    entry("Tema meseca.")

    answer = ask("tema nogomet")

    assert (answer.entries, answer.corrected) == ([found], "tekma nogomet")
    assert ask("tema").corrected == ""


def test_a_word_that_is_not_in_this_language_is_not_corrected_where_it_has_no_near_one():
    elsewhere = entry("The summer workshop.", language="en")

    answer = ask("workshop")

    assert (answer.entries, answer.corrected, answer.elsewhere) == ([], "", [elsewhere])


def test_what_only_seems_a_form_of_a_known_word_is_corrected_too():
    meant, seeming = entry("Okusen zajtrk."), entry("Dober okus.")

    answer = ask("okusn")

    assert {meant.pk} <= {found.pk for found in answer.entries} <= {meant.pk, seeming.pk}


# --- some of the words ------------------------------------------------------------------------


def test_some_of_the_words_do_where_nothing_has_all_and_the_rarest_count_most():
    two = entry("Robotika in keramika.")
    for number in range(4):
        entry(f"Poletna šola {number}.")
    one = entry("Samo keramika.")

    answer = ask("poletna robotika keramika")

    assert (answer.entries, answer.is_partial) == ([two, one], True)
    assert (answer.total, answer.corrected, answer.elsewhere) == (2, "", [])


def test_one_word_or_a_phrase_is_not_found_in_part():
    entry("Robotika.")

    for typed in ("keramika", '"robotika keramika"', '"keramika" robotika'):
        assert (ask(typed).entries, ask(typed).is_partial) == ([], False)


# --- synonyms ---------------------------------------------------------------------------------


def test_a_synonym_finds_at_once_and_is_marked():
    Synonym.objects.all().delete()
    Synonym.objects.create(language="sl", typed="ferajn", means="društvo, mladinski klub")
    club, society = entry("Klub, ki je mladinski."), entry("V društvu je veselo.")
    entry("Klub.")

    answer = ask("v ferajnu")

    assert {found.pk for found in answer.entries} == {club.pk, society.pk}
    assert answer.corrected == ""
    assert {"drustvo", "mladinski", "klub"} <= answer.question.keys()


# --- languages --------------------------------------------------------------------------------


def test_other_languages_stand_aside_and_what_is_for_all_stands_within():
    here, shared = entry("Kino Ravne."), entry("Kino.", language="")
    there = entry("Kino in town.", language="en")
    entry("Kino.", is_public=False)

    answer = ask("kino")

    assert {found.pk for found in answer.entries} == {here.pk, shared.pk}
    assert (answer.total, answer.elsewhere) == (2, [there])


# --- cost -------------------------------------------------------------------------------------


# PostgreSQL counts what is found in a statement of its own.
COUNTED_APART = connection.vendor == "postgresql"


@pytest.mark.parametrize("number", [1, 5])
def test_a_plain_search_asks_the_database_a_few_times(number, django_assert_num_queries):
    for _ in range(number):
        entry("Poletna šola.")
        entry("A summer šola.", language="en")
    ask("šola")

    with django_assert_num_queries(6 + COUNTED_APART):
        answer = ask("šola")
        shown = [(found.label, found.text) for found in (*answer.entries, *answer.elsewhere)]
    assert len(shown) == number + min(number, 4)


@pytest.mark.parametrize("number", [1, 5])
def test_a_search_that_must_be_mended_asks_a_few_times_more(number, django_assert_num_queries):
    for _ in range(number):
        entry("Poletna šola.")
    ask("xola")

    with django_assert_num_queries(8 + COUNTED_APART):
        assert ask("xola").corrected == "šola"


def test_texts_are_read_for_a_phrase_up_to_a_bound(django_assert_max_num_queries):
    for _ in range(MOST_READ + 5):
        entry("poletna šola")

    with django_assert_max_num_queries(6):
        assert ask('"poletna šola"').total == MOST_READ


# --- nothing found ----------------------------------------------------------------------------


def test_nearest_words_are_those_of_the_site_as_they_are_written():
    entry("Šola in šport v Mežici.")
    entry("Sport in English.", language="en")

    assert nearest_words("šolla sporrt nekajčistodrugega", "sl") == ["šola", "šport"]
    assert nearest_words("", "sl") == []


# --- anything that can be typed ---------------------------------------------------------------

ODD = {
    "nothing": "",
    "blanks": " \t\n",
    "a quote": '"',
    "quotes": '""""\'\'„“»«',
    "FTS5": 'NEAR(šola, 2) ^šola šol* title:šola {a b}: "šola" + NOT AND OR',
    "tsquery": "šola:*A & !(x | 'y') <-> <3> \\",
    "Lucene": "šola~2 /[a-z]*/ _exists_:x [1 TO *] šola^9 +a -b && ||",
    "SQL": "'); DROP TABLE search_entry; -- %s %(a)s ? :a $1",
    "NUL": "šo\0la \0",
    "half a character": "\ud800šola\udfff",
    "10,000 letters": "š" * 10_000,
    "10,000 words": "šola " * 10_000,
    "10,000 quotes": '"' * 10_000,
    "twelve near words": " ".join(f"presodilevanj{letter}" for letter in "abcdefghijkl"),
    "many accents": "s" + "\u030c" * 5_000,
    "pictures": "👩‍👩‍👧 🎸",
    "other scripts": "学校 школа مدرسة ǅ İ ﬁ ²",
    "written backwards": "\u202ešola\u202c",
}


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
@pytest.mark.parametrize("literally", [False, True])
def test_anything_has_an_answer_in_time(typed, literally):
    entry("Presojanje in šola.")
    began = perf_counter()

    answer = ask(typed, literally=literally)
    nearest_words(typed, "sl")

    assert answer.total == len(answer.entries) <= 1
    assert perf_counter() - began < 2


SOME_WORDS = ["poletna", "šola", "robotika", "delavnica", "koncert", "knjiga", "prijava", "telefon"]
MARKS = "\"'*:^()&|!<>\\/+-{}[]~%\0"
GENERATED = (
    st.text(st.characters(codec=None), max_size=100)
    | st.text(alphabet=f"šola {MARKS}", max_size=60)
    | st.lists(st.sampled_from([*SOME_WORDS, "šolx", "OR", *MARKS]), max_size=12).map(" ".join)
)


def test_whatever_is_generated_has_an_answer_and_no_mark_means_anything(monkeypatch):
    monkeypatch.setattr(finder, "CANDIDATES", 5)
    monkeypatch.setattr(finder, "BEST", 3)
    chance = random.Random(6)
    for _ in range(30):
        entry(" ".join(chance.sample(SOME_WORDS, 3)), title=chance.choice(SOME_WORDS))

    @settings(max_examples=300, deadline=2000, suppress_health_check=list(HealthCheck))
    @given(GENERATED)
    def has_an_answer(typed):
        answer = ask(typed)
        nearest_words(typed, "sl")

        assert len(answer.entries) == min(answer.total, 12)
        if not answer.question.phrases:
            assert ask(" ".join(words(typed))).entries == answer.entries

    has_an_answer()


def test_many_words_of_which_some_must_do_are_no_long_question(monkeypatch):
    # As if the eleven stood in a quarter of very many entries.
    monkeypatch.setattr(finding, "LEAST", 1.1)
    frequent = [f"beseda{letter}x" for letter in "abcdefghijk"]
    for left_out in frequent:
        entry(" ".join(word for word in frequent if word != left_out))
    entry("redkost")
    sizes = []

    def answer(one):
        sizes.append(size(all_of([one.match(), one.worth_of(one.least)])))
        return engine().find(one)

    found = ask(" ".join([*frequent, "redkost"]), answer=answer)

    assert (found.is_partial, found.total) == (True, len(frequent))
    assert max(sizes) < 200


# --- nothing of what is not public, and no question that an engine cannot read -------------------


def test_a_word_of_drafts_alone_changes_nothing_of_an_answer():
    found = entry("Poletna šola robotike.")
    before = ask("poletna skrivnostnik")
    entry("Skrivnostnik pride.", is_public=False)

    after = ask("poletna skrivnostnik")

    assert (before.entries, before.is_partial) == ([found], True)
    assert after == before


WRITTEN = "portal naredi uporablja bralnik zaslon telefon prijava delavnica robotika poletje knjiga glasba"


@pytest.mark.parametrize("many", [1, 3])
def test_twelve_wrong_words_are_mended_all_at_once(monkeypatch, many):
    monkeypatch.setattr(finder, "CANDIDATES", 2)
    pages = [entry(WRITTEN) for _ in range(many)]
    typed = " ".join(word[:-2] + "x" + word[-1] for word in WRITTEN.split())

    answer = ask(typed)

    assert (answer.total, answer.corrected) == (len(pages), WRITTEN)
