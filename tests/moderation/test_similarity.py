import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.similarity import folded, is_similar
from tests.moderation.hostile import HOSTILE, seconds_for


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("Večer družabnih iger", "VECER druzabnih iger!", True),
        ("Večer družabnih iger", "Večer druzabne igre", True),
        ("Koncert: Siddharta", "Siddharta – koncert", True),
        ("Đurđevdan", "djurdjevdan", True),
        ("Đurđevdan", "durdevdan", True),
        ("Tečaj nemščine 3", "Tečaj nemščine 4", False),
        ("Tabor 2026", "Tabor", False),
        ("Poletni tabor 2026", "Poletni tabor", True),
        ("Koncert v parku", "Delavnica risanja", False),
        ("", "", False),
        ("!!!", "!!!", False),
    ],
)
def test_is_similar_looks_past_case_hooks_and_order(one, other, similar):
    assert (is_similar(one, other), is_similar(other, one)) == (similar, similar)


def test_folded_leaves_words_in_small_letters():
    assert folded("  Čez »Šiško« — Žalec, 12. maj!") == "cez sisko zalec 12 maj"


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_a_title_with_words_is_similar_to_itself(title):
    assert is_similar(title, title) == bool(folded(title))


@pytest.mark.parametrize("bite", HOSTILE)
def test_the_time_does_not_grow_with_what_is_no_title(bite):
    assert seconds_for(lambda text: is_similar(text, text[1:]), bite) < 2
