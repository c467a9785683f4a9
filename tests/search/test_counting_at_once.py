"""Counting while somebody else writes; what is saved here is committed."""

import sqlite3
import time
from datetime import UTC, datetime
from threading import Thread

import pytest
from django.db import connection, connections

from search.models import QueryCount
from search.services import count_query

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)


def ask():
    return count_query(query="rov", found=1, language="sl", now=NOW)


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_count_query_keeps_nobody_waiting_while_another_process_writes(committed_site):
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()

    was_counted = ask()

    took = time.monotonic() - began
    other.execute("ROLLBACK")
    other.close()
    assert (was_counted, took < 2, ask()) == (False, True, True)


def test_count_query_loses_none_of_those_who_ask_the_same_at_once(committed_site):
    done = []

    def reader():
        done.extend(ask() for _time in range(5))
        connections.close_all()

    readers = [Thread(target=reader) for _number in range(4)]
    for thread in readers:
        thread.start()
    for thread in readers:
        thread.join()

    # A count that found the database busy is left out, one that was made is never lost.
    assert (len(done), QueryCount.objects.get(query="rov").asked) == (20, done.count(True))
