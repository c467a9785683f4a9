"""What looks at pages sees what it is meant to see: a silent gate must not be a blind one."""

import pytest

from tests.browser import markup
from tests.browser.document import Document
from tests.browser.watch import Variant, Watch

pytestmark = pytest.mark.browser

LOUD = """<!DOCTYPE html><html lang="sl"><title>Glasno</title><main>
<h1>Glasno</h1><p style="width: 2000px; color: #bbb; background: #fff">Komaj vidno</p>
<img src="http://127.0.0.2:9/slika.png"></main>
<script>console.info("tu sem")</script>"""


def test_watch_complains_of_everything(chromium, demo):
    context = chromium.new_context()
    watch = Watch(context, demo)
    watch.visit("/te-strani-ni/")
    watch.page.route("**/glasno/", lambda route: route.fulfill(body=LOUD, content_type="text/html"))
    watch.visit("/glasno/")
    watch.run_axe([Variant(360, "dark")])
    context.close()

    told = "\n".join(watch.complaints)
    for complaint in (
        "/te-strani-ni/: answers 404",
        "the console says tu sem",
        "asks http://127.0.0.2:9/slika.png",
        "px wider than the screen",
        "360 px, dark: color-contrast at p",
        "360 px, dark: image-alt at img",
    ):
        assert complaint in told


def test_nu_complains_of_an_error(tmp_path):
    wrong = b'<!DOCTYPE html><html lang="sl"><title>Narobe</title><p id="a"><b id="a"></p>'

    complaints = markup.errors_in({"/narobe/": wrong}, tmp_path)

    assert all(complaint.startswith("/narobe/:1: ") for complaint in complaints)
    assert any("Duplicate ID" in complaint for complaint in complaints)


def test_document_tells_what_it_points_at():
    document = Document(
        '<html lang="sl"><link rel="alternate" href="/de/"><link rel="icon" href="/i.svg">'
        '<a href="/a/#b">a</a><img id="b" src="/1.jpg" srcset="/2.jpg 2x, /3.jpg 3x">'
        '<form action="/s/?x=1"><input name="q" value="č"><select name="t"><option value="">-'
        '<option value="d">d</select></form><form method="post"><select name="u"><option value="e">'
    )

    assert document.links == {"/de/", "/a/#b"}
    assert document.parts == {"/i.svg", "/1.jpg", "/2.jpg", "/3.jpg"}
    assert document.ids == {"b"}
    assert [list(form.addresses()) for form in document.filters] == [
        ["/s/?q=%C4%8D", "/s/?q=%C4%8D&t=d"]
    ]
