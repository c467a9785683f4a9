import json

import pytest

from moderation.digest import NOT_CONTENT, content_digest

CONTENT = {
    "title": "Tabor",
    "body": [{"type": "paragraph", "value": "<p>Čez dan.</p>"}],
    "slug": "t",
}


def test_content_digest_is_64_hexadecimal_digits():
    digest = content_digest(CONTENT)

    assert (len(digest), set(digest) <= set("0123456789abcdef")) == (64, True)


def test_content_digest_does_not_depend_on_the_order_of_names():
    assert content_digest(dict(reversed(CONTENT.items()))) == content_digest(CONTENT)


def test_content_digest_is_the_same_after_a_round_through_json():
    assert content_digest(json.loads(json.dumps(CONTENT))) == content_digest(CONTENT)


@pytest.mark.parametrize("name", sorted(NOT_CONTENT))
def test_content_digest_leaves_out_what_publishing_changes(name):
    assert content_digest({**CONTENT, name: "changed"}) == content_digest(CONTENT)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Tabori"},
        {"title": "tabor"},
        {"title": "Tabor "},
        {"body": []},
        {"body": [{"type": "paragraph", "value": "<p>Cez dan.</p>"}]},
        {"slug": "u"},
        {"new_field": None},
    ],
    ids=["word", "case", "blank", "no text", "diacritic", "address", "new field"],
)
def test_content_digest_differs_when_readers_would_see_something_else(change):
    assert content_digest({**CONTENT, **change}) != content_digest(CONTENT)


def test_content_digest_takes_half_a_character():
    """A lone surrogate reaches JSON from a broken form; it must not stop a decision."""
    assert content_digest({"title": "\ud83d"}) != content_digest({"title": ""})
