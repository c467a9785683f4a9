import random
import time
import unicodedata

import pytest

from search.analysis.words import (
    LONGEST_WORD,
    Span,
    fold,
    joined,
    spans,
    word_from,
    word_until,
    words,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mladi v Črni na Koroškem!", ["mladi", "v", "črni", "na", "koroškem"]),
        (unicodedata.normalize("NFD", "Šola in Žan"), ["šola", "in", "žan"]),
        ("e-pošta: info@mkc.si", ["e", "pošta", "info", "mkc", "si"]),
        ("snake_case 3,5 km²", ["snake", "case", "3", "5", "km²"]),
        ("mla\u00addin\u00adski cen\u200bter", ["mladinski", "center"]),
        ("\x00\ud800šola\udfff\x00", ["šola"]),
        ("' OR 1=1 -- \" * NEAR(", ["or", "1", "1", "near"]),
        ("ПРИВЕТ 你好 İstanbul", ["привет", "你好", "i̇stanbul"]),
        ("h̷e̷j", [unicodedata.normalize("NFC", "h̷e̷j")]),
        ("", []),
        ("\u0301\u0301 ... \u00ad", []),
    ],
    ids=[
        "case and signs",
        "letters taken apart",
        "hyphen and address",
        "underscore, comma, power",
        "soft hyphen, invisible space",
        "surrogates and NUL",
        "operators",
        "other scripts",
        "letters struck out",
        "nothing",
        "marks without a letter",
    ],
)
def test_words_are_letters_and_digits_in_a_row(text, found):
    assert words(text) == found
    assert [span.word for span in spans(text)] == found


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("čšžćđ", "cszcd"),
        ("Ravne", "ravne"),
        ("straße", "strasse"),
        ("müßiggänger", "mussigganger"),
        ("café", "cafe"),
        ("łódź", "lodz"),
        ("i̇stanbul", "istanbul"),
        ("km²", "km2"),
        ("ﬁlm", "film"),
        ("привет", "привет"),
        ("žпривет", "zпривет"),
        ("2026", "2026"),
    ],
)
def test_fold_leaves_plain_latin_letters_and_other_scripts_alone(word, folded):
    assert fold(word) == folded


def test_spans_say_where_each_word_stands_as_it_is_written():
    text = "Čudni s\u030colski dan"

    assert spans(text) == [Span(0, 5, "čudni"), Span(6, 13, "šolski"), Span(14, 17, "dan")]
    assert spans(text, {"dan"}) == [Span(14, 17, "dan")]


def test_word_from_and_word_until_keep_words_whole():
    text = "ena dva tri"

    assert [word_from(text, place) for place in (0, 1, 4, 9)] == [0, 4, 4, 11]
    assert [word_until(text, 0, end) for end in (3, 5, 7, 11)] == [3, 4, 7, 11]
    assert word_until("neskončno", 0, 4) == 4


def test_joined_takes_short_beginnings_before_a_hyphen_along():
    assert joined("E-pošta, X-ray: slovensko-nemški, e-, -pošta a-b") == ["epošta", "xray"]
    assert joined("Brez") == []


def test_words_take_time_in_proportion_to_what_they_are_given():
    attacks = [
        "š" * 300_000,
        "a\u0301" * 150_000,
        "a" + "\u0301" * 300_000,
        "\u00ad" * 300_000,
        "a_" * 150_000,
        "\ud800" * 300_000,
        "e-" * 150_000,
        "e-pošta" * 40_000,
    ]
    began = time.process_time()
    for attack in attacks:
        found = words(attack)
        assert all(len(word) <= LONGEST_WORD for word in found)
        assert len(spans(attack)) == len(found)
        assert len(joined(attack)) <= len(attack)
    assert time.process_time() - began < 20


def test_words_are_their_own_words_for_any_text():
    generator = random.Random(6)
    alphabet = "abčšžĆđAŠßü \t-_'\"*()0１²\x00\ud800\u0301\u00ad\u200bпß你İıﬁ😀"
    for _ in range(100_000):
        text = "".join(generator.choices(alphabet, k=generator.randrange(12)))
        found = words(text)
        assert found == [span.word for span in spans(text)]
        assert words(" ".join(found)) == found
        for word in found:
            folded = fold(word)
            assert folded
            assert fold(folded) == folded
            assert not folded.isascii() or folded.isalnum()
