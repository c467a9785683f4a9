import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.differences import Part, around_changes, changed_words


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


LONG = "beseda " * 100


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([Part("same", LONG), Part("new", "novo")], ["… ", "novo"]),
        ([Part("new", "novo"), Part("same", LONG)], ["novo", " …"]),
        ([Part("gone", LONG)], [LONG]),
        ([Part("same", "kratko"), Part("new", LONG)], ["kratko", LONG]),
    ],
    ids=["before", "after", "gone stays whole", "short stays whole"],
)
def test_around_changes_shortens_what_stays_the_same(parts, shown):
    for part, before, wanted in zip(around_changes(parts), parts, shown, strict=True):
        assert part.kind == before.kind
        if "…" in wanted:
            assert len(part.text) < 130
            assert part.text.startswith("…") == wanted.startswith("…")
            assert part.text.endswith("…") == wanted.endswith("…")
        else:
            assert part.text == wanted


def test_around_changes_keeps_both_sides_between_two_changes():
    one, between, other = around_changes(
        [Part("new", "a"), Part("same", " prvi " + LONG + "zadnji "), Part("gone", "b")]
    )

    assert (one.text, other.text) == ("a", "b")
    assert between.text.startswith(" prvi beseda")
    assert between.text.endswith("zadnji ")
    assert "…" in between.text


def test_around_changes_bears_a_word_without_end():
    assert [part.text for part in around_changes([Part("same", "x" * 999), Part("new", "a")])] == [
        "… " + "x" * 120,
        "a",
    ]
