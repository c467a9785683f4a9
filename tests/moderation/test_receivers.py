"""What is begun and cancelled on Wagtail's own screens ends in the same rows as on ours."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.models import PostPage
from moderation import services
from moderation.models import Step
from network.rights import Proposal
from network.services import sync_organisation
from tests.moderation.scene import (
    NOON,
    as_read,
    disagreements,
    latest,
    letters,
    public_title,
    row_of,
    write,
)


def in_the_editor(page, **facts):
    """What the browser sends when the editor's form is saved."""
    return nested_form_data(
        {
            "title": page.title,
            "summary": page.summary,
            "kicker": "",
            "topics": [],
            "municipality": "",
            "picture": "",
            "picture_alt": "",
            "mark": "",
            "body": streamfield([("paragraph", rich_text("<p>Besedilo.</p>"))]),
            **facts,
        }
    )


@pytest.fixture
def open_cms(scene):
    """A coordinator has let the youth organisation into the CMS."""
    scene.youth.is_cms_open = True
    scene.youth.save()
    sync_organisation(organisation=scene.youth)


def test_submitting_in_wagtails_editor_is_handing_in(scene, draft, open_cms, client):
    client.force_login(scene.author)

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        in_the_editor(draft, title="Iz urejevalnika", **{"action-submit": "1"}),
    )

    row = row_of(draft)
    assert answer.status_code == 302
    assert (row.proposal, row.submitted_by, row.submitted_revision, row.submitted_at) == (
        Proposal.SUBMITTED,
        scene.author,
        latest(draft),
        NOON,
    )
    assert latest(draft).as_object().title == "Iz urejevalnika"
    assert list(Step.objects.values_list("kind", "actor__username")) == [("submitted", "avtorica")]
    assert letters() == [
        ("avtorica", "submitted_author"),
        ("odloca", "submitted_duty"),
        ("sodelavka", "submitted_duty"),
    ]
    assert disagreements() == []


def test_resubmitting_in_wagtails_editor_is_handing_in_again(scene, submitted, open_cms, client):
    services.send_back(
        page_id=submitted.pk, user=scene.decider, now=NOON, comment="Datum.", **as_read(submitted)
    )
    client.force_login(scene.author)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[submitted.pk]),
        in_the_editor(submitted, title="Z datumom", **{"action-submit": "1"}),
    )

    assert row_of(submitted).proposal == Proposal.SUBMITTED
    assert latest(submitted).as_object().title == "Z datumom"
    assert disagreements() == []


def test_cancelling_in_wagtails_editor_is_withdrawing(scene, draft, client):
    services.hand_in(page_id=draft.pk, user=scene.root, now=NOON)
    client.force_login(scene.root)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        in_the_editor(draft, **{"action-cancel-workflow": "1"}),
    )

    assert row_of(draft).proposal == Proposal.DRAFT
    assert list(Step.objects.order_by("pk").values_list("kind", "actor__username")) == [
        ("submitted", "root"),
        ("withdrawn", "root"),
    ]
    assert [letter for letter in letters() if letter[1] == "withdrawn"] == [
        ("odloca", "withdrawn"),
        ("sodelavka", "withdrawn"),
    ]
    assert disagreements() == []


def test_a_workflow_that_is_cancelled_by_no_person_is_withdrawn_by_nobody(submitted):
    submitted.current_workflow_state.cancel()

    assert row_of(submitted).proposal == Proposal.DRAFT
    assert list(Step.objects.filter(kind="withdrawn").values_list("actor", flat=True)) == [None]


@pytest.mark.parametrize("action", ["action-publish", "action-workflow-action"])
def test_wagtails_own_buttons_publish_nothing(scene, submitted, client, action):
    client.force_login(scene.decider)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[submitted.pk]),
        in_the_editor(
            submitted,
            title="Mimo pregleda",
            **{action: "1", "workflow-action-name": "approve"},
        ),
    )

    assert (public_title(submitted), row_of(submitted).proposal) == (None, Proposal.SUBMITTED)


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_wagtails_own_address_of_a_workflow_decides_nothing(scene, submitted, client, action):
    client.force_login(scene.decider)
    task_state = submitted.current_workflow_task_state

    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, action, task_state.pk]),
        {"comment": "Mimo."},
    )

    assert (public_title(submitted), row_of(submitted).proposal) == (None, Proposal.SUBMITTED)


def test_publishing_by_code_ends_a_promised_date(scene, submitted):
    row = row_of(submitted)
    row.scheduled_for = NOON
    row.save()

    latest(submitted).publish()

    assert row_of(submitted).scheduled_for is None
    assert PostPage.objects.get(pk=submitted.pk).live


def test_publishing_an_ordinary_page_concerns_nobody(home):
    home.save_revision().publish()

    assert letters() == []


@pytest.mark.parametrize("button", ["action-submit", "action-restart-workflow"])
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"summary": " "}, "summary"),
        ({"body": streamfield([])}, "body"),
    ],
    ids=["no summary", "no text"],
)
def test_what_must_be_there_is_asked_for_in_wagtails_editor(
    scene, draft, open_cms, client, button, facts, field
):
    client.force_login(scene.author)
    before = latest(draft)

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        in_the_editor(draft, **{"title": "Natipkano", button: "1", **facts}),
    )

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert "Natipkano" in answer.content.decode()
    assert (row_of(draft).proposal, latest(draft), letters()) == (Proposal.DRAFT, before, [])


def test_what_must_be_there_is_asked_for_in_wagtails_form_of_a_new_text(
    scene, draft, open_cms, client
):
    client.force_login(scene.author)
    address = reverse("wagtailadmin_pages:add", args=["blog", "postpage", draft.get_parent().pk])
    typed = in_the_editor(draft, summary="", organisation=str(scene.youth.pk))

    refused = client.post(address, {**typed, "action-submit": "1"})
    kept = client.post(address, typed)

    assert (refused.status_code, set(refused.context["form"].errors)) == (200, {"summary"})
    assert (kept.status_code, PostPage.objects.count()) == (302, 2)


def test_a_review_does_not_begin_on_an_incomplete_text_whoever_begins_it(scene, draft):
    write(draft, scene.author, summary="")
    page = PostPage.objects.get(pk=draft.pk)

    with pytest.raises(PermissionDenied):
        page.get_workflow().start(page, scene.author)

    assert (row_of(draft).proposal, letters(), disagreements()) == (Proposal.DRAFT, [], [])
