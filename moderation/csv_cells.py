"""Tables as files for spreadsheets.

Cells are parted by semicolons and numbers have a decimal comma, because that is what a spreadsheet
in Slovene or German opens with a double click; with commas it would put each line into one cell and
read 12.5 as the 12th of May. The mark at the beginning tells it that the letters are UTF-8.

What people typed is made harmless: a cell that a spreadsheet would take for a formula gets an
apostrophe in front. So does what stands behind a comma, where an English spreadsheet begins a cell.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

UTF8_MARK = "\ufeff"
# The last four are how East Asian keyboards write the first four.
BEGINNINGS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # fmt: skip
BLANKS = " \u00a0\u200b\ufeff"
# Quotation marks are taken off there, so they hide nothing.
BEHIND_A_COMMA = re.compile(f""",(?=["{BLANKS}]*[{re.escape("".join(BEGINNINGS_OF_FORMULAS))}])""")

Cell = str | int | float | None


def harmless(text: str) -> str:
    """Return ``text`` so that no spreadsheet counts with it."""
    # Some leave blanks aside before they look.
    is_formula = text.lstrip(BLANKS).startswith(BEGINNINGS_OF_FORMULAS)
    text = BEHIND_A_COMMA.sub(",'", text)
    return f"'{text}" if is_formula else text


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the rows as the text of a file; ``None`` is an empty cell."""
    text = StringIO()
    text.write(UTF8_MARK)
    csv.writer(text, delimiter=";").writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    if isinstance(cell, int):
        return str(cell)
    # A NUL ends the file for some programs, and Python's own reader refuses it.
    return harmless(cell.replace("\0", ""))
