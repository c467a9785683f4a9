"""What is typed or posted as words: it stays words, and tells nothing that is not public."""

import json
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from wagtail.models import Comment, PageSubscription
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from moderation import services
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    draft_by,
    latest,
    submitted_by,
    write,
)
from tests.moderation.test_receivers import in_the_editor


def save(client, page, **facts):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), in_the_editor(page, **facts)
    )


def body_of(page) -> list:
    content = latest(page).content["body"]
    return [
        (block["type"], block["value"])
        for block in (json.loads(content) if isinstance(content, str) else content)
    ]


def test_nobody_comments_past_the_letters(scene, draft, client):
    client.force_login(scene.author)
    comments = nested_form_data(
        {
            "comments": {
                "TOTAL_FORMS": "1",
                "INITIAL_FORMS": "0",
                "MIN_NUM_FORMS": "0",
                "MAX_NUM_FORMS": "",
                "0": {
                    "id": "",
                    "DELETE": "",
                    "resolved": "",
                    "text": "Mimo dežurnih.",
                    "contentpath": "title",
                    "position": "",
                    "replies": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
                },
            },
            "comment_notifications": "on",
        }
    )

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    save(client, draft, title="S pripombo", **comments)

    assert latest(draft).content["title"] == "S pripombo"
    assert (Comment.objects.count(), "comments" in shown.context["form"].formsets) == (0, False)
    assert not PageSubscription.objects.filter(comment_notifications=True).exists()


def contentstate(text, *, kind="unstyled", entities=(), styles=()):
    """What the editor's own script sends, here with what its buttons do not offer."""
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "00000",
                    "text": text,
                    "type": kind,
                    "depth": 0,
                    "inlineStyleRanges": [
                        {"offset": 0, "length": len(text), "style": style} for style in styles
                    ],
                    "entityRanges": [
                        {"offset": 0, "length": len(text), "key": number}
                        for number, _entity in enumerate(entities)
                    ],
                }
            ],
            "entityMap": {str(number): entity for number, entity in enumerate(entities)},
        }
    )


def link(url):
    return {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}


WORDS = {
    "bold and italic": (contentstate("Besede", styles=["BOLD", "ITALIC"]), {"b", "i"}),
    "list": (contentstate("Besede", kind="unordered-list-item"), {"ul", "li"}),
    "link": (contentstate("Besede", entities=[link("https://example.org/")]), {"a"}),
    "heading": (contentstate("Besede", kind="header-two"), set()),
    "code": (contentstate("Besede", kind="code-block", styles=["CODE"]), set()),
    "strike": (contentstate("Besede", styles=["STRIKETHROUGH", "SUPERSCRIPT"]), set()),
    "picture": (
        contentstate(
            "Besede",
            kind="atomic",
            entities=[
                {
                    "type": "IMAGE",
                    "mutability": "IMMUTABLE",
                    "data": {"id": "1", "format": "left", "alt": "x"},
                }
            ],
        ),
        set(),
    ),
    "embed": (
        contentstate(
            "Besede",
            kind="atomic",
            entities=[
                {
                    "type": "EMBED",
                    "mutability": "IMMUTABLE",
                    "data": {"url": "https://www.youtube.com/watch?v=1", "embedType": "video"},
                }
            ],
        ),
        set(),
    ),
    "document": (
        contentstate(
            "Besede",
            entities=[{"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": "1"}}],
        ),
        set(),
    ),
    "script": (contentstate("Besede<script>alert(1)</script>"), set()),
    "script link": (contentstate("Besede", entities=[link("javascript:alert(1)")]), set()),
    "capital script link": (contentstate("Besede", entities=[link("JaVaScRiPt:alert(1)")]), set()),
    "data link": (
        contentstate("Besede", entities=[link("data:text/html,<script>1</script>")]),
        set(),
    ),
    "hidden script link": (
        contentstate("Besede", entities=[link("java\tscript:alert(1)")]),
        set(),
    ),
}
DANGEROUS = ("<script", "javascript:", "java\tscript:", "data:text", "<iframe", "<embed", "onerror")


def _tags(html):
    """Names of all elements but paragraphs."""
    return set(re.findall(r"<([a-z0-9]+)", html)) - {"p"}


def test_rich_text_is_reduced_to_what_the_editor_offers(scene, draft, client):
    client.force_login(scene.author)

    kept, dangerous = {}, {}
    for name, (typed, _expected) in WORDS.items():
        save(client, draft, body=streamfield([("paragraph", typed)]))
        [(_kind, html)] = body_of(draft)
        page = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))
        shown = page.content.decode().lower()
        article = shown[shown.index("<main") : shown.index("</main")]
        kept[name] = _tags(html)
        dangerous[name] = [word for word in DANGEROUS if word in article]

    assert dangerous == {name: [] for name in WORDS}
    assert {name: tags - {"a"} for name, tags in kept.items()} == {
        name: tags - {"a"} for name, (_typed, tags) in WORDS.items()
    }
    assert [name for name, (_typed, tags) in WORDS.items() if not tags <= kept[name]] == []


RAW = (
    '<h2 style="color:red">Besede</h2><p style="position:fixed" onclick="x()">Odstavek '
    '<b>krepko</b> <img src="x" onerror="alert(1)"/> <embed embedtype="media" '
    'url="https://www.youtube.com/watch?v=1"/> <a href="javascript:alert(1)">sem</a> '
    "<script>alert(1)</script></p>"
)


def test_html_from_the_clipboard_is_reduced_too(scene, draft, client):
    client.force_login(scene.author)

    save(client, draft, body=streamfield([("paragraph", rich_text(RAW))]))

    [(_kind, html)] = body_of(draft)
    assert _tags(html) <= {"b", "a", "i", "ul", "ol", "li"}
    page = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()
    article = page[page.index("<main") : page.index("</main")].lower()
    assert [word for word in (*DANGEROUS, "position:fixed", "onclick") if word in article] == []
    assert "krepko" in article


def test_a_link_to_a_foreign_draft_tells_nothing_of_it(scene, client):
    foreign = draft_by(
        scene.stranger,
        scene.stranger.memberships.get().organisation,
        title="Skrivna napoved",
        slug="skrivna-napoved",
    )
    page = draft_by(scene.author, scene.youth, title="Z neumno povezavo", slug="s-povezavo")
    write(
        page,
        scene.author,
        body=[("paragraph", f'<p><a linktype="page" id="{foreign.pk}">povezava</a></p>')],
    )
    client.force_login(scene.author)

    seen = [
        client.get(address)
        for address in (
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
            f"/oddaj/{page.pk}/",
            f"/oddaj/{page.pk}/predogled/",
        )
    ]
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    read = as_read(page)
    services.approve(page_id=page.pk, user=scene.decider, now=LATER, **read)
    client.logout()
    seen.append(client.get("/blog/s-povezavo/"))

    assert [response.status_code for response in seen] == [200] * 5
    assert [
        number
        for number, response in enumerate(seen)
        if "skrivna" in response.content.decode().lower()
    ] == []


def test_a_link_to_a_foreign_draft_is_refused_in_the_editor(scene, draft, client):
    foreign = draft_by(scene.stranger, scene.stranger.memberships.get().organisation)
    typed = contentstate(
        "povezava",
        entities=[
            {"type": "LINK", "mutability": "MUTABLE", "data": {"id": foreign.pk, "url": "/x/"}}
        ],
    )
    client.force_login(scene.author)

    response = save(client, draft, body=streamfield([("paragraph", typed)]))

    assert list(response.context["form"].errors) == ["body"]


def test_nothing_fetches_what_is_embedded():
    assert not apps.is_installed("wagtail.embeds")
    assert "embed" not in settings.WAGTAILADMIN_RICH_TEXT_EDITORS["default"]["OPTIONS"]["features"]
    with pytest.raises(NoReverseMatch):
        reverse("wagtailembeds:chooser")


ADDRESSES = {
    "https://www.youtube.com/watch?v=1": True,
    "https://youtu.be/1": True,
    "https://vimeo.com/1": True,
    "https://video.arnes.si/watch/1": True,
    "https://www.youtube.com.example.org/watch?v=1": False,
    "https://example.org/www.youtube.com/": False,
    "https://www.youtube.com@example.org/": False,
    "https://example.org#www.youtube.com": False,
    "ftp://www.youtube.com/1": False,
    "javascript://www.youtube.com/%0Aalert(1)": False,
}


def test_a_video_is_on_a_host_that_is_known(scene, draft, client):
    client.force_login(scene.author)

    accepted = {}
    for address in ADDRESSES:
        response = save(
            client,
            draft,
            body=streamfield([("video", {"url": address, "title": "Posnetek"})]),
        )
        accepted[address] = response.status_code == 302

    assert accepted == ADDRESSES


@pytest.mark.parametrize(
    ("address", "is_accepted"),
    [
        ("https://example.org/", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("ftp://example.org/", False),
        ("data:text/html,x", False),
    ],
)
def test_a_link_card_leads_to_the_web(scene, draft, client, address, is_accepted):
    client.force_login(scene.author)

    response = save(
        client,
        draft,
        body=streamfield([("link_card", {"url": address, "title": "Povezava", "text": ""})]),
    )

    assert (response.status_code == 302) == is_accepted


def test_reading_a_text_with_a_video_loads_nothing_from_its_host(scene, client):
    page = submitted_by(
        scene.author,
        scene.youth,
        slug="s-posnetkom",
        body=[("video", {"url": "https://www.youtube.com/watch?v=1", "title": "Posnetek"})],
    )
    services.approve(page_id=page.pk, user=scene.decider, now=LATER, **as_read(page))

    html = client.get("/blog/s-posnetkom/").content.decode()

    assert 'href="https://www.youtube.com/watch?v=1"' in html
    assert [tag for tag in ("<iframe", "<embed", "<object", 'src="http') if tag in html] == []
