import itertools
import random
import time

import pytest

from search.analysis.extracts import Piece, extract


@pytest.fixture
def of_text(analyser):
    def make(text, query, length=240):
        asked = [analyser.keys_in_query(word) for word in query.split()]
        return extract(text, asked, lambda found: analyser.keys_of_words(found, "sl"), length)

    return make


def test_a_short_text_is_given_whole_with_any_form_marked(of_text):
    assert of_text("V  šolah\n(in šoli) je lepo.", "sola") == [
        Piece("V ", False),
        Piece("šolah", True),
        Piece(" (in ", False),
        Piece("šoli", True),
        Piece(") je lepo.", False),
    ]


def test_a_long_text_is_given_where_most_of_the_query_stands(of_text):
    text = (
        "Šola je. " + "Tu ni nič posebnega. " * 20 + "Prijava v šolo poteka maja. " + "Konec. " * 40
    )

    assert of_text(text, "prijava šola", 60) == [
        Piece("… posebnega. ", False),
        Piece("Prijava", True),
        Piece(" v ", False),
        Piece("šolo", True),
        Piece(" poteka maja. Konec. Konec. Konec. …", False),
    ]


def test_without_a_hit_the_beginning_is_given(of_text):
    assert of_text("Prva beseda in še druga beseda", "kolo", 16) == [
        Piece("Prva beseda in …", False)
    ]
    assert of_text("Besedilo", "", 100) == [Piece("Besedilo", False)]


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "\ud800", "…"])
def test_a_text_without_words_is_no_error(of_text, text):
    assert "".join(piece.text for piece in of_text(text, "šola")) == text.strip()


def test_extracts_are_parts_of_the_text_with_whole_words_as_hits(of_text, analyser):
    generator = random.Random(11)
    vocabulary = [
        "šola",
        "šolah",
        "dan",
        "prijava",
        "a",
        "(b)",
        "–",
        "\n",
        "\ud800",
        "s\u030cola",
        "x" * 50,
    ]
    for _ in range(2_000):
        text = " ".join(generator.choices(vocabulary, k=generator.randrange(60)))
        length = generator.randrange(1, 120)
        pieces = of_text(text, "sola prijavi", length)
        joined = "".join(piece.text for piece in pieces)
        assert joined.removeprefix("… ").removesuffix(" …") in " ".join(text.split())
        assert len(joined) <= length + 4
        assert not any(
            one.is_hit is False and other.is_hit is False
            for one, other in itertools.pairwise(pieces)
        )


def test_extracts_take_time_in_proportion(of_text):
    for text in (
        "šola " * 200_000,
        "š" * 1_000_000,
        "a\u0301" * 500_000,
        "šola prijava " * 100_000,
    ):
        began = time.process_time()
        of_text(text, "sola prijava")
        assert time.process_time() - began < 2
