import pytest
from django.core.exceptions import ValidationError

from core.blocks import BodyBlock, VideoAddressBlock, WebAddressBlock

WEB = ["https://example.org/", "http://example.org/a?b=c#d", "HTTPS://EXAMPLE.ORG/"]
NOT_WEB = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript://example.org/%0Aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "ftp://example.org/",
    "//example.org/",
    "/blog/",
    "example",
    "https://",
    "https://[::1",
    "java\nscript:alert(1)",
]
VIDEOS = [
    "https://www.youtube.com/watch?v=abc",
    "https://youtu.be/abc",
    "https://m.youtube.com/watch?v=abc",
    "https://vimeo.com/1",
    "https://video.arnes.si/abc",
    "https://VIDEO.arnes.si/abc",
]
NOT_VIDEOS = [
    "https://example.org/",
    "https://youtube.com.example.org/",
    "https://youtube.com@example.org/",
    "https://example.org/?youtube.com",
    "https://notyoutube.com/",
]


def takes(block, value):
    try:
        return block.clean(value) == value
    except ValidationError:
        return False


@pytest.mark.parametrize("address", WEB)
def test_an_address_on_the_web_is_taken_as_it_is(address):
    assert takes(WebAddressBlock(), address)


@pytest.mark.parametrize("block", [WebAddressBlock, VideoAddressBlock])
@pytest.mark.parametrize("address", NOT_WEB)
def test_an_address_that_is_not_on_the_web_is_refused(block, address):
    assert not takes(block(), address)


@pytest.mark.parametrize(
    ("address", "taken"), [(address, address in VIDEOS) for address in VIDEOS + NOT_VIDEOS]
)
def test_a_video_is_taken_from_known_hosts_alone(address, taken):
    assert takes(VideoAddressBlock(), address) is taken


@pytest.mark.parametrize("block", [WebAddressBlock, VideoAddressBlock])
def test_an_address_that_need_not_be_given_may_be_empty(block):
    assert block(required=False).clean("") == ""


def test_a_body_of_all_blocks_without_files_is_drawn_as_text():
    block = BodyBlock()
    hostile = "<script>alert(1)</script>"
    body = block.to_python(
        [
            {"type": "paragraph", "value": "<p>Odstavek.</p>"},
            {"type": "heading", "value": hostile},
            {"type": "quote", "value": {"text": hostile, "author": hostile}},
            {"type": "steps", "value": ["Prvi", hostile]},
            {"type": "call_out", "value": {"title": hostile, "text": "<p>Pozor.</p>"}},
            {
                "type": "link_card",
                "value": {"url": "https://example.org/", "title": hostile, "text": hostile},
            },
            {"type": "video", "value": {"url": "https://youtu.be/abc", "title": hostile}},
        ]
    )

    text = body.render_as_block()

    assert "<script" not in text
    assert "<iframe" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 7
    for words in ("Odstavek.", "Pozor.", 'href="https://example.org/"', 'href="https://youtu.be/'):
        assert words in text
