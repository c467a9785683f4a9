import time

import pytest

from search.analysis.phrases import holds_literally


@pytest.mark.parametrize(
    ("text", "phrase", "holds"),
    [
        ("Šola je odprta", "šola je", True),
        ("Šola je odprta", "sola je", True),
        ("Sola je odprta", "šola je", False),
        ("V šoli je", "šola je", False),
        ("ŠOLA, je", "šola je", True),
        ("Je šola", "šola je", False),
        ("Šola jutri je", "šola je", False),
        ("šola šola je", "šola je", True),
        ("", "šola", False),
        ("Karkoli", "", True),
    ],
)
def test_holds_literally_minds_every_letter_that_was_typed(text, phrase, holds):
    assert holds_literally(text, phrase.split()) is holds


def test_a_phrase_that_repeats_itself_takes_one_pass():
    began = time.process_time()
    assert not holds_literally("a " * 100_000 + "b", ["a"] * 500 + ["c"])
    assert time.process_time() - began < 5
