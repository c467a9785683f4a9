"""Elasticsearch beside the database: the same question has the same answer."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from search.backends import elasticsearch, finder
from search.backends.asks import Ask, Hits, Order, When, edges
from search.backends.database import engine
from search.backends.matching import All, Key, Some
from search.services.replica_rebuilding import rebuild_replica
from tests.search.conftest import using_elasticsearch
from tests.search.keyed_entries import entry

pytestmark = pytest.mark.elasticsearch

NOW = datetime(2026, 11, 22, 12, 30, 0, 500, tzinfo=UTC)
TOPICS = ["tema:sport", "tema:delo", "tema:zdravje", "tema:kultura"]
TOWNS = ["obcina:ravne", "obcina:dravograd", "obcina:slovenj-gradec"]
KINDS = ["objava", "dogodek", "vodnik", "organizacija"]
KEYS = [f"k{number}" for number in range(40)]


def ask(*groups, **facts):
    facts = {"now": NOW, "languages": ("sl",), "stop": 1000, **facts}
    return Ask(groups=tuple(map(frozenset, groups)), **facts)


def told(done=None, number=None, label=None):
    """Nobody watches a rebuild here."""


@pytest.fixture
def replica(elastic, patient):
    def make():
        rebuild_replica(now=NOW, report=told)

    return make


def around(now):
    """Moments on either side of each edge of time, to the microsecond."""
    step = timedelta(microseconds=1)
    return [moment + by for moment in (now, *edges(now)) for by in (-step, timedelta(), step)]


def _write_many():
    chance = random.Random(7)
    moments = [None, None, *around(NOW)]
    for number in range(300):
        starts_at = chance.choice(moments)
        length = chance.choice([None, timedelta(), timedelta(hours=3), timedelta(days=9)])
        entry(
            " ".join(chance.choices(KEYS, k=chance.randint(3, 30))),
            title=" ".join(chance.choices(KEYS, k=chance.randint(1, 4))),
            facets=" ".join([*chance.sample(TOPICS, chance.randint(0, 2)), chance.choice(TOWNS)]),
            kind=chance.choice(KINDS),
            language=chance.choice(["sl", "sl", "sl", "en", "de", ""]),
            is_public=chance.random() > 0.1,
            starts_at=starts_at,
            ends_at=(starts_at and length is not None and starts_at + length) or None,
            published_at=chance.choice([None, NOW - timedelta(days=number % 50)]),
        )


@pytest.fixture(scope="module")
def entries_of_all_sorts(rows_of_module):
    """Entries of all sorts, the same each time, in an index that all tests here ask."""
    with using_elasticsearch("many") as changed:
        _write_many()
        rebuild_replica(now=NOW, report=told)
        yield changed


@pytest.fixture
def many(entries_of_all_sorts, db, settings, patient, unbroken):
    for name, value in entries_of_all_sorts.items():
        setattr(settings, name, value)


QUESTIONS = {
    "one word": ask({"k1"}),
    "one word of many forms": ask({"k1", "k2", "k3"}),
    "two words": ask({"k1"}, {"k2"}),
    "three words of many forms": ask({"k1", "k4"}, {"k2", "k5", "k6"}, {"k3", "k7"}),
    "any of two words": ask({"k1"}, {"k2", "k3"}, is_any=True),
    "what nobody wrote": ask({"nothing"}),
    "no word": ask(),
    "a word without a form": ask({"k1"}, ()),
    "any with a word without a form": ask({"k1"}, (), is_any=True),
    "another language": ask({"k1", "k2"}, languages=("en",)),
    "two languages alone": ask({"k1", "k2"}, languages=("en", "de"), with_shared=False),
    "a kind": ask({"k1", "k2"}, kind="dogodek"),
    "a kind that is not there": ask({"k1"}, kind="ni"),
    "a topic": ask({"k1", "k2"}, facets={"tema": "sport"}),
    "a topic and a town": ask({"k1", "k2"}, facets={"tema": "delo", "obcina": "ravne"}),
    "a topic that is not there": ask({"k1"}, facets={"tema": "ni tega* OR (x"}),
    **{when: ask({"k1", "k2", "k3", "k4"}, when=when) for when in When},
    "everything at once": ask(
        {"k1", "k2", "k3"}, kind="dogodek", facets={"obcina": "ravne"}, when=When.TO_COME
    ),
}


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_find_gives_the_entries_and_counts_that_the_database_gives(many, question, order):
    question = Ask(**{**vars(question), "order": order})

    found, expected = elasticsearch.find(question), engine().find(question)

    assert sorted(found.signatures) == sorted(expected.signatures)
    assert found.ids == expected.ids


@pytest.mark.parametrize("candidates", [20, 3])
@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_find_gives_every_page_that_the_database_gives_when_not_all_are_ranked(
    many, monkeypatch, question, order, candidates
):
    monkeypatch.setattr(finder, "CANDIDATES", candidates)
    monkeypatch.setattr(finder, "BEST", max(candidates // 2, 1))
    pages = [
        Ask(**{**vars(question), "order": order, "start": start, "stop": start + 15})
        for start in (0, 15, 30, 120)
    ]

    found = [elasticsearch.find(page).ids for page in pages]

    assert found == [engine().find(page).ids for page in pages]


WORTH = ((Key("k1"), 400), (Some((Key("k2"), All((Key("k3"), Key("k4"))))), 250), (Key("k5"), 90))
SOME_OF = ask(matches=tuple(match for match, _ in WORTH), is_any=True, worth=WORTH)


@pytest.mark.parametrize("candidates", [500, 20])
@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("least", [1, 100, 300, 600, 700, 741])
def test_find_weighs_words_as_the_database_does(many, monkeypatch, least, order, candidates):
    monkeypatch.setattr(finder, "CANDIDATES", candidates)
    monkeypatch.setattr(finder, "BEST", max(candidates // 2, 1))
    question = Ask(**{**vars(SOME_OF), "least": least, "order": order})

    found, expected = elasticsearch.find(question), engine().find(question)

    assert sorted(found.signatures) == sorted(expected.signatures)
    assert found.ids == expected.ids


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_find_puts_what_is_over_last(many, question):
    over = Ask(**{**vars(question), "when": When.OVER})
    among = set(elasticsearch.find(over).ids)

    ids = elasticsearch.find(question).ids

    assert [pk in among for pk in ids] == sorted(pk in among for pk in ids)


def test_find_ranks_a_title_before_a_text_and_a_short_text_before_a_long_one(replica):
    long = entry("rov " + "x " * 60)
    short = entry("rov x x x")
    titled = entry("x x x", title="rov")
    for _ in range(20):
        entry("x y z")
    replica()

    expected = (titled.pk, short.pk, long.pk)
    assert engine().find(ask({"rov"})).ids == expected
    assert elasticsearch.find(ask({"rov"})).ids == expected


def test_find_gives_equal_ones_latest_first_page_by_page(replica):
    pks = [entry("rov").pk for _ in range(30)]
    replica()

    pages = [elasticsearch.find(ask({"rov"}, start=at, stop=at + 12)).ids for at in (0, 12, 24, 36)]

    newest = tuple(reversed(pks))
    assert pages == [newest[:12], newest[12:24], newest[24:], ()]


def test_find_leaves_to_the_database_what_is_too_much(elastic):
    with pytest.raises(elasticsearch.Unsuitable):
        elasticsearch.find(ask({"rov"}, start=10_000, stop=10_012))
    with pytest.raises(elasticsearch.Unsuitable):
        elasticsearch.find(ask({f"k{number}" for number in range(1_001)}))


def test_find_takes_as_many_keys_as_it_says(replica):
    written = entry("z999")
    replica()

    groups = [{f"z{word * 25 + number}" for number in range(25)} for word in range(40)]

    assert elasticsearch.find(ask(*groups, is_any=True)).ids == (written.pk,)
    assert elasticsearch.find(ask(*groups)).ids == ()


NAUGHTY = [
    "*", "?", "rov*", "a OR b", "(((", "\\", '"', "/.*/", "keys:rov", "_exists_:id", "{}", "[1 TO 2]",
    '{"match_all": {}}', "doc['id'].value", "${x}", "\0", "'; DROP TABLE search_entry; --", "<script>",
    "Ω≈ç√∫˜µ≤≥÷", "田中さん", "👩‍👩‍👧‍👦", "x" * 10_000, " ", "",
]  # fmt: skip


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_find_takes_whatever_is_asked_as_a_word(many, text):
    assert elasticsearch.find(ask({text})) == Hits((), ())
    assert elasticsearch.find(ask({"k1"}, kind=text, facets={text: text})).ids == ()


def test_a_key_of_any_length_is_found(replica):
    written = entry("š" * 3_000)
    replica()

    assert elasticsearch.find(ask({"š" * 3_000})).ids == (written.pk,)
