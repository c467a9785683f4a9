import pytest

from mail.templatetags.mail_tags import quoted


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Dodaj datum.", "> Dodaj datum."),
        ("Ena\n\n  dva \r\n", "> Ena\n>\n>   dva"),
        ("> že", "> > že"),
        ("", ""),
        (None, "> None"),
    ],
)
def test_quoted_marks_every_line(words, marked):
    assert quoted(words) == marked
