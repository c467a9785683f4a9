from datetime import date, time

import pytest

from home.demo_loading.houses import _exception, opening_rows

TODAY = date(2026, 12, 30)


def row(weekday, opens, closes):
    return {"weekday": weekday, "opens": time.fromisoformat(opens), "closes": closes}


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("3 08:00-15:00", [row(3, "08:00", time(15))]),
        ("1-2 08:00-15:30", [row(1, "08:00", time(15, 30)), row(2, "08:00", time(15, 30))]),
        ("5,7 20:00-02:00", [row(5, "20:00", time(2)), row(7, "20:00", time(2))]),
        ("6 20:00-24:00", [row(6, "20:00", time(0))]),
    ],
)
def test_hours_are_read_as_they_are_written(line, rows):
    assert list(opening_rows([line])) == rows


def test_days_that_differ_count_from_the_day_of_loading():
    facts = {"place": "klub", "in_days": 2, "days": 2, "hours": "", "note": "Belimo."}

    assert _exception(facts, TODAY) == {
        "first_day": date(2027, 1, 1),
        "last_day": date(2027, 1, 2),
        "opens": None,
        "closes": None,
        "note": "Belimo.",
    }
