"""Walks every cell of the roster's table in ``docs/roles.md``."""

from pathlib import Path

import pytest
from django.conf import settings

from duty import rights
from network.people import NOBODY
from network.rights import Person

MONTHS, ASKED, OTHER, YOUTH = 1, 2, 3, 4
PARTNERS = {MONTHS, ASKED, OTHER}
HEADING = "## The roster"


def _lead(number, organisation):
    return Person(number, frozenset({organisation}), frozenset({organisation}))


PERSONS = {
    "reader": NOBODY,
    "member": Person(1, frozenset({MONTHS})),
    "lead": _lead(2, MONTHS),
    "asked lead": _lead(3, ASKED),
    "other lead": _lead(4, OTHER),
    "organisation": _lead(5, YOUTH),
    "coordinator": Person(6, is_coordinator=True),
    "superuser": Person(7, is_superuser=True),
}


def _own(person):
    """The partner that somebody would put on duty; the coordinators' own is none."""
    return min(person.member_of & PARTNERS, default=0)


RULES = {
    "plan the months": rights.may_plan,
    "mark a month as impossible for the partner": lambda person: rights.may_mark_impossible(
        person, MONTHS
    ),
    "ask for a swap": lambda person: rights.may_ask_swap(person, MONTHS),
    "accept or decline a swap": lambda person: rights.may_answer_swap(person, ASKED),
    "take the request for a swap back": lambda person: rights.may_withdraw_swap(person, MONTHS),
    "arrange a swap or a stand-in": rights.may_arrange,
    "ask somebody to stand in": lambda person: rights.may_ask_stand_in(person, {MONTHS}),
    "ask for days in two months, one of another partner": lambda person: rights.may_ask_stand_in(
        person, {MONTHS, 9}
    ),
    "accept or decline to stand in": lambda person: rights.may_answer_stand_in(person, ASKED),
    "take the request to stand in back": lambda person: rights.may_withdraw_stand_in(
        person, MONTHS
    ),
    "put the own partner on duty at once": lambda person: rights.may_take_over_now(
        person, _own(person)
    ),
    "end a stand-in": lambda person: rights.may_end_stand_in(person, ASKED, {MONTHS}),
    "subscribe to the calendar": lambda person: rights.may_have_calendar(person, PARTNERS),
}


def _table():
    text = (Path(settings.BASE_DIR) / "docs" / "roles.md").read_text(encoding="utf-8")
    section = text.partition(f"{HEADING}\n")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    start = next(number for number, row in enumerate(rows) if row[0] == "what")
    persons = rows[start][1:]
    return [
        (row[0], person, cell)
        for row in rows[start + 2 :]
        for person, cell in zip(persons, row[1:], strict=True)
    ]


TABLE = _table()


def test_the_table_names_every_rule_for_everybody():
    assert {(what, person) for what, person, _cell in TABLE} == {
        (what, person) for what in RULES for person in PERSONS
    }
    assert {cell for _what, _person, cell in TABLE} == {"yes", "no"}


@pytest.mark.parametrize(("what", "person", "cell"), TABLE)
def test_every_cell_is_what_the_rule_says(what, person, cell):
    assert RULES[what](PERSONS[person]) == (cell == "yes")


@pytest.mark.parametrize(
    "answer",
    [
        lambda person: rights.may_ask_swap(person, None),
        lambda person: rights.may_ask_stand_in(person, {None}),
        lambda person: rights.may_ask_stand_in(person, set()),
        lambda person: rights.may_withdraw_stand_in(person, None),
        lambda person: rights.may_end_stand_in(person, ASKED, {None}),
    ],
    ids=["swap", "ask", "no month", "withdraw", "end"],
)
def test_the_coordinators_months_are_no_leads(answer):
    assert not answer(PERSONS["lead"])
