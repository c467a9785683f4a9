"""Dates, addresses, owners, privacy, locks: what comes with a text and is not its author's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page, Revision

from blog.models import PostIndexPage, PostPage
from moderation import services
from network.rights import Proposal
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    draft_by,
    latest,
    published_by,
    row_of,
    write,
)
from tests.moderation.test_receivers import in_the_editor

IN_A_YEAR = NOON + timedelta(days=365)


def smuggled(scene) -> dict:
    """Everything that a Wagtail page has and that an author has no say in."""
    foreign = scene.stranger.memberships.get().organisation
    german, _created = Locale.objects.get_or_create(language_code="de")
    return {
        "go_live_at": "2027-11-10 12:00",
        "expire_at": "2027-11-11 12:00",
        "slug": "podtaknjen-naslov",
        "show_in_menus": "on",
        "search_description": "Podtaknjen opis.",
        "seo_title": "Podtaknjen naslov",
        "locale": str(german.pk),
        "owner": str(scene.stranger.pk),
        "organisation": str(foreign.pk),
        "live": "on",
        "first_published_at": "2020-01-01 12:00",
        "latest_revision": "1",
        "translation_key": "00000000-0000-0000-0000-000000000000",
        "locked": "on",
        "path": "00010001",
    }


def not_the_authors(page) -> dict:
    page = PostPage.objects.get(pk=page.pk)
    return {
        "go_live_at": page.go_live_at,
        "expire_at": page.expire_at,
        "slug": page.slug,
        "show_in_menus": page.show_in_menus,
        "search_description": page.search_description,
        "seo_title": page.seo_title,
        "locale": page.locale.language_code,
        "owner": page.owner.username,
        "organisation": page.contribution.organisation.slug,
        "locked": page.locked,
        "parent": page.get_parent().specific_class,
    }


def as_it_should_be(**facts) -> dict:
    return {
        "go_live_at": None,
        "expire_at": None,
        "show_in_menus": False,
        "search_description": "",
        "seo_title": "",
        "locale": "sl",
        "owner": "avtorica",
        "organisation": "klub",
        "locked": False,
        "parent": PostIndexPage,
        **facts,
    }


def approved(scene, page):
    if row_of(page).proposal != Proposal.SUBMITTED:
        services.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    services.approve(page_id=page.pk, user=scene.decider, now=LATER, **as_read(page))
    return PostPage.objects.get(pk=page.pk)


def test_nothing_is_smuggled_in_with_a_new_text(scene, client, blog_index):
    client.force_login(scene.author)
    add = reverse("wagtailadmin_pages:add", args=["blog", "postpage", blog_index.pk])
    new = PostPage(title="Pošteno", summary="Povzetek.")

    refused = client.post(add, in_the_editor(new, **smuggled(scene)))
    client.post(add, in_the_editor(new, **{**smuggled(scene), "organisation": str(scene.youth.pk)}))

    assert list(refused.context["form"].errors) == ["organisation"]
    [page] = PostPage.objects.filter(title="Pošteno")
    assert not page.live
    page = approved(scene, page)
    assert (page.live, page.first_published_at) == (True, NOON.astimezone(UTC))
    assert not_the_authors(page) == as_it_should_be(slug="posteno")


@pytest.mark.parametrize("handed_in_with_it", [True, False], ids=["and handed in", "and saved"])
def test_nothing_is_smuggled_in_when_a_draft_is_written_on(scene, draft, client, handed_in_with_it):
    client.force_login(scene.author)
    button = {"action-submit": "1"} if handed_in_with_it else {}

    client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        in_the_editor(draft, **{**smuggled(scene), "title": "Pošteno", **button}),
    )

    page = approved(scene, draft)
    assert (page.live, page.title) == (True, "Pošteno")
    assert not_the_authors(page) == as_it_should_be(slug=draft.slug)


def test_nothing_is_smuggled_in_when_a_public_text_is_written_on(scene, client):
    page = published_by(scene.author, scene.youth)
    client.force_login(scene.author)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        in_the_editor(page, **{**smuggled(scene), "title": "Predelano"}),
    )

    now_public = not_the_authors(page)
    then_public = approved(scene, page)
    assert now_public == as_it_should_be(slug=page.slug)
    assert then_public.title == "Predelano"
    assert not_the_authors(page) == as_it_should_be(slug=page.slug)


def test_nothing_comes_back_with_an_old_version(scene, draft, client):
    old = latest(draft)
    carried = {
        "go_live_at": IN_A_YEAR.isoformat(),
        "expire_at": (NOON - timedelta(days=1)).isoformat(),
        "slug": "naslov-stare-razlicice",
        "locked": True,
        "owner": scene.stranger.pk,
        "live": True,
    }
    Revision.objects.filter(pk=old.pk).update(content={**old.content, **carried})
    write(draft, scene.author, title="Novejše", slug=draft.slug, go_live_at=None, expire_at=None)
    client.force_login(scene.author)

    client.post(
        reverse("wagtailadmin_pages:revisions_revert", args=[draft.pk, old.pk]),
        in_the_editor(draft, **{**smuggled(scene), "title": "Obnovljeno"}),
    )

    assert latest(draft).content["title"] == "Obnovljeno"
    page = approved(scene, draft)
    assert (page.live, page.title) == (True, "Obnovljeno")
    assert not_the_authors(page) == as_it_should_be(slug=draft.slug)


@pytest.mark.parametrize(
    "go_live_at", [None, LATER + timedelta(days=2)], ids=["at once", "for a date"]
)
def test_an_approval_drops_what_a_version_carries_of_dates_and_addresses(
    scene, draft, go_live_at, clock
):
    revision = latest(draft)
    carried = {
        "go_live_at": IN_A_YEAR.isoformat(),
        "expire_at": (LATER + timedelta(minutes=1)).isoformat(),
    }
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **carried})
    services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)
    read = as_read(draft)
    Page.objects.filter(pk=draft.pk).update(slug="naslov-urednistva")

    services.approve(page_id=draft.pk, user=scene.decider, now=LATER, go_live_at=go_live_at, **read)

    content = latest(draft).content
    promised = datetime.fromisoformat(content["go_live_at"]) if go_live_at else None
    assert (promised, content["expire_at"], content["slug"]) == (
        go_live_at,
        None,
        "naslov-urednistva",
    )
    page = PostPage.objects.get(pk=draft.pk)
    assert (page.live, page.expire_at, page.slug) == (
        go_live_at is None,
        None,
        "naslov-urednistva",
    )


def state_of(page) -> dict:
    page = Page.objects.get(pk=page.pk)
    return {
        "path": page.path,
        "locked": page.locked,
        "live": page.live,
        "restrictions": list(page.view_restrictions.values_list("restriction_type", "password")),
        "pages": sorted(Page.objects.values_list("path", flat=True)),
        "aliases": page.aliases.count(),
    }


SCHEMES = {
    "password": ("set_privacy", {"restriction_type": "password", "password": "skrivnost-1"}),
    "privacy": ("set_privacy", {"restriction_type": "login"}),
    "lock": ("lock", {}),
    "unlock": ("unlock", {}),
    "move": ("move_confirm", {}),
    "order": ("set_page_position", {}),
    "copy": ("copy", {"new_title": "Kopija", "new_slug": "kopija", "publish_copies": "on"}),
    "alias": ("copy", {"new_title": "Kopija", "new_slug": "kopija", "alias": "on"}),
    "convert alias": ("convert_alias", {}),
    "unpublish": ("unpublish", {}),
}


@pytest.mark.parametrize("is_public", [False, True], ids=["draft", "public"])
@pytest.mark.parametrize("who", ["author", "lead", "stranger", "decider"])
def test_keeping_order_is_not_for_those_who_write(scene, home, client, who, is_public):
    begin = published_by if is_public else draft_by
    page = begin(scene.author, scene.youth)
    client.force_login(getattr(scene, who))

    untouched = {}
    for scheme, (name, data) in SCHEMES.items():
        Page.objects.filter(pk=page.pk).update(locked=name == "unlock")
        before = state_of(page)
        args = [page.pk, home.pk] if name == "move_confirm" else [page.pk]
        client.post(
            reverse(f"wagtailadmin_pages:{name}", args=args),
            {**data, "new_parent_page": page.get_parent().pk, "copy_subpages": "on"},
        )
        untouched[scheme] = state_of(page) == before

    assert untouched == dict.fromkeys(SCHEMES, True)
