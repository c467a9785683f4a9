"""Expressions in what somebody typed."""

import pytest

from search.phrasebook import Met, Phrasebook, expression, expressions, folded

BOOK = Phrasebook(
    [("kšeft", "posel"), ("počitniško delo", "poletno delo"), ("delo", "služba"), ("mam", "imam")]
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("ŠČŽ", "scz"), ("Đuro", "duro"), ("Straße", "straße"), ("café", "cafe"), ("Ελλάς", "ελλας")],
)
def test_folded_is_lower_case_without_diacritics(word, expected):
    assert folded(word) == expected


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


def test_met_in_finds_a_base_form_among_the_keys_of_a_form():
    keys = {"kšefta": {"kseft", "ksefta"}, "mama": {"mama"}}

    met = BOOK.met_in(["kšefta", "mama"], lambda word: keys[word])

    assert met == [Met(0, 1, "posel")]


def test_met_in_does_not_take_a_form_of_something_else_for_the_base_form():
    """*mam* has the key *mama* as well; whoever types *mama* does not mean *mam*."""
    assert Phrasebook([("mam", "imam")]).met_in(["mama"], lambda word: {"mama"}) == []
