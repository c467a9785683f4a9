import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.asking import Phrase, question_of
from search.backends.matching import All, Key, Some


def keys_of(word):
    return frozenset({word[:3], word})


def ask(typed, known=None, **options):
    return question_of(typed, "sl", keys_of, (lambda *about: known) if known else None, **options)


def terms(question):
    return [term.words for term in question.terms]


@pytest.mark.parametrize(
    ("typed", "words", "phrases"),
    [
        ("Poletna šola", [("poletna",), ("šola",)], ()),
        ('"poletna šola" Mežica', [("mežica",)], (("poletna", "šola"),)),
        ("„poletna šola“ »v Mežici«", [], (("poletna", "šola"), ("v", "mežici"))),
        ("“summer school” «été»", [], (("summer", "school"), ("été",))),
        ('šola" Mežica', [("šola",), ("mežica",)], ()),
        ('"" šola', [("šola",)], ()),
        ("šola v Mežici", [("šola",), ("mežici",)], ()),
        ("kje je", [("kje",), ("je",)], ()),
        ('"mladi" kje je', [], (("mladi",),)),
        ('"kje" je', [("je",)], (("kje",),)),
        ("šola šola", [("šola",)], ()),
        ("a AND (b:c*) NOT ^d~ -e", [("and",), ("b",), ("c",), ("not",), ("d",), ("e",)], ()),
        ("\0\ud800 %_\\ '; --", [], ()),
        ("", [], ()),
    ],
)
def test_question_has_words_and_phrases(typed, words, phrases):
    question = ask(typed)

    assert (terms(question), tuple(phrase.words for phrase in question.phrases)) == (words, phrases)
    assert bool(question) == bool(words or phrases)


def test_question_taken_literally_has_each_word_as_it_is_spelt():
    question = ask("Šola v Mežici", {(0, 1): (("ucilnica",),)}, literally=True)

    assert question.terms == ()
    assert question.phrases == (Phrase(("šola",)), Phrase(("v",)), Phrase(("mežici",)))
    assert question.matches() == (Key("sola"), Key("v"), Key("mezici"))


def test_question_holds_twelve_words_of_two_hundred_characters():
    assert len(ask("ab cd ef " * 50).terms) == 3
    assert len(ask(" ".join(f"ab{n}" for n in range(50))).terms) == 12
    assert len(ask("x" * 10_000).terms) == 1


def test_a_word_is_had_in_any_of_its_forms_or_of_what_means_the_same():
    question = ask("ferajn", {(0, 1): (("društvo",), ("mladinski", "klub"))})

    word = Some((Key("dru"), Key("društvo"), Key("fer"), Key("ferajn")))
    several = All((Some((Key("mla"), Key("mladinski"))), Some((Key("klu"), Key("klub")))))
    assert question.matches() == (Some((word, several)),)
    assert question.keys() == {
        *("fer", "ferajn", "dru", "društvo"),
        *("mla", "mladinski", "klu", "klub"),
    }


def test_an_expression_of_several_words_is_had_whole_or_in_another_way():
    question = ask("počitniško delo Ravne", {(0, 2): (("študentsko",),), (1, 2): (("posel",),)})

    assert terms(question) == [("počitniško", "delo"), ("ravne",)]
    assert question.asked() == tuple(
        map(
            frozenset,
            [
                ("poč", "počitniško"),
                ("del", "delo", "pos", "posel"),
                ("štu", "študentsko"),
                ("rav", "ravne"),
            ],
        )
    )


def test_a_corrected_question_is_shown_in_the_words_that_were_found():
    question = ask("Poletna, šoola!")
    wrong = question.terms[1]

    mended = question.corrected({wrong: ["sola", "soja"]}, keys_of)

    assert mended.terms[1].instead == ("sola", "soja")
    assert mended.text_with({mended.terms[1]: "šola"}) == "Poletna, šola!"
    assert mended.asked()[1] == {"sol", "sola", "soj", "soja", "šoo", "šoola"}


@given(st.text(), st.booleans())
def test_question_is_made_of_anything(typed, literally):
    question = ask(typed, literally=literally)

    assert len(question.matches()) <= 12
    assert question.text_with(dict.fromkeys(question.terms, "x")) is not None
