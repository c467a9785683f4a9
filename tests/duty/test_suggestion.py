from collections import Counter
from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duty.roster import months_from
from duty.suggestion import suggest_year

YEAR = months_from(date(2027, 1, 1), 12)
A, B, C, D = 1, 2, 3, 4


def suggest(months=YEAR, partners=(A, B, C), counts=None, impossible=None, before=None, kept=None):
    year = suggest_year(months, partners, counts or {}, impossible or {}, before, kept=kept)
    assert list(year) == sorted(months)
    return list(year.values())


@pytest.mark.parametrize(
    ("facts", "year"),
    [
        ({}, [A, B, C] * 4),
        ({"partners": [C, A, B]}, [C, A, B] * 4),
        ({"partners": []}, [None] * 12),
        ({"partners": [A]}, [A] * 12),
        ({"partners": [A], "impossible": {A: {YEAR[3]}}}, [A] * 3 + [None] + [A] * 8),
    ],
    ids=[
        "a rotation",
        "in the order given",
        "nobody",
        "one partner alone",
        "nobody can",
    ],
)
def test_suggest_year_gives_everybody_a_turn(facts, year):
    assert suggest(**facts) == year


def test_the_turn_is_on_whoever_had_the_fewest_months():
    assert suggest(YEAR[:4], counts={A: 2, B: 1, C: 0}) == [C, B, C, A]


def test_nobody_has_two_months_in_a_row_though_others_have_had_more():
    assert suggest(YEAR[:4], partners=(A, B), counts={A: 9}, before=B) == [A, B, A, B]


def test_the_month_before_counts_as_well():
    assert suggest(YEAR[:3], before=A) == [B, A, C]


def test_a_month_that_only_one_can_take_is_kept_free_of_neighbours():
    """B comes first in turn and would be alone able in February: January goes to A."""
    impossible = {A: {YEAR[1]}, C: {YEAR[1]}}

    assert suggest(YEAR[:3], partners=(B, A, C), impossible=impossible) == [A, B, C]


def test_twice_in_a_row_where_nobody_else_can():
    impossible = {A: {YEAR[0], YEAR[1]}}

    assert suggest(YEAR[:3], partners=(A, B), impossible=impossible) == [B, B, A]


def test_what_is_kept_stays_and_counts():
    assert suggest(YEAR[:6], kept={YEAR[1]: A, YEAR[2]: B}) == [C, A, B, C, A, B]


def test_what_somebody_keeps_who_takes_no_turn_stays():
    assert suggest(YEAR[:3], partners=(A, B), kept={YEAR[1]: D}) == [A, D, B]


def test_a_year_of_no_months_is_empty():
    assert suggest([]) == []


partner_lists = st.lists(st.integers(1, 5), unique=True, max_size=5)
blocked = st.dictionaries(st.integers(1, 5), st.sets(st.sampled_from(YEAR)))
loads = st.dictionaries(st.integers(1, 5), st.integers(0, 6))


@given(partner_lists, loads, blocked, st.none() | st.integers(1, 5))
def test_months_go_to_those_who_can_and_are_empty_only_where_nobody_can(
    partners, counts, impossible, before
):
    year = suggest_year(YEAR, partners, counts, impossible, before)

    assert list(year) == YEAR
    for month, partner in year.items():
        able = [one for one in partners if month not in impossible.get(one, ())]
        assert (partner in able) if able else (partner is None)


@given(
    st.lists(st.integers(1, 3), unique=True, max_size=3),
    loads,
    st.dictionaries(st.integers(1, 3), st.sets(st.sampled_from(YEAR[:5]))),
    st.none() | st.integers(1, 3),
)
def test_there_is_no_year_with_fewer_repetitions(partners, counts, impossible, before):
    months = YEAR[:5]
    able = [
        [one for one in partners if month not in impossible.get(one, ())] or [None]
        for month in months
    ]

    year = suggest_year(months, partners, counts, impossible, before)

    assert repetitions(before, year.values()) == min(
        repetitions(before, other) for other in product(*able)
    )


@given(st.integers(2, 5), st.integers(0, 3))
def test_equal_partners_who_always_can_have_equal_shares(number, before):
    partners = list(range(1, number + 1))

    year = suggest_year(YEAR, partners, {}, {}, before or None)

    shares = Counter(year.values())
    assert max(shares.values()) - min(shares[one] for one in partners) <= 1


def repetitions(before, year):
    return sum(one is not None and one == other for one, other in pairwise([before, *year]))
