import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.plain_text import blocks_from_text, readable_text, text_from_blocks

PICTURE = ("picture", {"picture": 7, "alt_text": "Oder", "caption": "Pred koncertom"})
QUOTE = ("quote", {"text": "Bilo je <noro>.", "author": "Eva"})
TO_PAGE = '<p>Glej <a linktype="page" id="3">prejšnji zapis</a>.</p>'


def paragraph(html):
    return [("paragraph", html)]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        (" \n\n ", []),
        ("Ena vrstica", paragraph("<p>Ena vrstica</p>")),
        ("Ena\nvrstica", paragraph("<p>Ena<br/>vrstica</p>")),
        ("Prvi\n\n\nDrugi", paragraph("<p>Prvi</p><p>Drugi</p>")),
        ("a\r\nb\rc\u2028d", paragraph("<p>a<br/>b<br/>c<br/>d</p>")),
        ("## Naslov\nbesedilo", [("heading", "Naslov"), *paragraph("<p>besedilo</p>")]),
        ("##brez presledka", paragraph("<p>##brez presledka</p>")),
        ("# ena lojtra", paragraph("<p># ena lojtra</p>")),
        (
            "Prinesi:\n- copate\n- vodo",
            paragraph("<p>Prinesi:</p><ul><li>copate</li><li>vodo</li></ul>"),
        ),
        ("• ena\n* dve", paragraph("<ul><li>ena</li><li>dve</li></ul>")),
        ("- ena\n  in še", paragraph("<ul><li>ena<br/>in še</li></ul>")),
        ("- ena\npotem", paragraph("<ul><li>ena</li></ul><p>potem</p>")),
        ("1. prvi\n2. drugi", [("steps", ["prvi", "drugi"])]),
        ("1. prvi\n\n2. drugi\n  in še", [("steps", ["prvi", "drugi\nin še"])]),
        ("1) prvi\n2) drugi", paragraph("<ol><li>prvi</li><li>drugi</li></ol>")),
        ("1. maja se dobimo", paragraph("<p>1. maja se dobimo</p>")),
        ("24. 12. ob 18. uri", paragraph("<p>24. 12. ob 18. uri</p>")),
        ("3. tretji\n4. četrti", paragraph("<p>3. tretji<br/>4. četrti</p>")),
        ("[[slika 1]]", paragraph("<p>[[slika 1]]</p>")),
    ],
)
def test_blocks_from_text_follows_the_few_rules(text, blocks):
    assert blocks_from_text(text) == blocks


@pytest.mark.parametrize(
    ("line", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("Tom & Jerry &amp; &lt;", "Tom &amp; Jerry &amp;amp; &amp;lt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("[klik](javascript:alert(1))", "[klik](javascript:alert(1))"),
        ('https://a.si/"onclick="x', '<a href="https://a.si/">https://a.si/</a>"onclick="x'),
        ("glej https://a.si.", 'glej <a href="https://a.si">https://a.si</a>.'),
        ("(https://a.si/b_(c))", '(<a href="https://a.si/b_(c)">https://a.si/b_(c)</a>)'),
        (
            "https://a.si/?a=1&b=2",
            '<a href="https://a.si/?a=1&amp;b=2">https://a.si/?a=1&amp;b=2</a>',
        ),
        ("[prijava](https://a.si)", '<a href="https://a.si">prijava</a>'),
        ("**zelo** *malo*", "<b>zelo</b> <i>malo</i>"),
        ("**a****b**", "<b>a</b><b>b</b>"),
        ("5*3*2 in ** in * x *", "5*3*2 in ** in * x *"),
        ("**<b>**", "<b>&lt;b&gt;</b>"),
        ("https://", "https://"),
    ],
)
def test_blocks_from_text_escapes_everything_and_makes_links(line, html):
    assert blocks_from_text(line) == paragraph(f"<p>{html}</p>")


def test_invisible_characters_and_halves_of_characters_are_dropped():
    assert blocks_from_text("a\x00b\x07c\ud800d") == paragraph("<p>abcd</p>")


def test_text_from_blocks_is_what_an_author_would_type():
    blocks = [
        *paragraph('<p data-block-key="x1">Prvi <strong>del</strong></p><ul><li>a</li></ul>'),
        ("heading", "Naslov"),
        ("steps", ["prvi", "drugi\nin še"]),
        *paragraph('<ol><li>x</li><li>y</li></ol><p></p><p>Glej <a href="https://a.si">tu</a></p>'),
    ]

    text, kept = text_from_blocks(blocks)

    assert text == (
        "Prvi **del**\n\n- a\n\n## Naslov\n\n1. prvi\n2. drugi\n  in še\n\n1) x\n2) y\n\n"
        "Glej [tu](https://a.si)"
    )
    assert kept == {}


def test_what_text_cannot_say_stands_behind_markers_with_names():
    text, kept = text_from_blocks(
        [PICTURE, *paragraph(f"<p>Uvod</p>{TO_PAGE}"), QUOTE, PICTURE],
        {"picture": "slika", "quote": "citat", "paragraph": "odstavek"}.get,
    )

    assert text == "[[slika 1]]\n\nUvod\n\n[[odstavek 1]]\n\n[[citat 1]]\n\n[[slika 2]]"
    assert kept == {
        "[[slika 1]]": PICTURE,
        "[[odstavek 1]]": ("paragraph", TO_PAGE),
        "[[citat 1]]": QUOTE,
        "[[slika 2]]": PICTURE,
    }


@pytest.mark.parametrize(
    ("edited", "blocks"),
    [
        ("[[slika 1]]\n\nUvod", [PICTURE, *paragraph("<p>Uvod</p>")]),
        (
            "Uvod\n[[ SLIKA  1 ]]".replace("[ ", "[").replace(" ]", "]"),
            [*paragraph("<p>Uvod</p>"), PICTURE],
        ),
        ("Uvod", paragraph("<p>Uvod</p>")),
        ("V vrstici [[slika 1]] ni oznaka", paragraph("<p>V vrstici [[slika 1]] ni oznaka</p>")),
        ("[[slika 2]]", paragraph("<p>[[slika 2]]</p>")),
        ("a\n\n[[odstavek 1]]\n\nb", paragraph(f"<p>a</p>{TO_PAGE}<p>b</p>")),
    ],
    ids=[
        "moved",
        "written otherwise",
        "deleted",
        "inside a line",
        "unknown",
        "part of a paragraph",
    ],
)
def test_markers_may_be_left_moved_and_deleted(edited, blocks):
    kept = {"[[slika 1]]": PICTURE, "[[odstavek 1]]": ("paragraph", TO_PAGE)}

    assert blocks_from_text(edited, kept) == blocks


def test_a_marker_never_reads_like_words_that_somebody_typed():
    blocks = [*paragraph("<p>[[picture 1]]</p>"), PICTURE]

    text, kept = text_from_blocks(blocks)

    assert kept == {"[[picture 2]]": PICTURE}
    assert blocks_from_text(text, kept) == blocks


@pytest.mark.parametrize(
    "html",
    [
        TO_PAGE,
        '<p><a linktype="document" id="2">pravila</a></p>',
        '<p><a href="mailto:a@b.si">piši</a></p>',
        "<p><b><i>oboje</i></b></p>",
        "<p>- kot seznam</p>",
        "<p>prva<br/><br/>tretja</p>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "<p>*ni poševno*</p>",
        '<p><embed embedtype="image" id="1"/></p>',
        "<ol><li>sam</li></ol>",
        "brez <b>odstavka</b>",
        "<b>a</b><i>b</i>",
        "<h2>a</h2>",
        "<p><!-- opomba --></p>",
    ],
)
def test_what_would_come_back_changed_is_kept_as_it_is(html):
    text, kept = text_from_blocks(paragraph(html))

    assert text == "[[paragraph 1]]"
    assert blocks_from_text(text, kept) == paragraph(html)


def test_a_list_does_not_swallow_the_number_below_it():
    blocks = [("steps", ["a", "b"]), *paragraph("<p>3. maja gremo</p>")]

    text, kept = text_from_blocks(blocks)

    assert blocks_from_text(text, kept) == blocks


def test_readable_text_shows_the_words_behind_markers_too():
    words = readable_text([*paragraph(f"<p>Uvod</p>{TO_PAGE}"), PICTURE, QUOTE], str.upper)

    assert words == (
        "Uvod\n\nGlej prejšnji zapis .\n\nPICTURE: Oder · Pred koncertom\n\nQUOTE: Bilo je . · Eva"
    )


# --- for any text ---------------------------------------------------------------------------------

TRICKY = st.text(
    alphabet=st.sampled_from(list("ab12.)*-#[]()<>&\"' \n\t•č\u00a0\u2028")) | st.characters(),
    max_size=60,
)
FRAGMENTS = st.sampled_from(
    [
        "## ", "- ", "1. ", "2. ", "3. ", "1) ", "2) ", "\n", "\n\n", "  ", "**", "*", "[", "]",
        "](https://a.si)", "https://a.si", "https://b.si/x_(y)", "[[slika 1]]", "x", "y z", "<b>",
        "&amp;", ")", ".", "'",
    ]
)  # fmt: skip
TEXTS = st.one_of(TRICKY, st.lists(FRAGMENTS, max_size=25).map("".join))


class OnlyOurTags(HTMLParser):
    ALLOWED = {"p": set(), "br": set(), "b": set(), "i": set(), "ul": set(), "ol": set(),
               "li": set(), "a": {"href"}}  # fmt: skip

    def handle_starttag(self, tag, attrs):
        assert tag in self.ALLOWED
        assert {name for name, _value in attrs} == self.ALLOWED[tag]
        for _name, value in attrs:
            assert re.match("https?://", value)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_text_brings_markup_of_its_own(text):
    for kind, value in blocks_from_text(text):
        assert kind in {"paragraph", "heading", "steps"}
        if kind == "paragraph":
            parser = OnlyOurTags()
            parser.feed(value)
            parser.close()


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_typed_text_can_be_edited_again_and_stays_the_same(text):
    blocks = blocks_from_text(text)

    again, kept = text_from_blocks(blocks)

    assert kept == {}
    assert blocks_from_text(again) == blocks
    assert text_from_blocks(blocks_from_text(again)).text == again


WORDS = st.text(alphabet="ab *<&[]().1#-:/č", max_size=12)
HTML = st.recursive(
    WORDS.map(lambda words: words.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(
        st.sampled_from(["p", "ul", "ol", "li", "b", "i", "strong", "a", "h2"]), inner, inner
    ).map(lambda parts: f"<{parts[0]}>{parts[1]}{parts[2]}</{parts[0]}>"),
    max_leaves=6,
)
BLOCKS = st.lists(
    st.one_of(
        st.tuples(st.just("paragraph"), st.lists(HTML, max_size=3).map("".join)),
        st.tuples(st.just("heading"), WORDS),
        st.tuples(st.just("steps"), st.lists(WORDS, max_size=3)),
        st.just(PICTURE),
        st.just(QUOTE),
    ),
    max_size=6,
)


@given(BLOCKS)
@settings(max_examples=300, deadline=None)
def test_no_block_is_lost_by_editing_the_text_around_it(blocks):
    text, kept = text_from_blocks(blocks)
    once = blocks_from_text(text, kept)
    text_again, kept_again = text_from_blocks(once)

    assert blocks_from_text(text_again, kept_again) == once
    assert readable_text(once).split() == readable_text(blocks).split()
