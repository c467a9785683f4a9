"""The ways in which wagtail-localize would bring a text to readers around the partner on duty.

Each test fails as soon as what closes its hole is gone; the holes are those of its 1.14.
"""

import json

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from blog.models import PostPage
from core.models import Topic
from home.models import PlainPage
from moderation import services
from network.models import Contribution, Original
from network.rights import Proposal, Public
from tests.moderation.scene import NOON, draft_by, published_by

EVERYBODY = ["author", "lead", "decider", "follower", "stranger", "coordinator", "root"]


@pytest.fixture
def german():
    return Locale.objects.get(language_code="de")


@pytest.fixture
def english():
    return Locale.objects.get(language_code="en")


@pytest.fixture
def post(scene):
    return published_by(scene.author, scene.youth, title="Javno")


def _may_submit(user):
    """Give somebody the one permission that wagtail-localize asks for."""
    user.user_permissions.add(
        Permission.objects.get(
            content_type__app_label="wagtail_localize", codename="submit_translation"
        )
    )


def _submit(client, page, locale, **more):
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": [locale.pk], **more})


def _enabled(post, german):
    """A translation that wagtail-localize keeps in step, as its own default would make it."""
    source, _created = TranslationSource.get_or_create_from_instance(post)
    return Translation.objects.create(source=source, target_locale=german)


# --- 1: whoever has its one permission submits any page ---------------------------------------------


@pytest.mark.parametrize("who", ["decider", "follower", "stranger"])
def test_its_permission_alone_translates_nobody_elses_text(client, scene, post, german, who):
    user = getattr(scene, who)
    _may_submit(user)
    client.force_login(user)

    answer = _submit(client, post, german)

    assert answer.status_code in {302, 403}
    assert post.get_translations().count() == 0


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_draft_is_translated_by_nobody(client, scene, german, who):
    draft = draft_by(scene.author, scene.youth)
    user = getattr(scene, who)
    _may_submit(user)
    client.force_login(user)

    _submit(client, draft, german)

    assert draft.get_translations().count() == 0


def test_a_section_is_not_translated_with_all_that_lies_below(client, scene, post, english):
    below = draft_by(scene.author, scene.youth)
    index = post.get_parent().specific
    index.get_translation(english).delete()
    client.force_login(scene.root)

    _submit(client, index, english, include_subtree="on")

    assert index.get_translation_or_none(english) is not None
    assert post.get_translations().count() == below.get_translations().count() == 0


def test_a_plain_page_is_translated_by_coordinators_alone(client, scene, home, german):
    page = home.add_child(instance=PlainPage(title="Stik", slug="stik"))
    for user in (scene.decider, scene.author):
        _may_submit(user)
        client.force_login(user)
        _submit(client, page, german)
    assert page.get_translation_or_none(german) is None
    client.force_login(scene.coordinator)

    _submit(client, page, german)

    translation = page.get_translation(german)
    assert (translation.live, translation.original.source.pk) == (False, page.pk)


# --- 2: a live page's translation is live at once ---------------------------------------------------


@pytest.mark.parametrize("who", ["coordinator", "root"])
def test_what_the_cms_has_translated_is_a_draft(client, scene, post, german, who):
    client.force_login(getattr(scene, who))

    answer = _submit(client, post, german)

    page = post.get_translation(german)
    contribution = Contribution.objects.get(page=page.pk)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (contribution.public, contribution.proposal) == (Public.NEVER, Proposal.DRAFT)
    assert contribution.organisation == scene.youth
    assert Original.objects.get(page=page.pk).source_id == post.pk


def test_a_translated_page_of_the_frame_waits_for_its_coordinator(client, scene, home, english):
    page = home.add_child(instance=PlainPage(title="Stik", slug="stik"))
    client.force_login(scene.coordinator)

    _submit(client, page, english)

    assert page.get_translation(english).live is False


# --- 3: "sync translated pages, publish immediately" ------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_syncs_translated_pages(client, scene, post, german, who):
    page = services.translate(page_id=post.pk, language="de", user=scene.author, now=NOON)
    translation = _enabled(post, german)
    _may_submit(getattr(scene, who))
    client.force_login(getattr(scene, who))
    address = reverse("wagtail_localize:update_translations", args=[translation.source.pk])

    answer = client.post(address, {"publish_translations": "on"})

    assert answer.status_code in {302, 404}
    assert Page.objects.get(pk=page.pk).live is False


# --- 4: what its editor saves is public at once -----------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_its_editor_does_not_write_to_a_public_translation(
    client, scene, post, german, who, django_capture_on_commit_callbacks
):
    page = services.translate(page_id=post.pk, language="de", user=scene.author, now=NOON)
    services.publish_without_review(page=page, now=NOON)
    translation = _enabled(post, german)
    segment = StringSegment.objects.filter(source=translation.source).first()
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=german,
        data="Ungelesen",
    )
    # What "stop" leaves behind: the ordinary editor, with a button that brings the other back.
    translation.enabled = False
    translation.save()
    client.force_login(getattr(scene, who))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    with django_capture_on_commit_callbacks(execute=True):
        for posted in ({"localize-restart-translation": "1"}, {"action-publish": "1"}):
            client.post(edit, posted)
        client.post(edit, {})

    translation.refresh_from_db()
    assert translation.enabled is False
    assert PostPage.objects.get(pk=page.pk).title == "Javno"


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("download_pofile", "get"),
        ("upload_pofile", "post"),
        ("machine_translate", "post"),
        ("stop_translation", "post"),
        ("preview_translation", "get"),
    ],
)
def test_its_addresses_of_a_translation_are_nobodys(client, scene, post, german, who, name, method):
    services.translate(page_id=post.pk, language="de", user=scene.author, now=NOON)
    translation = _enabled(post, german)
    client.force_login(getattr(scene, who))

    answer = getattr(client, method)(reverse(f"wagtail_localize:{name}", args=[translation.pk]))

    assert answer.status_code in {302, 404}
    if answer.status_code == 302:
        # Whoever has no business in the CMS is led out of it.
        assert not getattr(scene, who).has_perm("wagtailadmin.access_admin")
    translation.refresh_from_db()
    assert translation.enabled is True


@pytest.mark.parametrize("name", ["edit_string_translation", "edit_override"])
def test_its_strings_are_nobodys(client, scene, post, german, name):
    services.translate(page_id=post.pk, language="de", user=scene.author, now=NOON)
    translation = _enabled(post, german)
    segment = StringSegment.objects.filter(source=translation.source).first()
    client.force_login(scene.root)
    address = reverse(f"wagtail_localize:{name}", args=[translation.pk, segment.pk])

    answer = client.put(address, json.dumps({"value": "x"}), content_type="application/json")

    assert answer.status_code == 404
    assert not StringTranslation.objects.exists()


# --- aliases: a text in Slovene as if it were German ------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_turns_a_translation_into_an_alias(client, scene, post, german, who):
    page = services.translate(page_id=post.pk, language="de", user=scene.author, now=NOON)
    _enabled(post, german)
    client.force_login(getattr(scene, who))

    client.post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]))
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {"localize-convert-to-alias": "1"}
    )

    page.refresh_from_db()
    assert (page.alias_of, page.live) == (None, False)


def test_a_language_has_no_switch_that_fills_its_tree_with_aliases(client, scene, german):
    client.force_login(scene.root)
    address = reverse("wagtaillocales:edit", args=[german.pk])
    sl = Locale.get_default()

    shown = client.get(address).content.decode()
    client.post(
        address,
        {
            "language_code": "de",
            "component-wagtail_localize_localesynchronization-enabled": "on",
            "component-wagtail_localize_localesynchronization-sync_from": sl.pk,
        },
    )

    assert "sync_from" not in shown
    assert not Page.objects.exclude(alias_of=None).exists()


# --- snippets ---------------------------------------------------------------------------------------


def test_a_topic_is_translated_by_whoever_keeps_topics(client, scene, german):
    topic = Topic.objects.create(name="Glasba", slug="glasba")
    address = reverse(
        "wagtail_localize:submit_snippet_translation", args=["core", "topic", topic.pk]
    )
    _may_submit(scene.decider)
    client.force_login(scene.decider)
    client.post(address, {"locales": [german.pk]})
    assert not topic.has_translation(german)
    client.force_login(scene.coordinator)

    client.post(address, {"locales": [german.pk]})

    assert topic.get_translation(german).slug == "glasba"
