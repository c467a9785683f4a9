import time

import pytest

from search.analysis.phrases import holds_literally, holds_phrase


@pytest.mark.parametrize(
    ("text", "phrase", "holds"),
    [
        ("Znesek mladinskega dodatka je …", "mladinski dodatek", True),
        ("Dodatek za mladinske", "mladinski dodatek", False),
        ("Mladinski center in dodatek", "mladinski dodatek", False),
        ("mladinski mladinski dodatki", "mladinski dodatek", True),
        ("Živim v Slovenj Gradcu.", "slovenj gradec", True),
        ("Na Ravnah na Koroškem", "ravne na koroskem", True),
        ("", "šola", False),
        ("Karkoli", "", True),
    ],
)
def test_holds_phrase_finds_any_form_side_by_side(analyser, text, phrase, holds):
    keys = [analyser.keys_in_query(word) for word in phrase.split()]

    assert holds_phrase(text, keys, lambda found: analyser.keys_of_words(found, "sl")) is holds


@pytest.mark.parametrize(
    ("text", "phrase", "holds"),
    [
        ("Šola je odprta", "šola je", True),
        ("Šola je odprta", "sola je", True),
        ("Sola je odprta", "šola je", False),
        ("V šoli je", "šola je", False),
        ("ŠOLA, je", "šola je", True),
    ],
)
def test_holds_literally_minds_every_letter_that_was_typed(text, phrase, holds):
    assert holds_literally(text, phrase.split()) is holds


def test_a_phrase_that_repeats_itself_takes_one_pass():
    began = time.process_time()
    assert not holds_literally("a " * 100_000 + "b", ["a"] * 500 + ["c"])
    assert time.process_time() - began < 5
