"""Pictures and files: what they tell, who gets them, what is let in."""

import gc
import re
from datetime import timedelta
from io import BytesIO
from pathlib import PurePath

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin
from wagtail.test.utils.form_data import streamfield

from core.models import File, Picture
from moderation import services
from tests.contribute.pictures import bomb, half_picture, not_a_picture, picture_file
from tests.moderation.scene import LATER, NOON, as_read, draft_by, latest, write
from tests.moderation.test_receivers import in_the_editor
from tests.network.factories import OrganisationFactory, member_of

# Willow leaves an animated picture's file to the garbage collector, which may come tests later.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")

PLACE = "skrivnikraj"


def notes_of_a_camera():
    exif = Image.Exif()
    exif[0x010F] = PLACE
    exif[0x8825] = {1: "N", 2: (46.0, 30.0, 52.0), 3: "E", 4: (14.0, 51.0, 30.0), 29: PLACE}
    return exif.tobytes()


def xmp():
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{PLACE}</x:xmpmeta>'.encode()


def png_texts():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", PLACE)
    texts.add_itxt("XML:com.adobe.xmp", xmp().decode())
    texts.add_text("Location", PLACE, zip=False)
    return texts


def frames(image_format, **options):
    more = Image.new("RGB", (60, 40), "blue")
    return {"save_all": True, "append_images": [more], **options}


TALKATIVE = {
    "slika.jpg": {"exif": notes_of_a_camera(), "comment": PLACE.encode(), "xmp": xmp()},
    "slika.png": {"exif": notes_of_a_camera(), "pnginfo": png_texts()},
    "slika.webp": {"exif": notes_of_a_camera(), "xmp": xmp()},
    "slika.gif": {"comment": PLACE.encode()},
    "slika.avif": {"exif": notes_of_a_camera(), "xmp": xmp()},
    "gibljiva.webp": frames("WEBP", exif=notes_of_a_camera(), xmp=xmp()),
    "gibljiva.gif": frames("GIF", comment=PLACE.encode()),
}


def talkative(name) -> SimpleUploadedFile:
    """A picture that tells where it was taken."""
    image_format = {".jpg": "JPEG"}.get(PurePath(name).suffix, PurePath(name).suffix[1:].upper())
    output = BytesIO()
    Image.new("RGB", (60, 40), "red").save(output, image_format, **TALKATIVE[name])
    assert PLACE.encode() in output.getvalue()
    return SimpleUploadedFile(name, output.getvalue())


def what_it_tells(picture) -> tuple:
    with picture.file.open() as opened:
        content = opened.read()
    with Image.open(BytesIO(content)) as image:
        told = {"comment", "exif", "xmp", "XML:com.adobe.xmp", "Comment", "Location"}
        return PLACE.encode() in content, dict(image.getexif()), told & set(image.info)


@pytest.fixture
def organisation(db):
    return OrganisationFactory(is_cms_open=True)


@pytest.fixture
def member(organisation, client):
    member = member_of(organisation)
    client.force_login(member)
    return member


def facts_of_a_picture(collection, prefix=""):
    return {
        f"{prefix}title": "Slika",
        f"{prefix}author": "Ana Kos",
        f"{prefix}collection": str(collection.pk),
    }


def add(client, collection, file):
    return client.post(
        reverse("wagtailimages:add"), {**facts_of_a_picture(collection), "file": file}
    )


def add_many(client, collection, file):
    """Without its author Wagtail keeps the file aside, and makes a picture of it afterwards."""
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Slika", "collection": str(collection.pk), "files[]": file},
    )
    if "uploaded_file_id" not in answer.json():
        return answer
    aside = answer.json()["uploaded_file_id"]
    return client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[aside]),
        facts_of_a_picture(collection, prefix=f"uploaded-image-{aside}-"),
    )


def add_while_choosing(client, collection, file):
    prefix = "image-chooser-upload-"
    return client.post(
        reverse("wagtailimages_chooser:create"),
        {**facts_of_a_picture(collection, prefix), f"{prefix}file": file},
    )


def replace(client, collection, file):
    add(client, collection, picture_file())
    picture = Picture.objects.latest("pk")
    return client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {**facts_of_a_picture(collection), "file": file},
    )


WAYS = [add, add_many, add_while_choosing, replace]


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_tells_nothing_but_what_it_shows(client, organisation, member, way):
    told = {}
    for name in TALKATIVE:
        before = Picture.objects.count()
        way(client, organisation.collection, talkative(name))
        assert Picture.objects.count() == before + 1
        told[name] = what_it_tells(Picture.objects.latest("pk"))

    gc.collect()
    assert told == dict.fromkeys(TALKATIVE, (False, {}, set()))


@pytest.mark.parametrize("way", WAYS)
def test_names_of_pictures_cannot_be_guessed(client, organisation, member, way):
    way(client, organisation.collection, picture_file("IMG_2031 Ana Kos.jpg"))

    picture = Picture.objects.latest("pk")
    names = [picture.file.name, picture.get_rendition("max-165x165").file.name]
    assert [bool(re.search(r"[\w-]{32}", PurePath(name).name)) for name in names] == [True, True]
    assert [name for name in names if "img" in name.lower() or "kos" in name.lower()] == []
    assert names[0].split("/")[0] == "originals"


REFUSED = {
    "svg": not_a_picture(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    "svg by name": not_a_picture(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "slika.svg"),
    "html": not_a_picture(),
    "empty": not_a_picture(b""),
    "bomb": bomb(),
    "half": half_picture(),
    "another kind": not_a_picture(picture_file("slika.png", "PNG").read(), "slika.jpg"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_picture_is_refused_with_a_message(client, organisation, member, way):
    add(client, organisation.collection, picture_file())
    kept = Picture.objects.count() + (way is replace) * len(REFUSED)
    before = {picture.file.name for picture in Picture.objects.all()}

    said = {}
    for name, file in REFUSED.items():
        file.seek(0)
        answer = way(client, organisation.collection, file)
        said[name] = answer.status_code == 200 and _says_why(answer)

    assert said == dict.fromkeys(REFUSED, True)
    assert Picture.objects.count() == kept
    assert before <= {picture.file.name for picture in Picture.objects.all()}


def _says_why(answer) -> bool:
    if answer.context is None:
        return bool(answer.json().get("error_message"))
    # The chooser draws two forms; the one that was sent knows what is wrong.
    forms = [
        context[name]
        for context in answer.context
        for name in ("form", "creation_form")
        if name in context
    ]
    return any(form.errors.get("file") for form in forms if form.is_bound)


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_that_is_too_big_is_refused(client, organisation, member, settings, way):
    add(client, organisation.collection, picture_file())
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 2_000
    big = SimpleUploadedFile("velika.png", picture_file("v.png", "PNG").read() + b"\0" * 3_000)

    if way is replace:
        picture = Picture.objects.get()
        answer = client.post(
            reverse("wagtailimages:edit", args=[picture.pk]),
            {**facts_of_a_picture(organisation.collection), "file": big},
        )
    else:
        answer = way(client, organisation.collection, big)

    assert _says_why(answer)
    assert [picture.file.name.endswith(".jpg") for picture in Picture.objects.all()] == [True]


@pytest.mark.parametrize(
    ("name", "content"),
    [("stran.html", b"<script>1</script>"), ("slika.svg", b"<svg/>"), ("prazna.pdf", b"")],
    ids=["html", "svg", "empty"],
)
def test_a_file_that_could_run_is_refused(client, organisation, member, name, content):
    answer = client.post(
        reverse("wagtaildocs:add"),
        {
            "title": "Datoteka",
            "collection": str(organisation.collection.pk),
            "file": SimpleUploadedFile(name, content),
        },
    )

    assert list(answer.context["form"].errors) == ["file"]
    assert not File.objects.exists()


# --- who gets them --------------------------------------------------------------------------------
def picture_of(collection, **facts):
    return Picture.objects.create(
        title="Slika", author="Ana Kos", collection=collection, file=picture_file(), **facts
    )


def file_of(collection):
    return File.objects.create(
        title="Datoteka", collection=collection, file=ContentFile(b"Vsebina.", name="porocilo.pdf")
    )


OWN = {"author", "co_author", "coordinator", "root"}
ON_DUTY = {"decider", "colleague"}
OTHERS = {"follower", "stranger", "nobody"}


def test_pictures_and_files_are_as_public_as_their_texts(scene):
    collection = scene.youth.collection
    picture, file = picture_of(collection), file_of(collection)
    page = draft_by(scene.author, scene.youth)
    write(
        page,
        scene.author,
        picture=picture,
        picture_alt="Kaj kaže.",
        body=[
            ("picture", {"picture": picture, "alt_text": "Kaj kaže.", "caption": ""}),
            ("file", {"file": file, "text": ""}),
        ],
    )
    addresses = {
        "rendition": picture.get_rendition("max-165x165").url,
        "original": picture.file.url,
        "file": file.url,
    }
    clients = {}
    for who in OWN | ON_DUTY | OTHERS:
        clients[who] = Client()
        if who != "nobody":
            clients[who].force_login(getattr(scene, who))

    def opened():
        found = {name: set() for name in addresses}
        for who, client in clients.items():
            for name, path in addresses.items():
                answer = client.get(path)
                assert answer.status_code in {200, 404}
                if answer.status_code == 200:
                    b"".join(answer.streaming_content)
                    found[name].add(who)
        return found

    draft = opened()
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    handed_in = opened()
    services.approve(page_id=page.pk, user=scene.decider, now=LATER, **as_read(page))
    public = opened()
    services.take_down(page_id=page.pk, user=scene.coordinator, now=LATER, reason="Napaka.")
    taken_down = opened()

    everybody = OWN | ON_DUTY | OTHERS
    assert draft == {"rendition": OWN, "original": OWN, "file": OWN}
    assert handed_in == {"rendition": OWN | ON_DUTY, "original": OWN, "file": OWN | ON_DUTY}
    assert public == {"rendition": everybody, "original": OWN, "file": everybody}
    assert taken_down == draft


def test_browsers_are_told_not_to_guess_what_a_file_is(scene, client):
    picture, file = picture_of(scene.youth.collection), file_of(scene.youth.collection)
    client.force_login(scene.author)
    answers = {
        "rendition": client.get(picture.get_rendition("max-165x165").url),
        "original": client.get(picture.file.url),
        "file": client.get(file.url),
    }

    told = {
        name: {
            header: answer.headers.get(header)
            for header in ("X-Content-Type-Options", "Cache-Control", "Content-Type")
        }
        | {"runs nothing": "default-src 'none'" in answer.headers["Content-Security-Policy"]}
        for name, answer in answers.items()
    }

    safe = {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "runs nothing": True,
    }
    assert all(answer.getvalue() for answer in answers.values())
    assert told == {
        "rendition": {**safe, "Content-Type": "image/jpeg"},
        "original": {**safe, "Content-Type": "image/jpeg"},
        "file": {**safe, "Content-Type": "application/pdf"},
    }


# --- what was read stays as it was read -----------------------------------------------------------
def exchange_picture(client, picture):
    return client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {
            "title": "Zamenjano",
            "author": "Nekdo Drug",
            "collection": str(picture.collection_id),
            "file": picture_file(),
        },
    )


def exchange_file(client, file):
    return client.post(
        reverse("wagtaildocs:edit", args=[file.pk]),
        {
            "title": "Zamenjano",
            "collection": str(file.collection_id),
            "file": SimpleUploadedFile("drugo.pdf", b"Drugo."),
        },
    )


def delete_item(client, item):
    app = "wagtailimages" if isinstance(item, Picture) else "wagtaildocs"
    return client.post(reverse(f"{app}:delete", args=[item.pk]))


def delete_many(client, item):
    model = "picture" if isinstance(item, Picture) else "file"
    url = reverse("wagtail_bulk_action", args=["core", model, "delete"])
    return client.post(f"{url}?id={item.pk}")


def delete_all(client, item):
    model = "picture" if isinstance(item, Picture) else "file"
    url = reverse("wagtail_bulk_action", args=["core", model, "delete"])
    return client.post(f"{url}?id=all")


TO_PICTURES = [exchange_picture, delete_item, delete_many, delete_all]
TO_FILES = [exchange_file, delete_item, delete_many, delete_all]


def handed_in(scene, page):
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)


def approved_for_a_date(scene, page):
    handed_in(scene, page)
    services.approve(
        page_id=page.pk,
        user=scene.decider,
        now=LATER,
        go_live_at=LATER + timedelta(days=3),
        **as_read(page),
    )


def made_public(scene, page):
    handed_in(scene, page)
    services.approve(page_id=page.pk, user=scene.decider, now=LATER, **as_read(page))


def with_a_change_handed_in(scene, page):
    """Readers see the text without them, duty reads it with them."""
    shown = latest(page).as_object()
    picture, body = shown.picture, shown.body
    write(page, scene.author, picture=None, body=[("paragraph", "<p>Brez.</p>")])
    made_public(scene, page)
    write(page, scene.author, picture=picture, body=body)
    handed_in(scene, page)


def text_with(scene, picture, file):
    return draft_by(
        scene.author,
        scene.youth,
        picture=picture,
        picture_alt="Kaj je na sliki.",
        body=[("file", {"file": file, "text": ""})],
    )


def as_it_is(item):
    row = type(item).objects.filter(pk=item.pk).first()
    return row and (row.title, row.file.name, getattr(row, "author", ""))


@pytest.mark.parametrize("who", ["author", "coordinator", "root"])
@pytest.mark.parametrize(
    "settle", [handed_in, approved_for_a_date, made_public, with_a_change_handed_in]
)
def test_what_was_read_is_neither_exchanged_nor_removed(scene, client, settle, who):
    picture, file = picture_of(scene.youth.collection), file_of(scene.youth.collection)
    settle(scene, text_with(scene, picture, file))
    before = as_it_is(picture), as_it_is(file)
    client.force_login(getattr(scene, who))

    for change in TO_PICTURES:
        change(client, picture)
    for change in TO_FILES:
        change(client, file)

    assert (as_it_is(picture), as_it_is(file)) == before


@pytest.mark.parametrize("change", TO_PICTURES[:3])
def test_a_picture_of_a_draft_is_its_organisations_to_change(scene, client, change):
    picture = picture_of(scene.youth.collection)
    text_with(scene, picture, file_of(scene.youth.collection))
    before = as_it_is(picture)
    client.force_login(scene.author)

    change(client, picture)

    assert as_it_is(picture) != before


# --- whose may be used ----------------------------------------------------------------------------
def body_with(picture=None, file=None):
    if picture:
        block = ("picture", {"picture": str(picture.pk), "alt_text": "Kaj.", "caption": ""})
    else:
        block = ("file", {"file": str(file.pk), "text": ""})
    return streamfield([block])


def save(client, page, **facts):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), in_the_editor(page, **facts)
    )


@pytest.mark.parametrize("where", ["picture", "picture in the text", "file in the text"])
@pytest.mark.parametrize("button", [{}, {"action-submit": "1"}], ids=["save", "submit"])
def test_what_belongs_to_others_is_not_put_into_a_text(scene, draft, client, where, button):
    foreign = scene.stranger.memberships.get().organisation.collection
    facts = {
        "picture": lambda: {"picture": str(picture_of(foreign).pk), "picture_alt": "Kaj."},
        "picture in the text": lambda: {"body": body_with(picture=picture_of(foreign))},
        "file in the text": lambda: {"body": body_with(file=file_of(foreign))},
    }[where]()
    before = latest(draft).content
    client.force_login(scene.author)

    response = save(client, draft, title="S tujo sliko", **facts, **button)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["picture" if where == "picture" else "body"]
    assert latest(draft).content == before


@pytest.mark.parametrize("whose", ["own", "there before"])
def test_what_is_ones_own_or_was_there_before_may_be_used(scene, draft, client, whose):
    foreign = scene.stranger.memberships.get().organisation.collection
    picture = picture_of(scene.youth.collection if whose == "own" else foreign)
    if whose == "there before":
        write(draft, scene.coordinator, picture=picture, picture_alt="Kaj.")
    client.force_login(scene.author)

    save(client, draft, title="S sliko", picture=str(picture.pk), picture_alt="Kaj.")

    content = latest(draft).content
    assert (content["title"], content["picture"]) == ("S sliko", picture.pk)
