"""Wagtail has a dozen ways to make a page public; none of them works on a moderated page."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page, TaskState, Workflow, WorkflowState

from blog.models import PostPage
from moderation import services
from moderation.errors import Refused
from moderation.models import DutyApprovalTask
from network.rights import Proposal
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    draft_by,
    latest,
    public_title,
    published_by,
    row_of,
    submitted_by,
    write,
)
from tests.moderation.test_receivers import in_the_editor

EVERYBODY = ["author", "lead", "decider", "follower", "stranger", "coordinator", "root"]


def url(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def public_pages() -> set[str]:
    """Paths of all live pages: nothing new may appear here and nothing disappear."""
    return set(Page.objects.live().values_list("path", flat=True))


def all_pages() -> set[str]:
    return set(Page.objects.values_list("path", flat=True))


@pytest.fixture
def pages(scene):
    """A text in each state."""
    return {
        "draft": draft_by(scene.author, scene.youth, title="Osnutek"),
        "submitted": submitted_by(scene.author, scene.youth, title="Oddano"),
        "public": _with_a_draft(scene, published_by(scene.author, scene.youth, title="Javno")),
    }


def _with_a_draft(scene, page):
    write(page, scene.author, title="Nepregledano")
    return page


@pytest.mark.parametrize("who", ["author", "decider", "coordinator", "root"])
def test_the_button_that_publishes_does_not_publish_a_new_text(scene, client, blog_index, who):
    before = public_pages()
    user = getattr(scene, who)
    organisation = {"decider": scene.partner}.get(who, scene.youth)
    client.force_login(user)

    client.post(
        url("add", "blog", "postpage", blog_index.pk),
        in_the_editor(
            PostPage(title="Mimo pregleda", summary="Povzetek."),
            organisation=str(organisation.pk),
            **{"action-publish": "1"},
        ),
    )

    made = [] if who == "coordinator" else [(False, Proposal.DRAFT)]
    assert public_pages() == before
    assert [
        (page.live, page.contribution.proposal)
        for page in PostPage.objects.filter(title="Mimo pregleda")
    ] == made


@pytest.mark.parametrize(
    "buttons",
    [
        {"action-publish": "1"},
        {"action-workflow-action": "1", "workflow-action-name": "approve"},
        {"action-publish": "1", "action-submit": "1", "go_live_at": "2026-11-10 12:00"},
    ],
    ids=["publish", "approve", "publish and submit"],
)
def test_no_button_publishes_what_is_written_in_the_editor(scene, pages, client, buttons):
    before = public_pages()

    for who in EVERYBODY:
        client.force_login(getattr(scene, who))
        for page in pages.values():
            client.post(url("edit", page.pk), in_the_editor(page, title="Mimo pregleda", **buttons))
    call_command("publish_scheduled")

    assert public_pages() == before
    assert [public_title(page) for page in pages.values()] == [None, None, "Javno"]


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_nothing_happens_to_many_texts_at_once(scene, pages, client, home, action):
    before, paths = public_pages(), all_pages()
    ids = "&".join(f"id={page.pk}" for page in pages.values())

    for who in EVERYBODY:
        client.force_login(getattr(scene, who))
        client.post(
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{ids}",
            {"include_descendants": "on", "chooser": str(home.pk), "move_applicable": "on"},
        )

    assert (public_pages(), all_pages()) == (before, paths)


@pytest.mark.parametrize("who", ["coordinator", "root"])
@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_nothing_happens_to_a_whole_section_at_once(
    scene, pages, client, home, blog_index, who, action
):
    before, paths = public_pages(), all_pages()
    client.force_login(getattr(scene, who))

    client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        + f"?id={blog_index.pk}",
        {"include_descendants": "on", "chooser": str(home.pk)},
    )

    assert (public_pages(), all_pages()) == (before, paths)


@pytest.mark.parametrize("who", ["author", "coordinator", "root"])
@pytest.mark.parametrize("action", ["publish", "unpublish"])
def test_what_happens_to_the_front_page_does_not_reach_the_texts_below_it(
    scene, pages, client, home, who, action
):
    texts = PostPage.objects.filter(pk__in=[page.pk for page in pages.values()])
    before = list(texts.values_list("pk", "live"))
    client.force_login(getattr(scene, who))

    client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={home.pk}",
        {"include_descendants": "on"},
    )
    client.post(url("unpublish", home.pk), {"include_descendants": "on"})

    assert list(texts.values_list("pk", "live")) == before


API_ACTIONS = (
    "convert_alias",
    "copy",
    "copy_for_translation",
    "create_alias",
    "delete",
    "move",
    "publish",
    "revert_to_page_revision",
    "unpublish",
)


@pytest.mark.parametrize("who", ["author", "decider", "coordinator", "root"])
def test_the_api_of_the_cms_has_no_actions(scene, pages, client, who):
    before, paths = public_pages(), all_pages()
    client.force_login(getattr(scene, who))

    answers = {
        action: [
            client.post(
                reverse("wagtailadmin_api:pages:action", args=[page.pk, action]),
                {"recursive": True, "revision_id": latest(page).pk},
                content_type="application/json",
            ).status_code
            for page in pages.values()
        ]
        for action in API_ACTIONS
    }

    assert answers == {action: [404, 404, 404] for action in API_ACTIONS}
    assert (public_pages(), all_pages()) == (before, paths)


@pytest.mark.parametrize("who", ["coordinator", "root"])
@pytest.mark.parametrize("below", ["text", "section", "front page"])
@pytest.mark.parametrize("alias", [True, False], ids=["alias", "copy"])
def test_no_text_is_copied(scene, pages, client, home, blog_index, who, below, alias):
    texts = PostPage.objects.count()
    source = {"text": pages["public"], "section": blog_index, "front page": home}[below]
    parent = source.get_parent()
    client.force_login(getattr(scene, who))
    # Wagtail's copying of a whole tree raises where it meets what may not be copied.
    client.raise_request_exception = False

    client.post(
        url("copy", source.pk),
        {
            "new_title": "Kopija",
            "new_slug": "kopija",
            "new_parent_page": str(parent.pk),
            "copy_subpages": "on",
            "publish_copies": "on",
            **({"alias": "on"} if alias else {}),
        },
    )

    assert PostPage.objects.count() == texts


def test_wagtails_addresses_of_publishing_do_nothing(scene, pages, client):
    scheduled = submitted_by(scene.author, scene.youth, title="Za datum")
    services.approve(
        page_id=scheduled.pk,
        user=scene.decider,
        now=NOON,
        go_live_at=LATER,
        **as_read(scheduled),
    )
    before = public_pages()

    for who in EVERYBODY:
        client.force_login(getattr(scene, who))
        for page in (*pages.values(), scheduled):
            client.post(url("unpublish", page.pk), {"include_descendants": "on"})
            client.post(url("convert_alias", page.pk))
            for revision in page.revisions.all():
                client.post(url("revisions_unschedule", page.pk, revision.pk))

    assert public_pages() == before
    assert row_of(scheduled).scheduled_for == LATER
    assert latest(scheduled).approved_go_live_at == LATER


@pytest.mark.parametrize("who", ["author", "decider", "coordinator", "root"])
def test_going_back_to_an_old_version_publishes_nothing(scene, pages, client, who):
    before = public_pages()
    client.force_login(getattr(scene, who))

    for page in pages.values():
        client.post(
            url("revisions_revert", page.pk, page.revisions.order_by("pk").first().pk),
            in_the_editor(page, title="Obnovljeno", **{"action-publish": "1"}),
        )

    assert public_pages() == before
    assert [public_title(page) for page in pages.values()] == [None, None, "Javno"]


def test_wagtails_address_of_a_workflow_decides_nothing(scene, pages, client):
    page = pages["submitted"]
    task_state = page.current_workflow_task_state

    for who in EVERYBODY:
        client.force_login(getattr(scene, who))
        for action in ("approve", "reject"):
            for name in ("workflow_action", "collect_workflow_action_data"):
                address = url(name, page.pk, action, task_state.pk)
                client.post(address, {"comment": "Mimo."})

    task_state.refresh_from_db()
    assert (public_title(page), row_of(page).proposal, task_state.status) == (
        None,
        Proposal.SUBMITTED,
        TaskState.STATUS_IN_PROGRESS,
    )


@pytest.mark.parametrize("how", ["address", "button"])
@pytest.mark.parametrize("who", ["stranger", "follower", "decider", "coordinator"])
def test_what_others_handed_in_is_not_withdrawn(scene, pages, client, who, how):
    page = pages["submitted"]
    client.force_login(getattr(scene, who))

    if how == "address":
        client.post(url("confirm_workflow_cancellation", page.pk))
    else:
        client.post(url("edit", page.pk), in_the_editor(page, **{"action-cancel-workflow": "1"}))

    assert row_of(page).proposal == Proposal.SUBMITTED
    assert page.workflow_in_progress


@pytest.mark.parametrize("what", ["workflow", "workflow of the section"])
def test_a_text_is_not_handed_in_to_nobody(scene, draft, client, blog_index, what):
    client.force_login(scene.root)
    workflow = Workflow.objects.get(active=True)
    address = {
        "workflow": reverse("wagtailadmin_workflows:disable", args=[workflow.pk]),
        "workflow of the section": reverse(
            "wagtailadmin_workflows:remove", args=[blog_index.pk, workflow.pk]
        ),
    }[what]
    client.post(address)

    with pytest.raises(Refused):
        services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    assert (public_title(draft), row_of(draft).proposal) == (None, Proposal.DRAFT)
    assert not WorkflowState.objects.filter(object_id=str(draft.pk)).exists()


def test_switching_the_task_off_publishes_nothing_that_waits(scene, pages):
    """Wagtail's workflow without a task that runs is one that is through."""
    before = public_pages()

    DutyApprovalTask.objects.get().deactivate(user=scene.root)

    assert public_pages() == before
    assert public_title(pages["submitted"]) is None


def test_the_task_is_not_switched_off_in_the_cms(scene, pages, client):
    client.force_login(scene.root)
    task, before = DutyApprovalTask.objects.get(), public_pages()

    answer = client.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))

    task.refresh_from_db()
    assert (answer.status_code, task.active, public_pages()) == (404, True, before)


def test_switching_the_workflow_off_publishes_nothing_that_waits(scene, pages, client):
    client.force_login(scene.root)
    workflow = Workflow.objects.get(active=True)
    before = public_pages()

    client.post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))

    assert public_pages() == before
    assert (public_title(pages["submitted"]), row_of(pages["submitted"]).proposal) == (
        None,
        Proposal.DRAFT,
    )
