import pytest
from wagtail.models import TaskState

from moderation import services
from moderation.models import DutyApprovalTask, ReaderReport, Step
from tests.moderation.scene import NOON, submitted_by


@pytest.fixture
def task(db):
    return DutyApprovalTask.objects.get()


def waiting_titles(task, user):
    states = task.get_task_states_user_can_moderate(user)
    return sorted(state.workflow_state.content_object.draft_title for state in states)


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("decider", ["Klub"]),
        ("colleague", ["Klub", "Partner"]),
        ("follower", ["Partner"]),
        ("coordinator", ["Partner"]),
        ("root", ["Klub", "Partner"]),
        ("author", []),
        ("stranger", []),
    ],
)
def test_the_task_lists_exactly_what_somebody_may_decide(scene, task, who, titles):
    submitted_by(scene.author, scene.youth, title="Klub")
    submitted_by(scene.decider, scene.partner, title="Partner")

    assert waiting_titles(task, getattr(scene, who)) == titles


def test_the_task_lists_nothing_that_is_decided(scene, task, submitted):
    submitted.current_workflow_state.cancel(user=scene.author)

    assert waiting_titles(task, scene.decider) == []
    assert list(TaskState.objects.values_list("status", flat=True)) == ["cancelled"]


@pytest.mark.parametrize(
    ("who", "closed"),
    [("author", True), ("decider", False), ("stranger", True), ("coordinator", True)],
)
def test_the_task_closes_the_editor_to_whoever_may_not_mend(scene, task, submitted, who, closed):
    user = getattr(scene, who)

    assert (
        task.locked_for_user(submitted, user),
        task.user_can_access_editor(submitted, user),
    ) == (
        closed,
        not closed,
    )


@pytest.mark.parametrize("who", ["decider", "coordinator", "root"])
def test_the_task_offers_wagtails_screens_no_action(scene, task, submitted, who):
    user = getattr(scene, who)

    assert (
        task.get_actions(submitted, user),
        task.user_can_lock(submitted, user),
        task.user_can_unlock(submitted, user),
    ) == ([], False, False)


def test_a_step_and_a_report_say_what_they_are(scene, draft):
    services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)
    report = ReaderReport(address="/blog/")

    step = Step.objects.get()
    assert (str(step), str(report)) == (f"Osnutek: {step.get_kind_display()}", "/blog/")
