"""Expressions in what somebody typed."""

import pytest

from search.phrasebook import Met, Phrasebook, expression, expressions

BOOK = Phrasebook(
    [("kšeft", "posel"), ("počitniško delo", "poletno delo"), ("delo", "služba"), ("mam", "imam")]
)


def test_expressions_are_parted_by_commas_and_lines_each_once():
    assert expressions(" Delo,služba ,\n delo, , „Ples!“") == ["delo", "služba", "ples"]


def test_expression_keeps_words_alone():
    assert expression("  S.P. ali\x00 „NE“ ") == "s p ali ne"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["kšeft"], [Met(0, 1, "posel")]),
        (["KSEFT"], [Met(0, 1, "posel")]),
        (["moj", "kseft", "doma"], [Met(1, 2, "posel")]),
        (
            ["pocitnisko", "delo"],
            [Met(0, 2, "poletno delo"), Met(1, 2, "služba")],
        ),
        (["počitniško"], []),
        (["mama"], []),
        ([], []),
    ],
    ids=[
        "as written",
        "folded",
        "inside",
        "several words",
        "half of it",
        "another word",
        "nothing",
    ],
)
def test_met_in_finds_expressions_where_they_stand(words, expected):
    assert BOOK.met_in(words) == expected


KEYS = {
    "kšefta": {"kseft", "ksefta"},
    "mam": {"mam", "mama"},
    "mama": {"mama"},
    "duševna": {"dusevna", "duseven"},
    "duševno": {"dusevno", "duseven"},
    "stiska": {"stiska"},
    "stisko": {"stiska", "stisko"},
}


def keys_of(word):
    return KEYS.get(word, set())


@pytest.mark.parametrize("is_careful", [True, False])
def test_met_in_finds_a_base_form_among_the_keys_of_a_form(is_careful):
    book = Phrasebook([("kšeft", "posel")], keys_of, is_careful=is_careful)

    assert book.met_in(["kšefta"]) == [Met(0, 1, "posel")]


@pytest.mark.parametrize(("is_careful", "met"), [(True, []), (False, [Met(0, 1, "imam")])])
def test_met_in_takes_no_other_word_that_has_the_same_form_where_it_is_careful(is_careful, met):
    assert Phrasebook([("mam", "imam")], keys_of, is_careful=is_careful).met_in(["mama"]) == met


@pytest.mark.parametrize("is_careful", [True, False])
def test_met_in_finds_several_words_in_any_form(is_careful):
    book = Phrasebook([("duševna stiska", 1), ("duševna", 2)], keys_of, is_careful=is_careful)

    assert Met(0, 2, 1) in book.met_in(["duševno", "stisko"])


def test_met_in_names_an_expression_once_however_many_keys_it_shares():
    book = Phrasebook([("duševna stiska", 1)], keys_of)

    assert book.met_in(["duševna", "stiska"]) == [Met(0, 2, 1)]


def test_phrasebook_leaves_out_what_holds_no_word():
    assert Phrasebook([("", 1), ("  ", 2)]).met_in(["rov", ""]) == []
