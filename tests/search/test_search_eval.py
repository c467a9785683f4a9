import json
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from search import shadowing
from search.backends.asks import Ask
from search.backends.database import engine
from search.models import Deletion, Entry, IndexState, Synonym, Word
from search.services.rebuilding import index_is_current
from tests.search.entries import entry
from tests.search.test_finding import NOW

DOCUMENTS = [
    {"id": "a", "text": "Prijava v poletno šolo robotike."},
    {"id": "b", "text": "Zimsko tekmovanje.", "title": "Robotika"},
    {"id": 7, "text": "Nič od tega."},
]
QUERIES = [
    {"id": "1", "query": "poletna šola", "relevant": ["a"], "kind": "plain"},
    {"id": "2", "query": "robotki", "relevant": ["a", "b"], "kind": "typo"},
    {"id": "3", "query": "košarka", "relevant": ["7"], "kind": "plain"},
]
RUN = [
    {"id": "1", "docs": ["a"]},
    {"id": "2", "docs": ["b", "a"]},
    {"id": "3", "docs": []},
]
MODELS = (Entry, Word, Deletion, IndexState, Synonym)


@pytest.fixture
def kit(tmp_path):
    def made(documents=DOCUMENTS, queries=QUERIES):
        paths = []
        for name, rows in (("docs", documents), ("queries", queries)):
            paths.append(tmp_path / f"{name}.jsonl")
            paths[-1].write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return [*map(str, paths), "--out", str(tmp_path / "run.jsonl")]

    return made


@pytest.fixture
def run(tmp_path):
    def rows():
        lines = (tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    return rows


def contents():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def names_of_tables():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM temp.sqlite_master WHERE name LIKE 'search%%' "
                "UNION SELECT name || '!' FROM main.sqlite_master"
            )
        else:
            cursor.execute("SELECT relname, relnamespace FROM pg_class WHERE relname ~ '^search'")
        return sorted(cursor.fetchall())


def found(word="kino"):
    ask = Ask(groups=(frozenset([word]),), now=NOW, languages=("sl",))
    return engine().find(ask).ids


def test_the_run_holds_what_readers_would_see(db, kit, run, capsys):
    call_command("search_eval", *kit())

    assert run() == RUN
    told = capsys.readouterr().out.splitlines()
    assert [line.split() for line in told[-4:]] == [
        ["queries", "recall@10", "nDCG@10", "P@10", "zero"],
        ["plain", "2", "0.5000", "0.5000", "1.0000", "0.5000"],
        ["typo", "1", "1.0000", "1.0000", "1.0000", "0.0000"],
        ["ALL", "3", "0.6667", "0.6667", "1.0000", "0.3333"],
    ]


def test_nothing_of_the_site_is_read_or_changed(db, kit, run):
    entry("Poletna šola robotike, kino.")
    Synonym.objects.create(language="sl", typed="košarka", means="nič")
    before, tables = contents(), names_of_tables()

    call_command("search_eval", *kit(), verbosity=0)

    assert run() == RUN
    assert (contents(), names_of_tables()) == (before, tables)
    assert len(found()) == 1


def _search_until(stop):
    with shadowing.own_index():
        entry("Kino.")
        entry("Še en kino.")
        assert (len(found()), Entry.objects.count()) == (2, 2)
        raise stop


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt])
def test_nothing_stays_behind_when_it_is_stopped(db, stop):
    entry("Kino.")
    before, tables = contents(), names_of_tables()

    with pytest.raises(stop):
        _search_until(stop)

    assert (contents(), names_of_tables()) == (before, tables)
    assert len(found()) == 1


@pytest.mark.django_db(transaction=True)
def test_others_search_and_write_meanwhile():
    entry("Kino.")
    seen = []

    def search_and_write():
        seen.append(len(found()))
        entry("Nov kino.")
        seen.append(len(found()))
        connections.close_all()

    with shadowing.own_index():
        entry("Kino.")
        entry("Kino.")
        entry("Kino.")
        other = threading.Thread(target=search_and_write)
        other.start()
        other.join(timeout=20)
        assert (seen, len(found())) == ([1, 2], 3)

    assert (len(found()), index_is_current()) == (2, False)


@pytest.mark.parametrize(
    ("documents", "queries", "problem"),
    [
        ([{"id": "a"}], QUERIES, "docs.jsonl, line 1: no object with id, text"),
        ([["a", "b"]], QUERIES, "docs.jsonl, line 1: no object with id, text"),
        (DOCUMENTS, [*QUERIES, {"query": "x"}], "queries.jsonl, line 4: no object with id, query"),
    ],
)
def test_a_file_that_is_no_kit_is_refused(db, kit, documents, queries, problem):
    tables = names_of_tables()

    with pytest.raises(CommandError, match=problem):
        call_command("search_eval", *kit(documents, queries), verbosity=0)

    assert names_of_tables() == tables


def test_a_file_that_is_not_there_is_named(db, kit, tmp_path):
    arguments = kit()
    arguments[0] = str(tmp_path / "none.jsonl")

    with pytest.raises(CommandError, match=r"none\.jsonl: No such file"):
        call_command("search_eval", *arguments, verbosity=0)


def test_another_database_is_refused_with_the_way_to_it(db, kit):
    other = "postgres" if connection.vendor == "sqlite" else "sqlite"

    with pytest.raises(CommandError, match="have DATABASE_URL name such a database"):
        call_command("search_eval", *kit(), engine_name=other)


def test_elasticsearch_is_refused_where_none_is_named(db, kit, settings):
    settings.ELASTICSEARCH_URL = ""

    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("search_eval", *kit(), engine_name="elasticsearch")


def test_a_kit_may_hold_anything(db, kit, run):
    documents = [{"id": "x" * 300, "text": "šola\0\ud800", "title": None}, {"id": "", "text": ""}]
    queries = [{"id": "1", "query": 'šola" \0 \udfff'}, {"id": "2", "query": ""}]

    call_command("search_eval", *kit(documents, queries), verbosity=0)

    assert run() == [{"id": "1", "docs": ["x" * 300]}, {"id": "2", "docs": []}]


@pytest.mark.elasticsearch
def test_elasticsearch_is_measured_in_an_index_that_is_gone_afterwards(db, kit, run, elastic):
    before = set(elastic.indices.get(index="*").body)

    call_command("search_eval", *kit(), engine_name="elasticsearch", verbosity=0)

    assert run() == RUN
    trials = {name for name in elastic.indices.get(index="*").body if "-trial-" in name}
    assert trials <= before
