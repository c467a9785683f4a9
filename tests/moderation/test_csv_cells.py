import csv
from io import StringIO

import pytest

from moderation.csv_cells import as_csv, harmless


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+386 40 123 456",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        '=HYPERLINK("https://zlo.example";"Klikni")',
        " =1+1",
        "\u00a0\u200b=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
        "=",
    ],
)
def test_harmless_keeps_spreadsheets_from_counting(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Koncert,=1+1", "Koncert,'=1+1"),
        ("Koncert, @SUM(A1)", "Koncert,' @SUM(A1)"),
        ('Koncert,"=1+1"', 'Koncert,\'"=1+1"'),
        ("=1,+2", "'=1,'+2"),
        ("vino, pivo", "vino, pivo"),
    ],
)
def test_harmless_thinks_of_spreadsheets_that_part_cells_by_commas(cell, expected):
    assert harmless(cell) == expected


@pytest.mark.parametrize("cell", ["", "Večer", "1+1", "a=b", "'=1", "2026-11-10", "č-š", " ", "–"])
def test_harmless_leaves_words_alone(cell):
    assert harmless(cell) == cell


def test_as_csv_is_what_a_spreadsheet_of_our_language_opens():
    rows = [["Mesec", "Ure", "Dni"], ['Žiga; "Črt"', 12.5, 3], ["več\nvrstic", None, 0]]

    text = as_csv(rows)

    assert text == ('\ufeffMesec;Ure;Dni\r\n"Žiga; ""Črt""";12,5;3\r\n"več\nvrstic";;0\r\n')
    assert list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))[1] == [
        'Žiga; "Črt"',
        "12,5",
        "3",
    ]


def test_as_csv_makes_every_cell_harmless():
    text = as_csv([["=1", "\t2", "dobro", "a\0b"]])

    assert text == "\ufeff'=1;'\t2;dobro;ab\r\n"


def test_as_csv_does_not_take_numbers_for_formulas():
    assert as_csv([[-1, -2.5, True]]) == "\ufeff-1;-2,5;True\r\n"
