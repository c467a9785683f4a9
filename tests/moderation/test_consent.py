from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from wagtail.models import Revision

from blog.models import PostPage
from core.models import Picture, PictureRendition
from mail.models import OutgoingMail
from moderation import services
from moderation.digest import content_digest
from moderation.errors import NotAllowed, Refused, TooLate
from moderation.models import Step, WithdrawnPicture
from network.models import Organisation
from network.picture_removal import pages_with
from tests.contribute.pictures import picture_file
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    draft_by,
    latest,
    letters,
    public_title,
    published_by,
    row_of,
    submitted_by,
    write,
)

REASON = "Ne želi biti na spletu."


def kept(organisation, size=(60, 40), title="Slika"):
    picture = Picture(
        title=title,
        author="Fotograf",
        collection=organisation.collection,
        file=picture_file(size=size),
    )
    picture.save()
    return picture


def block(picture):
    return ("picture", {"picture": picture, "alt_text": "Kaj kaže", "caption": ""})


def body(picture):
    return [("paragraph", "<p>Pred sliko.</p>"), block(picture), ("heading", "Za sliko")]


def blocks_of(page):
    return [child.block_type for child in page.body]


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def picture(scene, media):
    return kept(scene.youth)


@pytest.fixture
def public(scene, picture):
    """A public post with the picture as cover and in its text."""
    return published_by(
        scene.author,
        scene.youth,
        title="Javno",
        picture=picture,
        picture_alt="Kdo na odru",
        body=body(picture),
    )


def remove(picture, user, **more):
    return services.withdraw_consent(
        picture_id=picture.pk, user=user, now=LATER, reason=REASON, **more
    )


def test_withdraw_consent_takes_the_picture_out_of_the_public_text_and_of_every_version(
    scene, picture, public
):
    write(public, scene.author, title="Novejši osnutek")

    remove(picture, scene.decider)

    page = PostPage.objects.get(pk=public.pk)
    versions = [revision.as_object() for revision in Revision.objects.for_instance(page)]
    assert (page.picture, page.picture_alt, blocks_of(page)) == (None, "", ["paragraph", "heading"])
    assert len(versions) >= 2
    assert [(v.picture, v.picture_alt, blocks_of(v)) for v in versions] == [
        (None, "", ["paragraph", "heading"])
    ] * len(versions)
    assert (page.live, page.title) == (True, "Javno")
    assert latest(public).as_object().title == "Novejši osnutek"


def test_withdraw_consent_deletes_the_files_and_all_made_of_them(
    scene, picture, public, client, django_capture_on_commit_callbacks
):
    rendition = picture.get_rendition("max-320x240")
    files = [picture.file.name, rendition.file.name]
    before = [default_storage.exists(name) for name in files]
    shown = client.get(rendition.url)

    with django_capture_on_commit_callbacks(execute=True):
        remove(picture, scene.decider)

    assert (before, bool(shown.getvalue())) == ([True, True], True)
    assert [default_storage.exists(name) for name in files] == [False, False]
    assert client.get(rendition.url).status_code == 404
    assert (Picture.objects.count(), PictureRendition.objects.count()) == (0, 0)


def test_withdraw_consent_finds_the_same_file_uploaded_twice_and_leaves_others(
    scene, picture, public
):
    twin = kept(scene.youth, title="Še enkrat")
    other = kept(scene.youth, size=(60, 41))
    second = published_by(scene.author, scene.youth, title="Drugo", body=body(twin))
    third = published_by(scene.author, scene.youth, title="Tretje", body=body(other))

    withdrawn = remove(picture, scene.decider)

    assert (withdrawn.copies, list(Picture.objects.all())) == (2, [other])
    assert blocks_of(PostPage.objects.get(pk=second.pk)) == ["paragraph", "heading"]
    assert blocks_of(PostPage.objects.get(pk=third.pk)) == ["paragraph", "picture", "heading"]


def test_withdraw_consent_says_where_it_had_been_and_no_draft_by_its_title(scene, picture, public):
    draft = draft_by(scene.author, scene.youth, title="Skriti osnutek", picture=picture)

    withdrawn = remove(picture, scene.decider)

    assert withdrawn.places == [
        {
            "page": public.pk,
            "title": "Javno",
            "url": public.url,
            "organisation": scene.youth.name,
            "was_public": True,
        },
        {
            "page": draft.pk,
            "title": "",
            "url": "",
            "organisation": scene.youth.name,
            "was_public": False,
        },
    ]
    assert (withdrawn.number, withdrawn.organisation, withdrawn.by, withdrawn.at) == (
        picture.pk,
        scene.youth,
        scene.decider,
        LATER,
    )
    assert set(Step.objects.filter(kind="consent").values_list("page", "comment")) == {
        (public.pk, REASON),
        (draft.pk, REASON),
    }


def test_what_is_handed_in_stays_handed_in_as_if_it_never_had_the_picture(scene, picture):
    post = submitted_by(
        scene.author, scene.youth, title="Oddano", picture=picture, picture_alt="Kdo"
    )
    read_before = as_read(post)

    remove(picture, scene.decider)

    row = row_of(post)
    assert (row.proposal, row.submitted_digest) == (
        "submitted",
        content_digest(latest(post).content),
    )
    with pytest.raises(Refused):
        services.approve(page_id=post.pk, user=scene.decider, now=LATER, **read_before)
    services.approve(page_id=post.pk, user=scene.decider, now=LATER, **as_read(post))
    assert public_title(post) == "Oddano"
    assert PostPage.objects.get(pk=post.pk).picture is None
    assert not Step.objects.filter(kind="mended").exists()


def test_what_is_approved_for_a_date_goes_live_without_the_picture(scene, picture, clock):
    post = submitted_by(
        scene.author, scene.youth, title="Oddano", picture=picture, picture_alt="Kdo"
    )
    date = LATER + timedelta(days=1)
    services.approve(
        page_id=post.pk, user=scene.decider, now=NOON, go_live_at=date, **as_read(post)
    )

    remove(picture, scene.decider)
    clock.move_to(date)
    services.publish_due(date)

    page = PostPage.objects.get(pk=post.pk)
    assert (page.live, page.picture) == (True, None)


def test_a_logo_goes_too(scene, picture):
    Organisation.objects.filter(pk=scene.youth.pk).update(logo=picture)

    remove(picture, scene.coordinator)

    assert Organisation.objects.get(pk=scene.youth.pk).logo is None


def test_whoever_is_concerned_gets_one_letter(scene, picture, public):
    submitted_by(scene.co_author, scene.youth, title="Oddano", picture=picture, picture_alt="Kdo")
    OutgoingMail.objects.all().delete()

    remove(picture, scene.decider)

    assert letters() == [("soavtor", "picture_removed"), ("vodja", "picture_removed")]
    text = OutgoingMail.objects.get(recipient__startswith="vodja").text
    assert ["Javno" in text, "Oddano" in text] == [True, True]


def test_withdraw_consent_is_not_for_everybody(scene, picture, public):
    for user in (scene.author, scene.lead, scene.follower, scene.stranger):
        with pytest.raises(NotAllowed):
            remove(picture, user)

    assert Picture.objects.filter(pk=picture.pk).exists()


def test_withdraw_consent_asks_why_and_happens_once(scene, picture):
    with pytest.raises(Refused):
        services.withdraw_consent(
            picture_id=picture.pk, user=scene.decider, now=LATER, reason="  \n"
        )
    remove(picture, scene.decider)
    with pytest.raises(TooLate):
        remove(picture, scene.decider)

    assert WithdrawnPicture.objects.count() == 1


def test_pages_with_a_number_are_not_those_with_a_longer_one(scene, picture, public):
    longer = Picture(
        pk=int(f"{picture.pk}7"),
        title="Daljša",
        collection=scene.youth.collection,
        file=picture_file(size=(60, 42)),
    )
    longer.save()
    published_by(scene.author, scene.youth, title="Daljša", body=body(longer))

    assert pages_with([picture]) == {public.pk}


# --- the screens ------------------------------------------------------------------------------------
LIST = "/cms/pregled/slike/"


def ask(picture):
    return reverse("moderation:remove_picture", args=[picture.pk])


def test_the_way_from_a_page_to_its_picture_and_away(client, scene, picture, public):
    client.force_login(scene.decider)

    found = client.get(LIST, {"stran": f"http://testserver{public.url}"}).content.decode()
    question = client.get(ask(picture)).content.decode()
    answer = client.post(ask(picture), {"reason": REASON}, follow=True)

    assert [ask(picture) in found, REASON in question] == [True, False]
    assert answer.redirect_chain == [
        (
            reverse("moderation:removed_picture", args=[WithdrawnPicture.objects.get().pk]),
            302,
        )
    ]
    assert public.url in answer.content.decode()
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["/ni/takega/", "nič", "\x00", "/\x00/", "http://[", "/" * 600, "/de/", "/en/blog/x/", "//x/y"],
)
def test_pictures_answers_whatever_is_pasted(client, scene, address):
    client.force_login(scene.decider)

    response = client.get(LIST, {"stran": address})

    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main")[0]
    assert main
    assert "button_hot" not in main


def test_duty_does_not_meet_pictures_of_drafts(client, scene, picture):
    draft_by(scene.author, scene.youth, title="Osnutek", picture=picture)
    client.force_login(scene.decider)

    response = client.get(ask(picture))

    assert (response.status_code, response.url) == (302, LIST)


def test_a_reason_is_asked_for_and_nothing_is_removed_without(client, scene, picture, public):
    client.force_login(scene.decider)

    for posted in ({}, {"reason": " "}, {"reason": "x" * 5000}):
        assert client.post(ask(picture), posted).status_code == 422

    assert Picture.objects.filter(pk=picture.pk).exists()


def test_the_screens_are_for_those_who_keep_watch(client, scene, picture, public):
    for user in (scene.follower, scene.author, scene.lead):
        client.force_login(user)
        addresses = [LIST, ask(picture), f"{LIST}odstranjene/1/"]

        answers = [client.get(address).status_code for address in addresses]
        posted = client.post(ask(picture), {"reason": REASON}).status_code

        assert ({*answers, posted}) == {302}

    assert Picture.objects.filter(pk=picture.pk).exists()


@pytest.mark.parametrize("number", ["0", "9" * 30, "-1", "x"])
def test_numbers_of_nothing_are_not_found(client, scene, number):
    client.force_login(scene.decider)

    assert client.get(f"{LIST}odstranjene/{number}/").status_code == 404
    assert client.get(f"{LIST}{number}/").status_code in {302, 404}


def test_whoever_was_signed_out_gets_the_reason_back(client, scene, picture, public):
    answer = client.post(f"/cms/pregled/slike/{picture.pk}/", {"reason": "Ne želi več."})

    assert (answer.status_code, "Ne želi več." in answer.content.decode()) == (403, True)
    assert Picture.objects.filter(pk=picture.pk).exists()
