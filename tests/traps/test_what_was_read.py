"""What goes public is what somebody read: not what stood there a moment before or after."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Revision

from blog.models import PostPage
from moderation import services
from moderation.errors import Changed
from network.rights import Proposal
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    latest,
    public_title,
    published_by,
    row_of,
    submitted_by,
    write,
)
from tests.moderation.test_receivers import in_the_editor

TOMORROW = NOON + timedelta(days=1)


def title_of(revision_id) -> str:
    return Revision.objects.get(pk=revision_id).content["title"]


def autosave(client, page, user, **facts):
    """What the editor sends by itself, every few seconds: over the version it made before."""
    client.force_login(user)
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        in_the_editor(page, **facts),
        headers={"accept": "application/json"},
    )


def overwrite_behind_our_back(revision_id, **facts):
    """Change a version in place past every check, as a page of another Wagtail could."""
    revision = Revision.objects.get(pk=revision_id)
    Revision.objects.filter(pk=revision_id).update(content={**revision.content, **facts})


def approve(page, user, read, **facts):
    return services.approve(page_id=page.pk, user=user, now=LATER, **read, **facts)


@pytest.mark.parametrize("decision", ["approve", "approve for a date", "send back"])
def test_a_version_overwritten_after_it_was_read_is_not_decided(scene, submitted, decision):
    read = as_read(submitted)
    overwrite_behind_our_back(read["revision_id"], title="Podtaknjeno")
    decide = {
        "approve": lambda: approve(submitted, scene.decider, read),
        "approve for a date": lambda: approve(submitted, scene.decider, read, go_live_at=TOMORROW),
        "send back": lambda: services.send_back(
            page_id=submitted.pk, user=scene.decider, now=LATER, comment="Datum.", **read
        ),
    }

    with pytest.raises(Changed):
        decide[decision]()

    row = row_of(submitted)
    assert (public_title(submitted), row.proposal, row.scheduled_for) == (
        None,
        Proposal.SUBMITTED,
        None,
    )


def test_an_older_version_is_not_approved_while_there_is_a_newer_one(scene, submitted):
    read_before = as_read(submitted)
    write(submitted, scene.colleague, title="Popravljeno")

    with pytest.raises(Changed):
        approve(submitted, scene.decider, read_before)

    assert (public_title(submitted), row_of(submitted).proposal) == (None, Proposal.SUBMITTED)


def test_a_digest_of_one_version_does_not_approve_another(scene, submitted):
    old = as_read(submitted)
    write(submitted, scene.colleague, title="Popravljeno")
    new = as_read(submitted)

    for read in (
        {"revision_id": new["revision_id"], "digest": old["digest"]},
        {"revision_id": old["revision_id"], "digest": new["digest"]},
    ):
        with pytest.raises(Changed):
            approve(submitted, scene.decider, read)

    assert public_title(submitted) is None


def test_what_was_read_is_published_whatever_stands_in_the_pages_row(scene, submitted):
    read = as_read(submitted)
    PostPage.objects.filter(pk=submitted.pk).update(
        title="V vrstici", summary="V vrstici.", body=[("paragraph", "<p>V vrstici.</p>")]
    )

    approve(submitted, scene.decider, read)

    page = PostPage.objects.get(pk=submitted.pk)
    assert (page.live, page.title, page.summary, page.body[0].value.source) == (
        True,
        "Oddano",
        "Povzetek.",
        "<p>Besedilo.</p>",
    )


def test_a_version_of_another_page_is_not_approved(scene, submitted):
    other = submitted_by(scene.author, scene.youth, title="Drugo oddano")

    with pytest.raises(Changed):
        approve(submitted, scene.decider, as_read(other))

    assert (public_title(submitted), public_title(other)) == (None, None)


def test_autosave_of_whoever_mends_does_not_change_what_was_handed_in(scene, submitted, client):
    handed_in = as_read(submitted)

    autosave(
        client,
        submitted,
        scene.colleague,
        title="Samodejno",
        overwrite_revision_id=str(handed_in["revision_id"]),
    )
    with pytest.raises(Changed):
        approve(submitted, scene.decider, handed_in)

    assert title_of(handed_in["revision_id"]) == "Oddano"
    assert latest(submitted).content["title"] == "Samodejno"
    assert public_title(submitted) is None


def test_autosave_over_a_mended_version_that_somebody_has_read_stops_its_approval(
    scene, submitted, client
):
    mended = write(submitted, scene.colleague, title="Popravljeno")
    read = as_read(submitted)

    autosave(
        client,
        submitted,
        scene.colleague,
        title="Popravljeno znova",
        overwrite_revision_id=str(mended.pk),
    )

    assert latest(submitted).content["title"] == "Popravljeno znova"
    with pytest.raises(Changed):
        approve(submitted, scene.decider, read)
    assert public_title(submitted) is None


@pytest.mark.parametrize("with_overwriting", [True, False], ids=["in place", "as a new version"])
def test_autosave_of_the_author_is_refused_while_the_text_is_handed_in(
    scene, submitted, client, with_overwriting
):
    read = as_read(submitted)
    facts = {"overwrite_revision_id": str(read["revision_id"])} if with_overwriting else {}

    autosave(client, submitted, scene.author, title="Po oddaji", **facts)

    assert as_read(submitted) == read
    assert [revision.content["title"] for revision in submitted.revisions.all()] == ["Oddano"]


@pytest.mark.parametrize("how", ["in the editor", "in place", "as a new version"])
def test_what_was_approved_for_a_date_goes_live_then_whatever_is_written_since(
    scene, submitted, client, clock, how
):
    read = as_read(submitted)
    approve(submitted, scene.decider, read, go_live_at=TOMORROW)
    approved = latest(submitted)

    if how == "in the editor":
        autosave(
            client,
            submitted,
            scene.author,
            title="Po odobritvi",
            overwrite_revision_id=str(approved.pk),
        )
    else:
        draft = approved.as_object()
        draft.title = "Po odobritvi"
        draft.save_revision(
            user=scene.author, overwrite_revision=approved if how == "in place" else None
        )
    clock.move_to(TOMORROW + timedelta(minutes=1))
    call_command("publish_scheduled")

    assert (public_title(submitted), title_of(approved.pk)) == ("Oddano", "Oddano")


def test_what_was_written_in_the_hour_before_approval_for_a_date_is_not_what_goes_live(
    scene, submitted, clock
):
    approve(submitted, scene.decider, as_read(submitted), go_live_at=TOMORROW)
    write(submitted, scene.author, title="Prva predelava")
    services.hand_in(page_id=submitted.pk, user=scene.author, now=LATER)
    clock.move_to(TOMORROW + timedelta(minutes=1))
    call_command("publish_scheduled")

    assert public_title(submitted) == "Oddano"
    assert row_of(submitted).proposal == Proposal.SUBMITTED
    assert latest(submitted).content["title"] == "Prva predelava"


def test_the_public_version_is_not_overwritten_in_place(scene, client):
    page = published_by(scene.author, scene.youth, title="Javno")
    public = latest(page)

    autosave(client, page, scene.author, title="Predelava", overwrite_revision_id=str(public.pk))

    assert (title_of(public.pk), public_title(page)) == ("Javno", "Javno")
    assert latest(page).content["title"] == "Predelava"
