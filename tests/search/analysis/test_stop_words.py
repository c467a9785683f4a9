import pytest

from search.analysis.stop_words import STOP_WORDS, is_stop_word, without_stop_words
from search.analysis.words import fold


@pytest.mark.parametrize(
    ("query", "language", "left"),
    [
        ("delavnice za mlade v šoli", "sl", ["delavnice", "mlade", "šoli"]),
        ("kje je kaj", "sl", ["kje", "je", "kaj"]),
        ("ce ze", "sl", ["ce", "ze"]),
        ("jobs for the young in koroška", "en", ["jobs", "young", "koroška"]),
        ("arbeit für die jugend", "de", ["arbeit", "jugend"]),
        ("vas v zelenju", "sl", ["vas", "zelenju"]),
        ("", "sl", []),
    ],
)
def test_without_stop_words_keeps_what_says_something_or_everything(query, language, left):
    assert without_stop_words(query.split(), language) == left


@pytest.mark.parametrize(
    "word", ["vas", "vasi", "kot", "delo", "tema", "dom", "most", "pot", "čas"]
)
def test_words_that_are_something_else_too_are_no_stop_words(word):
    assert not is_stop_word(word, "sl")


def test_stop_words_are_folded():
    assert all(fold(word) == word for words in STOP_WORDS.values() for word in words)
