from datetime import UTC, datetime

import pytest

from network import published as registry
from network.published import published, register_published

NOON = datetime(2026, 11, 10, 11, tzinfo=UTC)


@pytest.fixture
def nothing_registered(monkeypatch):
    monkeypatch.setattr(registry, "_sections", {})


def test_a_section_is_asked_with_what_narrows_it(nothing_registered):
    def guides(now, *, locale, organisation=None, topics=(), **scope):
        return [now, locale, organisation, topics, scope]

    register_published("guides", guides)

    assert published(NOON, locale=1, topics=["glasba"]) == {
        "guides": [NOON, 1, None, ["glasba"], {}]
    }
    assert published(NOON, locale=1, organisation="klub") == {"guides": [NOON, 1, "klub", (), {}]}


def test_a_section_that_cannot_narrow_by_a_place_has_nothing_of_it(nothing_registered):
    register_published("guides", lambda now, *, locale, topics=(): ["vse"])
    register_published("mentors", lambda now, *, locale, topics=(), **scope: ["vsi"])
    register_published("events_coming", lambda now, *, locale, place=None: [place])

    assert published(NOON, locale=1, place="rov") == {
        "guides": [],
        "mentors": [],
        "events_coming": ["rov"],
    }
