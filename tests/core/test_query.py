import pytest

from core.query import LONGEST_QUERY, MOST_WORDS, as_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("koncert", "koncert"),
        ("  koncert \t\n v   rovu ", "koncert v rovu"),
        ("Čšž đ ć Ö", "Čšž đ ć Ö"),
        ("c\u030ce\u0161nja", "češnja"),
        ('"koncert', "koncert"),
        ("koncert* AND (rov OR NOT rov) NEAR/2", "koncert AND rov OR NOT rov NEAR 2"),
        ("title:koncert ^rov", "title koncert rov"),
        ("'; DROP TABLE wagtailcore_page; --", "DROP TABLE wagtailcore page"),
        ("100 % _ \\", "100"),
        ("kon\x00cert", "kon cert"),
        ("kon\ud800cert", "koncert"),
        ("!?…–„“«»()[]{}", ""),
        ("🌧🎸", ""),
        ("вечер 夜", "вечер 夜"),
        ("a" * 10_000, "a" * LONGEST_QUERY),
        (" ".join("abcdefghijklmnopq"), " ".join("abcdefghijklmnopq"[:MOST_WORDS])),
    ],
    ids=[
        "nothing",
        "a word",
        "blanks",
        "letters with signs",
        "letters in two parts",
        "half a quote",
        "operators",
        "columns",
        "SQL",
        "wildcards",
        "NUL",
        "half a character",
        "only punctuation",
        "only pictures",
        "other scripts",
        "10,000 characters",
        "many words",
    ],
)
def test_as_words_leaves_words_alone(text, words):
    assert as_words(text) == words
