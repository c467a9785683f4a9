import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.readability import lix, word_count
from tests.moderation.hostile import HOSTILE, seconds_for


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("", 0),
        ("... !", 0),
        ("Jaz sem Ana. Ti si Bine.", 3),
        ("Ob 18.30 se dobimo 5. maja npr. tukaj.", 8),
        ("Dobimo se 1. Januarja je mraz.", 23),
        ("Pride Ana? Pride! »Pride.« Bine", 1),
        ("Naslov\nJaz sem Ana", 2),
        ("Koordinacija medgeneracijskega sodelovanja predstavlja nadgradnjo.", 105),
        ("š" * 6, 1),
        ("š" * 7, 101),
        ("1234567890 let", 2),
    ],
)
def test_lix_is_words_per_sentence_and_the_share_of_long_words(text, figure):
    assert lix(text) == figure


def test_word_count_counts_figures_as_words():
    assert word_count("Ob 18.30 se dobimo: 12 nas je.") == 7


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_lix_never_fails(text):
    assert lix(text) >= 0


@pytest.mark.parametrize("bite", HOSTILE)
def test_the_time_of_lix_grows_with_the_length_and_no_faster(bite):
    assert seconds_for(lix, bite) < 2
