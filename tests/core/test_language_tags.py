from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from core.templatetags import language_tags


@pytest.fixture(autouse=True)
def _read_in_german():
    with translation.override("de"):
        yield


def written_in(code):
    return SimpleNamespace(locale=SimpleNamespace(language_code=code))


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (written_in("sl"), "sl"),
        (written_in("en"), "en"),
        (written_in("de"), ""),
        (SimpleNamespace(locale=None), ""),
        (SimpleNamespace(), ""),
    ],
    ids=["in Slovene", "in English", "the reader's own", "in none", "a row without languages"],
)
def test_foreign_language_names_what_is_not_the_readers(page, code):
    assert language_tags.foreign_language(page) == code


@pytest.mark.parametrize(("reader", "code"), [("sl", ""), ("en", "sl"), ("de", "sl")])
def test_main_language_is_named_to_those_who_read_another(reader, code):
    with translation.override(reader):
        assert language_tags.main_language() == code


def test_lang_attribute_stands_only_where_there_is_a_code():
    template = Template("{% load language_tags %}<p{{ code|lang_attribute }}>")

    written = [template.render(Context({"code": code})) for code in ("sl", "", '"><b')]

    assert written == ['<p lang="sl">', "<p>", '<p lang="&quot;&gt;&lt;b">']


def test_in_language_says_it_in_the_readers_words():
    said = {}
    for reader in ("sl", "en", "de"):
        with translation.override(reader):
            said[reader] = [language_tags.in_language(code) for code in ("sl", "en", "de")]

    assert said["en"] == ["in Slovene", "in English", "in German"]
    assert len({tuple(words) for words in said.values()}) == 3


def test_in_language_leaves_a_language_that_it_does_not_know_as_it_is():
    assert language_tags.in_language("it") == "it"
