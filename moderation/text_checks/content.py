"""What stands in a version of a text: its words, its links, its pictures.

It reads what the version stores, so that nothing is fetched from the database but the pictures.
"""

from collections.abc import Iterator
from html.parser import HTMLParser

from django.db import models
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock, URLBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from core.lines import WEB_ADDRESS
from core.models import Picture

ENDS_A_LINE = {"p", "li", "br", "h2", "h3", "h4", "ul", "ol", "blockquote", "div"}
MOST_LINKS = 60


class _Html(HTMLParser):
    """The words of rich text, a line per paragraph, and where its links lead."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in ENDS_A_LINE:
            self.words.append("\n")
        self.links += [value for name, value in attrs if (tag, name) == ("a", "href") and value]

    def handle_endtag(self, tag):
        if tag in ENDS_A_LINE:
            self.words.append("\n")

    def handle_data(self, data):
        self.words.append(data)


def body_text(draft) -> str:
    """Return the words of the text itself, each paragraph in a line of its own."""
    return "\n".join(words for words, _links in _body_parts(draft))


def all_text(draft) -> str:
    """Return everything that readers will read, and what stands behind the links."""
    fields = [str(getattr(draft, name)) for name in draft.text_fields if name != "body"]
    parts = [part for words, links in _body_parts(draft) for part in (words, *links)]
    return "\n".join([*fields, *parts])


def links_in(draft) -> list[str]:
    """Return the addresses on the web to which a version leads, each once, at most sixty."""
    found: dict[str, None] = {}
    for field in draft._meta.get_fields():
        if isinstance(field, models.URLField):
            found[getattr(draft, field.name) or ""] = None
    for _words, links in _body_parts(draft):
        found |= dict.fromkeys(links)
    for name in draft.text_fields:
        if isinstance(draft._meta.get_field(name), models.TextField) and name != "body":
            found |= dict.fromkeys(WEB_ADDRESS.findall(getattr(draft, name)))
    on_the_web = (url.strip() for url in found)
    return [url for url in on_the_web if url.lower().startswith(("http://", "https://"))][
        :MOST_LINKS
    ]


def picture_blocks(draft) -> list[tuple[int, str]]:
    """Return the pictures in the text: the number of each and what it is said to show."""
    return [
        (raw["value"]["picture"], raw["value"].get("alt_text") or "")
        for raw in _raw_body(draft)
        if raw["type"] == "picture" and raw["value"].get("picture")
    ]


def pictures_in(draft) -> list[Picture]:
    """Return the pictures that a version shows, the one above the text first."""
    numbers = [draft.picture_id, *(number for number, _alt in picture_blocks(draft))]
    rows = Picture.objects.in_bulk({number for number in numbers if number})
    return [rows[number] for number in dict.fromkeys(numbers) if number in rows]


def _raw_body(draft) -> list[dict]:
    return list(draft.body.get_prep_value()) if draft.body else []


def _body_parts(draft) -> Iterator[tuple[str, list[str]]]:
    if not isinstance(draft._meta.get_field("body"), StreamField):
        return
    children = draft.body.stream_block.child_blocks if draft.body else {}
    for raw in _raw_body(draft):
        if raw["type"] in children:
            yield from _parts(children[raw["type"]], raw["value"])


def _parts(block, value) -> Iterator[tuple[str, list[str]]]:
    match block:
        case StructBlock():
            for name, child in block.child_blocks.items():
                yield from _parts(child, (value or {}).get(name))
        case ListBlock():
            for item in value or []:
                yield from _parts(block.child_block, item["value"] if _is_wrapped(item) else item)
        case StreamBlock():
            for item in value or []:
                yield from _parts(block.child_blocks[item["type"]], item["value"])
        case RichTextBlock():
            html = _Html(str(value or ""))
            yield "".join(html.words), html.links
        case URLBlock():
            yield "", [value] if value else []
        case ImageChooserBlock():
            return
        case _ if isinstance(value, str):
            yield value, []


def _is_wrapped(item) -> bool:
    return isinstance(item, dict) and item.get("type") == "item"
