import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.differences import Part, changed_words


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("", "", []),
        ("enako", "enako", [Part("same", "enako")]),
        ("", "novo", [Part("new", "novo")]),
        ("staro", "", [Part("gone", "staro")]),
        (
            "Pridi v petek ob 18h",
            "Pridi v soboto ob 18h",
            [
                Part("same", "Pridi v"),
                Part("gone", " petek"),
                Part("new", " soboto"),
                Part("same", " ob 18h"),
            ],
        ),
        (
            "Uvod\n\nKonec",
            "Uvod\n\nSredina\n\nKonec",
            [Part("same", "Uvod\n\n"), Part("new", "Sredina\n\n"), Part("same", "Konec")],
        ),
    ],
)
def test_changed_words_shows_what_is_gone_and_what_is_new(before, after, parts):
    assert changed_words(before, after) == parts


@given(st.text("ab \n.", max_size=60), st.text("ab \n.", max_size=60))
@settings(deadline=None)
def test_changed_words_loses_no_word_of_either_version(before, after):
    parts = changed_words(before, after)

    assert "".join(part.text for part in parts if part.kind != "new").split() == before.split()
    assert "".join(part.text for part in parts if part.kind != "gone").split() == after.split()


def test_changed_words_is_quick_for_long_texts_of_one_word():
    parts = changed_words("a " * 10_000, "a " * 9_999 + "b")

    assert {part.kind for part in parts} >= {"new", "gone"}
