"""Counting queries and clicks."""

import sqlite3
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.utils import OperationalError

from search import jobs, querysets
from search.models import QueryCount
from search.services import count_click, count_query

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)

pytestmark = pytest.mark.django_db


def rows():
    return list(
        QueryCount.objects.order_by("month", "language", "query").values_list(
            "month", "language", "query", "asked", "without_result", "clicked"
        )
    )


def ask(query="Rov", found=3, language="sl", now=NOW):
    return count_query(query=query, found=found, language=language, now=now)


def click(query="rov", language="sl", now=NOW):
    return count_click(query=query, language=language, now=now)


def counted(query, **facts):
    return QueryCount.objects.create(
        **{"month": NOVEMBER, "language": "sl", "query": query, "asked": 1, **facts}
    )


def test_count_query_adds_to_the_row_of_the_month_and_language():
    for found in (3, 0, 1):
        ask(found=found)
    ask(language="en", found=0)
    ask("rov  ", now=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))

    assert rows() == [
        (NOVEMBER, "en", "rov", 1, 1, 0),
        (NOVEMBER, "sl", "rov", 3, 1, 0),
        # Half past midnight in Ljubljana.
        (date(2026, 12, 1), "sl", "rov", 1, 0, 0),
    ]


@pytest.mark.parametrize(
    "facts",
    [{"query": "ana@example.org"}, {"query": "031 123 456"}, {"query": ""}, {"language": "xx"}],
)
def test_count_query_keeps_nothing_that_may_be_somebodys(facts):
    assert (ask(**facts), rows()) == (False, [])


def test_count_query_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        ask()
    with django_assert_num_queries(1):
        ask()

    assert rows() == [(NOVEMBER, "sl", "rov", 2, 0, 0)]


def test_count_query_takes_no_new_query_when_the_month_is_full(monkeypatch):
    monkeypatch.setattr(querysets, "MOST_ROWS_A_MONTH", 2)
    for query in ("a", "b", "c", "a"):
        ask(query)
    ask("c", now=datetime(2026, 12, 10, tzinfo=UTC))

    assert [(month, query, asked) for month, _l, query, asked, *_r in rows()] == [
        (NOVEMBER, "a", 2),
        (NOVEMBER, "b", 1),
        (date(2026, 12, 1), "c", 1),
    ]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_count_query_gives_up_soon_where_the_database_is_busy_and_says_so(caplog):
    caplog.set_level("WARNING", "search")
    wait = "PRAGMA busy_timeout"
    connection.ensure_connection()
    usual = connection.connection.execute(wait).fetchone()
    during = []

    def refuse(execute, sql, params, many, context):
        if sql.lstrip().startswith("INSERT"):
            during.append(connection.connection.execute(wait).fetchone()[0])
            raise OperationalError("database is locked") from sqlite3.OperationalError()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        was_counted = ask("zaupno")

    assert (was_counted, rows(), during) == (False, [], [150])
    assert connection.connection.execute(wait).fetchone() == usual
    assert [("not counted" in line, "zaupno" in line) for line in caplog.messages] == [
        (True, False)
    ]


def test_count_click_counts_what_was_asked_this_month_and_never_more_often():
    ask()
    ask()

    answers = [click(), click("ROV"), click(), click("jama"), click(language="en"), click("a@b")]

    assert answers == [True, True, False, False, False, False]
    assert rows() == [(NOVEMBER, "sl", "rov", 2, 0, 2)]


def test_rare_queries_of_past_months_become_a_number_once():
    october = date(2026, 10, 1)
    counted("nekdo nekje", month=october, without_result=1)
    counted("drugi nekje", month=october, clicked=1)
    counted("often", month=october, asked=2)
    counted("someone", month=october, language="en")
    counted("danes")

    for _time in range(2):
        jobs.forget_rare_queries(NOW)

    assert rows() == [
        (october, "en", "", 1, 0, 0),
        (october, "sl", "", 2, 1, 1),
        (october, "sl", "often", 2, 0, 0),
        (NOVEMBER, "sl", "danes", 1, 0, 0),
    ]


def test_rare_queries_that_come_late_are_added_to_the_number():
    counted("", month=date(2026, 10, 1), asked=5)
    counted("pozno", month=date(2026, 10, 1))

    jobs.forget_rare_queries(NOW)

    assert rows() == [(date(2026, 10, 1), "sl", "", 6, 0, 0)]


def test_counts_are_forgotten_after_two_years():
    counted("staro", month=date(2024, 10, 1))
    counted("še", month=date(2024, 11, 1))

    jobs.forget_old_queries(NOW)

    assert [row[2] for row in rows()] == ["še"]
