import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.html import MOST_BYTES, as_html

OURS = "https://inkubator.si"
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "p", "a", "br", "blockquote", "h2",
}  # fmt: skip


def main_of(text, **facts):
    document = as_html(
        **{"subject": "Zadeva", "text": text, "language": "sl", "site_address": OURS, **facts}
    )
    return document.partition("<main>\n")[2].partition("\n</main>")[0]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Ena\ndva\n\ntri\n", "<p>Ena<br>\ndva</p>\n<p>tri</p>"),
        ('1 < 2 & "3"', "<p>1 &lt; 2 &amp; &quot;3&quot;</p>"),
        (
            "Preberi in odloči:\nhttps://inkubator.si/cms/pregled/7/",
            '<p><a class="button" href="https://inkubator.si/cms/pregled/7/">Preberi in odloči</a></p>',
        ),
        (
            "Potrdi:\n\nhttps://inkubator.si/racun/naslov/a/",
            '<p><a class="button" href="https://inkubator.si/racun/naslov/a/">Potrdi</a></p>',
        ),
        (
            "Najprej geslo. Od 1. decembra tu:\nhttps://inkubator.si/geslo/",
            (
                '<p>Najprej geslo.</p>\n<p><a class="button" href="https://inkubator.si/geslo/">'
                "Od 1. decembra tu</a></p>"
            ),
        ),
        (
            "»Gremo? Gremo!« čaka:\nhttps://inkubator.si/a/",
            '<p><a class="button" href="https://inkubator.si/a/">»Gremo? Gremo!« čaka</a></p>',
        ),
        (
            "Ena:\nhttps://inkubator.si/a/\n\nDve:\nhttps://inkubator.si/b/",
            (
                '<p><a class="button" href="https://inkubator.si/a/">Ena</a></p>\n'
                '<p><a href="https://inkubator.si/b/">Dve</a></p>'
            ),
        ),
        (
            "Prijava:\nhttps://zlo.example/",
            '<p>Prijava:<br>\n<a href="https://zlo.example/">https://zlo.example/</a></p>',
        ),
        (
            "Prijava:\nhttps://inkubator.si.zlo.example/",
            (
                '<p>Prijava:<br>\n<a href="https://inkubator.si.zlo.example/">'
                "https://inkubator.si.zlo.example/</a></p>"
            ),
        ),
        (
            "Glej (https://a.si/?b=1&c=2), hvala.",
            '<p>Glej (<a href="https://a.si/?b=1&amp;c=2">https://a.si/?b=1&amp;c=2</a>), hvala.</p>',
        ),
        ("javascript:alert(1) http:// ", "<p>javascript:alert(1) http:// </p>"),
        (
            "Prosi:\n\n> Dodaj datum.\n>\n> Klikni:\n> https://inkubator.si/a/\n\nHvala",
            (
                "<p>Prosi:</p>\n<blockquote>Dodaj datum.<br>\n<br>\nKlikni:<br>\n"
                '<a href="https://inkubator.si/a/">https://inkubator.si/a/</a></blockquote>\n<p>Hvala</p>'
            ),
        ),
        ("Prosi:\n> Dodaj.\nHvala", "<p>Prosi:</p>\n<blockquote>Dodaj.</blockquote>\n<p>Hvala</p>"),
        ("Čaka: Rov\n=========\nBeri.", "<h2>Čaka: Rov</h2>\n<p>Beri.</p>"),
        (
            "A\n\n-- \nInkubator\nhttps://inkubator.si",
            (
                '<p>A</p>\n<p class="signature">Inkubator<br>\n'
                '<a href="https://inkubator.si">https://inkubator.si</a></p>'
            ),
        ),
        ("", ""),
        ("\n", ""),
    ],
    ids=[
        "paragraphs",
        "markup",
        "button",
        "button apart",
        "sentence before",
        "title stays whole",
        "two links",
        "foreign",
        "nearly ours",
        "in a sentence",
        "no address",
        "others' words",
        "others' words between",
        "heading",
        "signature",
        "nothing",
        "blank",
    ],
)
def test_as_html_draws_what_the_text_says_by_its_form(text, drawn):
    assert main_of(text) == drawn


def test_as_html_has_one_button_under_each_heading():
    letter = "Naslov\n======\n\nOdpri:\nhttps://inkubator.si/a/\n\n"

    assert main_of(letter * 2).count('class="button"') == 2


def test_as_html_names_language_and_subject_and_loads_nothing():
    document = as_html(subject="A <b> & c", text="A", language="de", site_address=OURS)

    assert '<html lang="de">' in document
    assert "<title>A &lt;b&gt; &amp; c</title>" in document
    assert re.findall(r"(?:src|url|import|link)\b", document) == []


def test_as_html_is_left_out_where_a_mailbox_would_cut_it_off():
    at_most = "č" * ((MOST_BYTES - len(as_html_of("č").encode())) // 2 + 1)

    assert len(as_html_of(at_most).encode()) in {MOST_BYTES - 1, MOST_BYTES}
    assert as_html_of(at_most + "č") == ""


def as_html_of(text):
    return as_html(subject="", text=text, language="sl", site_address=OURS)


class Reader(HTMLParser):
    """Notes what a browser would make of a document."""

    def __init__(self):
        super().__init__()
        self.elements, self.addresses, self.words, self.attributes = set(), [], [], set()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.words.append(data)


PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=y>",
        '" onclick="x',
        "&amp;",
        "</p>",
        "-->",
        "<!--",
        "]]>",
        "https://a.si/'\"><b>",
        "https://inkubator.si/x",
        ":\n",
        "\n\n",
        "\n> ",
        "=====",
        "\n-- \n",
        "javascript:x",
        "http://",
        "</style>",
        "</title>",
    ]
)


@given(text=st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join), subject=st.text())
def test_as_html_lets_nothing_typed_become_markup(text, subject):
    document = as_html(subject=subject, text=text, language="sl", site_address=OURS)
    reader = Reader()
    reader.feed(document)
    reader.close()

    assert reader.elements <= ELEMENTS
    assert reader.attributes <= {"lang", "charset", "name", "content", "class", "href"}
    assert all(re.match(r"https?://[^\s<>\"']+\Z", address) for address in reader.addresses)


@given(text=st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join))
def test_as_html_shows_every_word(text):
    reader = Reader()
    reader.feed(main_of(text))
    reader.close()
    letters = lambda words: [char for char in words if char.isalnum()]  # noqa: E731
    shown = "".join(reader.words + reader.addresses)

    assert set(letters(text)) <= set(letters(shown))
