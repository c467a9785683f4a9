"""What readers ask of the database's full text: the same answers on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from search.backends import finder
from search.backends.asks import (
    Order,
    counts_of_facets,
    counts_of_kinds,
    counts_of_whens,
    edges,
    total,
)
from search.backends.database import engine
from search.backends.matching import All, Key, Nothing, Some, some_of
from search.documents import signature_of
from search.models import Entry, FacetSet
from tests.search.index_scene import NOON, asked, found

pytestmark = pytest.mark.django_db


def write(label, title="", body="", **facts):
    kind, facets = facts.pop("kind", "objava"), facts.pop("facets", "")
    signature = signature_of(kind, facets)
    FacetSet.objects.get_or_create(pk=signature, defaults={"kind": kind, "facets": facets})
    values = {
        "content_type": ContentType.objects.get_for_model(Entry),
        "object_id": label,
        "is_public": True,
        "language": "sl",
        "kind": kind,
        "facets": facets,
        "signature": signature,
        "version": 1,
        "label": label,
        "title": title,
        "body": body,
        "prefixes": label.lower(),
    }
    return Entry.objects.create(**values | facts)


def group(*keys):
    return frozenset(keys)


def labels(*keys, **options):
    return found("", groups=tuple(group(key) for key in keys), **options)


def test_all_words_are_wanted_or_any():
    write("oba", body="pes macka")
    write("eden", body="pes")

    assert labels("pes", "macka") == ["oba"]
    assert labels("pes", "macka", is_any=True) == ["oba", "eden"]


def test_the_title_comes_before_the_text_and_short_before_long():
    write("dolgo", body="pes " + "beseda " * 50)
    write("kratko", body="pes beseda")
    write("naslov", title="pes", body="beseda " * 60)

    assert labels("pes") == ["naslov", "kratko", "dolgo"]


def test_of_equals_the_newer_comes_first():
    for label in ("a", "b", "c"):
        write(label, body="pes")

    assert labels("pes") == ["c", "b", "a"]


def test_what_is_not_public_or_in_another_language_is_not_found():
    write("osnutek", body="pes", is_public=False)
    write("deutsch", body="pes", language="de")
    write("povsod", body="pes", language="")

    assert labels("pes") == ["povsod"]
    assert labels("pes", languages=("de",), with_shared=False) == ["deutsch"]


def test_what_has_passed_comes_last_and_today_lasts_until_midnight():
    tomorrow = edges(NOON)[0]
    write("mimo", title="pes", body="pes", starts_at=NOON - timedelta(days=1))
    write("traja", body="pes", starts_at=NOON - timedelta(days=1), ends_at=NOON)
    write("nocoj", body="pes", starts_at=tomorrow - timedelta(seconds=1))
    write("jutri", body="pes", starts_at=tomorrow)
    write("kdaj", body="pes", starts_at=NOON + timedelta(days=40))

    ask = asked("pes")
    hits = engine().find(ask)

    assert labels("pes")[-1] == "mimo"
    assert counts_of_whens(hits.signatures, ask) == {
        "danes": 2,
        "teden": 3,
        "mesec": 3,
        "prihaja": 4,
        "preteklo": 1,
    }
    assert set(labels("pes", when="danes")) == {"traja", "nocoj"}
    assert labels("pes", when="preteklo") == ["mimo"]


def test_counts_leave_out_their_own_filter_alone():
    write("a", body="pes", facets=" tema:sport obcina:mezica ")
    write("b", body="pes", facets=" tema:sport tema:gore obcina:prevalje ")
    write("c", body="pes", facets=" tema:gore ", kind="dogodek")

    ask = asked("pes", facets={"tema": "sport"}, kind="objava")
    hits = engine().find(ask)

    assert labels("pes", facets={"tema": "sport"}) == ["b", "a"]
    assert total(hits.signatures, ask) == 2
    assert counts_of_kinds(hits.signatures, ask) == {"objava": 2}
    assert counts_of_facets(hits.signatures, ask) == {
        "tema": {"sport": 2, "gore": 1},
        "obcina": {"mezica": 1, "prevalje": 1},
    }


def test_counts_are_whole_though_another_thread_that_knows_less_comes_between():
    class Overtaken(type(engine())):
        """Whatever it learns, another thread puts its own in place at once."""

        _facet_sets = property(lambda self: {}, lambda self, learnt: None)

    write("objava", body="pes", facets=" tema:sport ")

    hits = Overtaken().find(asked("pes"))

    assert [(kind, facets) for kind, facets, _, _ in hits.signatures] == [
        ("objava", " tema:sport ")
    ]


def test_by_date_the_newest_is_first_and_what_has_no_date_last():
    write("brez", body="pes")
    write("star", body="pes", published_at=NOON - timedelta(days=9))
    write("nov", body="pes", published_at=NOON)

    assert labels("pes", order=Order.NEWEST) == ["nov", "star", "brez"]


@pytest.mark.parametrize("candidates", [500, 4, 1])
def test_pages_hold_every_hit_once_however_many_are_ranked(monkeypatch, candidates):
    monkeypatch.setattr(finder, "CANDIDATES", candidates)
    monkeypatch.setattr(finder, "BEST", candidates)
    for number in range(10):
        past = NOON - timedelta(days=1) if number % 3 == 0 else None
        write(str(number), title="pes" if number == 1 else "", body="pes", starts_at=past)

    shown = [
        label for start in range(0, 12, 3) for label in labels("pes", start=start, stop=start + 3)
    ]

    assert shown == ["1", "8", "7", "5", "4", "2", "9", "6", "3", "0"]


@pytest.mark.parametrize("candidates", [500, 2])
def test_weights_order_what_has_any_of_the_words(monkeypatch, candidates):
    monkeypatch.setattr(finder, "CANDIDATES", candidates)
    monkeypatch.setattr(finder, "BEST", candidates)
    write("a in b", body="a b")
    write("b in c", body="b c")
    write("le c", body="c")
    write("vse", body="a b c")

    parts = (Key("a"), Some((Key("b"), All((Key("x"), Key("y"))))), Key("c"), Nothing())
    worth = tuple(zip(parts, (4, 2, 1, 9), strict=True))
    options = {"matches": parts, "is_any": True, "worth": worth, "least": 3}

    assert found("", **options) == ["vse", "a in b", "b in c"]
    assert engine().find(replace(asked(""), **options, is_counted=False)).signatures == ()


def test_frequencies_count_each_match():
    write("oba", body="pes macka")
    write("eden", body="pes")

    assert engine().frequencies([Key("pes"), Nothing(), Key("macka"), Key("ni")]) == (
        Entry.objects.filter(is_public=True).count(),
        (2, 0, 1, 0),
    )


def test_frequencies_tell_nothing_of_what_is_not_public():
    write("odprt", body="pes")
    write("osnutek", body="pes skrivnost", is_public=False)

    assert engine().frequencies([Key("pes"), Key("skrivnost")]) == (
        Entry.objects.filter(is_public=True).count(),
        (1, 0),
    )


@pytest.mark.parametrize(
    "typed", ['"', "'", "\\", "^pes", "pes*", "a OR b", "NEAR(a b)", "&|!", "č'", "日本"]
)
def test_what_engines_take_for_orders_finds_nothing_else(typed):
    write("pes", title="pes", body="pes a b")

    assert labels("pes", typed) == []
    assert labels("pes", typed, is_any=True) == ["pes"]


def test_keys_in_any_script_are_one_token():
    write("azbuka", body="школа हिन्दी 日本 12e5 1a")

    for key in ("школа", "हिन्दी", "日本", "12e5", "1a"):
        assert labels(key) == ["azbuka"]
    assert labels("हिन") == []


def test_many_words_that_any_will_do_are_answered():
    write("pes", body="pes")

    words = tuple(group(f"beseda{number}", f"druga{number}") for number in range(11))
    options = {"groups": (*words, group("pes")), "is_any": True}

    assert found("", **options) == ["pes"]
    worth = tuple((some_of(map(Key, sorted(keys))), 1) for keys in options["groups"])
    assert found("", **options, worth=worth, least=6) == []


def test_nothing_asked_finds_nothing():
    write("pes", body="pes")

    assert engine().find(asked("")).ids == ()
    assert labels("pes", start=5, stop=3) == []


def test_changed_keys_are_followed_and_what_is_deleted_is_gone():
    entry = write("pes", body="pes")

    Entry.objects.filter(pk=entry.pk).update(body="macka")
    assert (labels("pes"), labels("macka")) == ([], ["pes"])

    entry.delete()
    assert labels("macka") == []
