import math

import pytest

from search.measuring import ALL, Figures, Query, figures


def query(pk, *relevant, kind="plain"):
    return Query(pk, kind, frozenset(relevant))


def test_figures_are_those_of_each_kind_and_of_all():
    queries = [query("1", "a", "b"), query("2", "c"), query("3", "d", kind="typo")]
    run = {"1": ["x", "a"], "2": ["c"], "3": []}

    found = figures(queries, run)

    first = (1 / math.log2(3)) / (1 + 1 / math.log2(3))
    assert found == {
        "plain": Figures(2, 0.75, pytest.approx((first + 1) / 2), 0.75, 0.0),
        "typo": Figures(1, 0.0, 0.0, 0.0, 1.0),
        ALL: Figures(3, 0.5, pytest.approx((first + 1) / 3), 0.75, pytest.approx(1 / 3)),
    }


def test_figures_look_at_ten_different_documents():
    relevant = [f"r{number}" for number in range(12)]
    run = {"1": ["r0", "r0", *relevant[1:9], "x", "r9", "r10"]}

    (_, of_all) = figures([query("1", *relevant)], run).values()

    assert (of_all.recall, of_all.precision) == (0.9, 0.9)


def test_figures_leave_out_what_nobody_judged():
    assert figures([query("1")], {"1": ["a"]}) == {}
