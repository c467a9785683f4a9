import pytest

from core.lines import Document, WrongLine, documents_of, lines_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n  \r\n\t", []),
        ("Pokliči.\nVprašaj.", ["Pokliči.", "Vprašaj."]),
        ("  Pokliči.  \r\n\r\nVprašaj.", ["Pokliči.", "Vprašaj."]),
        ("- Pokliči.\n• Vprašaj.\n– Počakaj.", ["Pokliči.", "Vprašaj.", "Počakaj."]),
        ("1. Pokliči.\n2) Vprašaj.", ["Pokliči.", "Vprašaj."]),
        ("112 je številka za nujno.", ["112 je številka za nujno."]),
        ("-5 stopinj", ["-5 stopinj"]),
        ("-", ["-"]),
    ],
)
def test_lines_of_are_what_stands_in_each_line(text, lines):
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("", []),
        ("Osebna izkaznica", [Document("Osebna izkaznica", "")]),
        (
            "- Obrazec | https://example.org/a?b=c|d",
            [Document("Obrazec", "https://example.org/a?b=c|d")],
        ),
        ("Obrazec|http://example.org", [Document("Obrazec", "http://example.org")]),
    ],
)
def test_documents_of_are_names_with_addresses(text, documents):
    assert documents_of(text) == documents


@pytest.mark.parametrize(
    "line",
    [
        "| https://example.org",
        "Obrazec |",
        "Obrazec | na upravni enoti",
        "Obrazec | javascript:alert(1)",
        "Obrazec | ftp://example.org",
        "Obrazec | https://",
        "Obrazec | https://[",
        "Obrazec | https://example.org in še kaj",
    ],
)
def test_documents_of_refuses_a_line_that_leads_nowhere(line):
    with pytest.raises(WrongLine) as wrong:
        documents_of(f"Osebna izkaznica\n{line}")

    assert str(wrong.value) == line
