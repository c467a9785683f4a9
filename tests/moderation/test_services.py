from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from wagtail.models import Page, Revision, TaskState, WorkflowState

from blog.models import PostPage
from core.models import GoneAddress
from duty.roster import LJUBLJANA
from duty.services import set_duty
from mail.models import OutgoingMail
from moderation import services
from moderation.digest import content_digest
from moderation.errors import Changed, Incomplete, MonthIsOver, NotAllowed, Refused, TooLate
from moderation.models import ReaderReport, ReviewSettings, Step
from network.models import Contribution, Membership
from network.rights import Proposal, Public
from tests.accounts.factories import UserFactory
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    disagreements,
    draft_by,
    latest,
    letters,
    public_title,
    published_by,
    row_of,
    scheduler_comes_at,
    submitted_by,
    write,
)

FRIDAY_NOON = NOON + timedelta(days=3)


def steps_of(page):
    """What happened to a page, the earliest first: kind, who, and what they said."""
    return [
        (step.kind, step.actor and step.actor.username, step.comment)
        for step in Step.objects.filter(page=page.pk).select_related("actor").order_by("at", "pk")
    ]


def state_of(page):
    """Everything that decides what may happen next with a page."""
    row = row_of(page)
    workflow = page.specific_class.objects.get(pk=page.pk).current_workflow_state
    return {
        "proposal": row.proposal,
        "public": row.public,
        "authors": {author.username for author in row.authors.all()},
        "answer_by": row.answer_by,
        "taken_over_by": row.taken_over_by,
        "scheduled_for": row.scheduled_for,
        "workflow": workflow and workflow.status,
    }


DRAFT = {
    "proposal": Proposal.DRAFT,
    "public": Public.NEVER,
    "authors": {"avtorica"},
    "answer_by": None,
    "taken_over_by": None,
    "scheduled_for": None,
    "workflow": None,
}
SUBMITTED = {
    **DRAFT,
    "proposal": Proposal.SUBMITTED,
    "answer_by": date(2026, 11, 13),
    "workflow": WorkflowState.STATUS_IN_PROGRESS,
}
SENT_BACK = {
    **DRAFT,
    "proposal": Proposal.SENT_BACK,
    "workflow": WorkflowState.STATUS_NEEDS_CHANGES,
}
PUBLISHED = {**DRAFT, "proposal": Proposal.NONE, "public": Public.LIVE, "authors": set()}
SCHEDULED = {
    **DRAFT,
    "proposal": Proposal.NONE,
    "public": Public.SCHEDULED,
    "scheduled_for": FRIDAY_NOON,
}


# --- hand in ----------------------------------------------------------------------------------


def test_hand_in_gives_the_draft_to_whoever_is_on_duty(scene, draft):
    row = services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    revision = latest(draft)
    assert state_of(draft) == SUBMITTED
    assert (row.submitted_by, row.submitted_at, row.submitted_revision, row.submitted_digest) == (
        scene.author,
        NOON,
        revision,
        content_digest(revision.content),
    )
    assert steps_of(draft) == [("submitted", "avtorica", "")]
    assert letters() == [
        ("avtorica", "submitted_author"),
        ("odloca", "submitted_duty"),
        ("sodelavka", "submitted_duty"),
    ]
    assert disagreements() == []


def test_hand_in_by_a_colleague_makes_both_authors_and_tells_both(scene, draft):
    services.hand_in(page_id=draft.pk, user=scene.co_author, now=NOON)

    assert state_of(draft) == {**SUBMITTED, "authors": {"avtorica", "soavtor"}}
    assert letters() == [
        ("avtorica", "submitted_author"),
        ("odloca", "submitted_duty"),
        ("soavtor", "submitted_author"),
        ("sodelavka", "submitted_duty"),
    ]


def test_hand_in_promises_an_answer_in_working_days_of_the_local_calendar(scene, draft, clock):
    friday_here_thursday_in_utc = datetime(2026, 11, 13, 0, 30, tzinfo=LJUBLJANA)
    clock.move_to(friday_here_thursday_in_utc)

    row = services.hand_in(page_id=draft.pk, user=scene.author, now=friday_here_thursday_in_utc)

    assert row.answer_by == date(2026, 11, 18)


def test_hand_in_promises_as_many_days_as_coordinators_have_set(scene, draft):
    ReviewSettings.objects.update_or_create(defaults={"answer_within_days": 5})

    row = services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    assert row.answer_by == date(2026, 11, 17)


def test_hand_in_after_sending_back_promises_anew(scene, submitted, clock):
    services.send_back(
        page_id=submitted.pk, user=scene.decider, now=NOON, comment="Datum.", **as_read(submitted)
    )
    write(submitted, scene.author, title="Popravljeno")
    clock.move_to(NOON + timedelta(days=7))

    row = services.hand_in(page_id=submitted.pk, user=scene.author, now=NOON + timedelta(days=7))

    assert state_of(submitted) == {**SUBMITTED, "answer_by": date(2026, 11, 20)}
    assert row.submitted_revision == latest(submitted)
    assert disagreements() == []


def test_hand_in_forgets_that_a_coordinator_had_taken_over(scene, submitted):
    services.take_over(page_id=submitted.pk, user=scene.coordinator, now=NOON, reason="Dopust.")
    services.withdraw(page_id=submitted.pk, user=scene.author, now=NOON)

    services.hand_in(page_id=submitted.pk, user=scene.author, now=NOON)

    assert state_of(submitted) == SUBMITTED


@pytest.mark.parametrize(
    "who",
    ["decider", "follower", "coordinator", "stranger"],
)
def test_hand_in_is_refused_to_whoever_does_not_act_for_the_owner(scene, draft, who):
    with pytest.raises(NotAllowed):
        services.hand_in(page_id=draft.pk, user=getattr(scene, who), now=NOON)

    assert (state_of(draft), steps_of(draft), letters()) == (DRAFT, [], [])


def test_hand_in_is_refused_when_the_organisation_has_left_the_network(scene, draft):
    scene.youth.is_active = False
    scene.youth.save()

    with pytest.raises(NotAllowed):
        services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    assert (state_of(draft), letters()) == (DRAFT, [])


def test_hand_in_is_refused_when_it_is_handed_in_already(scene, submitted):
    with pytest.raises(TooLate) as refusal:
        services.hand_in(page_id=submitted.pk, user=scene.co_author, now=LATER)

    assert str(refusal.value) == gettext("It is already handed in.")
    assert (state_of(submitted), letters()) == (SUBMITTED, [])


def test_hand_in_is_refused_when_the_text_is_gone(scene, draft):
    services.delete(page_id=draft.pk, user=scene.author, now=NOON)

    with pytest.raises(TooLate) as refusal:
        services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    assert str(refusal.value) == gettext("This text does not exist any more.")


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"summary": " "}, {"summary"}),
        ({"body": []}, {"body"}),
        ({"summary": "", "body": []}, {"summary", "body"}),
    ],
    ids=["no summary", "no text", "neither"],
)
def test_hand_in_is_refused_with_the_fields_that_are_missing(scene, draft, facts, missing):
    write(draft, scene.author, **facts)

    with pytest.raises(Incomplete) as refusal:
        services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    assert set(refusal.value.errors) == missing
    assert (state_of(draft), steps_of(draft), letters()) == (DRAFT, [], [])


# --- withdraw ---------------------------------------------------------------------------------


def test_withdraw_makes_the_submission_a_draft_again_and_tells_duty(scene, submitted):
    services.withdraw(page_id=submitted.pk, user=scene.co_author, now=LATER)

    assert state_of(submitted) == DRAFT
    assert steps_of(submitted) == [("submitted", "avtorica", ""), ("withdrawn", "soavtor", "")]
    assert letters() == [("odloca", "withdrawn"), ("sodelavka", "withdrawn")]
    assert disagreements() == []


def test_withdraw_opens_the_text_to_its_authors(scene, submitted):
    with pytest.raises(PermissionDenied):
        write(submitted, scene.author, title="Novo")

    services.withdraw(page_id=submitted.pk, user=scene.author, now=LATER)
    write(submitted, scene.author, title="Novo")

    assert latest(submitted).as_object().title == "Novo"


@pytest.mark.parametrize("who", ["decider", "coordinator", "stranger"])
def test_withdraw_is_refused_to_whoever_does_not_act_for_the_owner(scene, submitted, who):
    with pytest.raises(NotAllowed):
        services.withdraw(page_id=submitted.pk, user=getattr(scene, who), now=LATER)

    assert (state_of(submitted), letters()) == (SUBMITTED, [])


def test_withdraw_is_refused_when_the_text_has_been_decided(scene, submitted):
    services.approve(page_id=submitted.pk, user=scene.decider, now=NOON, **as_read(submitted))
    OutgoingMail.objects.all().delete()

    with pytest.raises(TooLate):
        services.withdraw(page_id=submitted.pk, user=scene.author, now=LATER)

    assert (state_of(submitted), letters()) == (PUBLISHED, [])


# --- approve ----------------------------------------------------------------------------------


def test_approve_publishes_and_tells_the_authors(scene, submitted):
    services.approve(
        page_id=submitted.pk,
        user=scene.decider,
        now=LATER,
        comment="Lepo.",
        **as_read(submitted),
    )

    assert state_of(submitted) == PUBLISHED
    assert public_title(submitted) == "Oddano"
    assert steps_of(submitted) == [("submitted", "avtorica", ""), ("approved", "odloca", "Lepo.")]
    assert letters() == [("avtorica", "published")]
    assert list(
        TaskState.objects.filter(workflow_state__object_id=submitted.pk).values_list(
            "status", "finished_by", "comment"
        )
    ) == [("approved", scene.decider.pk, "Lepo.")]
    assert disagreements() == []


def test_approve_publishes_what_was_read_when_the_row_of_the_page_says_something_else(
    scene, submitted
):
    """Wagtail's form of a page that is not live writes its row before the revision."""
    PostPage.objects.filter(pk=submitted.pk).update(title="V vrstici", summary="V vrstici")

    services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **as_read(submitted))

    page = PostPage.objects.get(pk=submitted.pk)
    assert (page.title, page.summary, page.live) == ("Oddano", "Povzetek.", True)


def test_approve_publishes_now_and_for_good_whatever_the_version_says_of_dates(scene, submitted):
    revision = latest(submitted)
    revision.content |= {
        "go_live_at": "2027-01-01T00:00:00Z",
        "expire_at": "2026-01-01T00:00:00Z",
        "slug": "tuj-naslov",
    }
    revision.save()

    services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **as_read(submitted))

    page = PostPage.objects.get(pk=submitted.pk)
    assert (page.live, page.expired, page.go_live_at, page.expire_at, page.slug) == (
        True,
        False,
        None,
        None,
        submitted.slug,
    )


def test_approve_of_a_mended_text_says_so_and_keeps_both_versions(scene, submitted):
    handed_in = latest(submitted)
    write(submitted, scene.decider, title="Popravljeno")

    services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **as_read(submitted))

    assert public_title(submitted) == "Popravljeno"
    assert steps_of(submitted) == [
        ("submitted", "avtorica", ""),
        ("mended", "odloca", ""),
        ("approved", "odloca", ""),
    ]
    assert list(
        Step.objects.filter(page=submitted.pk)
        .exclude(kind="submitted")
        .order_by("pk")
        .values_list("revision", flat=True)
    ) == [handed_in.pk, latest(submitted).pk]
    sentence = gettext(
        "The partner on duty mended a small thing before publishing. You can see what was changed here:"
    )
    assert [sentence in mail.text for mail in OutgoingMail.objects.all()] == [True]


def test_mending_makes_nobody_an_author(scene, submitted):
    write(submitted, scene.decider, title="Popravljeno")

    assert state_of(submitted) == SUBMITTED


def test_approve_without_mending_does_not_speak_of_it(scene, submitted):
    services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **as_read(submitted))

    sentence = gettext(
        "The partner on duty mended a small thing before publishing. You can see what was changed here:"
    )
    assert [sentence in mail.text for mail in OutgoingMail.objects.all()] == [False]


@pytest.mark.parametrize("who", ["decider", "colleague", "root"])
def test_approve_is_for_everybody_of_the_partner_and_superusers(scene, submitted, who):
    services.approve(
        page_id=submitted.pk, user=getattr(scene, who), now=LATER, **as_read(submitted)
    )

    assert state_of(submitted) == PUBLISHED
    assert list(Step.objects.filter(kind="approved").values_list("as_superuser", flat=True)) == [
        who == "root"
    ]


@pytest.mark.parametrize(
    "who", ["author", "co_author", "lead", "follower", "coordinator", "stranger"]
)
def test_approve_is_refused_to_everybody_else(scene, submitted, who):
    with pytest.raises(NotAllowed) as refusal:
        services.approve(
            page_id=submitted.pk, user=getattr(scene, who), now=LATER, **as_read(submitted)
        )

    assert type(refusal.value) is NotAllowed
    assert (state_of(submitted), public_title(submitted), letters()) == (SUBMITTED, None, [])


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("decider", False),
        ("colleague", True),
        ("follower", True),
        ("coordinator", True),
        ("stranger", False),
    ],
)
def test_approve_of_a_text_of_the_partner_itself_is_for_those_without_a_part_in_it(scene, who, may):
    own = submitted_by(scene.decider, scene.partner, title="Lastno")

    try:
        services.approve(page_id=own.pk, user=getattr(scene, who), now=LATER, **as_read(own))
    except NotAllowed:
        assert (may, public_title(own)) == (False, None)
    else:
        assert (may, public_title(own)) == (True, "Lastno")


@pytest.mark.parametrize("who", ["author", "decider"])
def test_approve_is_refused_to_whoever_wrote_a_part_while_it_was_a_draft(scene, draft, who):
    Membership.objects.create(user=scene.decider, organisation=scene.youth)
    write(draft, scene.decider, title="Skupaj")
    services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    with pytest.raises(NotAllowed):
        services.approve(page_id=draft.pk, user=getattr(scene, who), now=LATER, **as_read(draft))

    assert state_of(draft)["proposal"] == Proposal.SUBMITTED


def test_approve_is_refused_after_the_month_ended(scene, submitted):
    midnight = datetime(2026, 12, 1, tzinfo=LJUBLJANA)

    with pytest.raises(MonthIsOver):
        services.approve(
            page_id=submitted.pk, user=scene.decider, now=midnight, **as_read(submitted)
        )

    assert (state_of(submitted), letters()) == (SUBMITTED, [])


def test_approve_is_allowed_until_the_last_instant_of_the_month(scene, submitted):
    last_instant = datetime(2026, 11, 30, 23, 59, 59, 999999, tzinfo=LJUBLJANA)

    services.approve(
        page_id=submitted.pk, user=scene.decider, now=last_instant, **as_read(submitted)
    )

    assert state_of(submitted) == PUBLISHED


def test_approve_speaks_of_the_month_only_where_the_text_waited_before_its_end(scene, draft, clock):
    december = datetime(2026, 12, 1, 9, tzinfo=LJUBLJANA)
    clock.move_to(december)
    services.hand_in(page_id=draft.pk, user=scene.author, now=december)

    with pytest.raises(NotAllowed) as refusal:
        services.approve(page_id=draft.pk, user=scene.decider, now=december, **as_read(draft))

    assert type(refusal.value) is NotAllowed


@pytest.mark.parametrize("before", ["nothing", "send_back", "withdraw", "approve"])
def test_approve_is_refused_when_nothing_waits(scene, draft, before):
    read = as_read(draft)
    if before != "nothing":
        services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)
    if before == "send_back":
        services.send_back(
            page_id=draft.pk, user=scene.colleague, now=NOON, comment="Datum.", **read
        )
    elif before == "withdraw":
        services.withdraw(page_id=draft.pk, user=scene.author, now=NOON)
    elif before == "approve":
        services.approve(page_id=draft.pk, user=scene.colleague, now=NOON, **read)
    as_it_was = state_of(draft)
    OutgoingMail.objects.all().delete()

    with pytest.raises(TooLate):
        services.approve(page_id=draft.pk, user=scene.decider, now=LATER, **read)

    assert (state_of(draft), letters()) == (as_it_was, [])


def test_approve_is_refused_when_a_newer_version_stands(scene, submitted):
    read = as_read(submitted)
    write(submitted, scene.colleague, title="Popravek sodelavke")

    with pytest.raises(Changed):
        services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **read)

    assert (state_of(submitted), public_title(submitted), letters()) == (SUBMITTED, None, [])


def test_approve_is_refused_when_the_version_was_overwritten_in_place(scene, submitted):
    read = as_read(submitted)
    revision = Revision.objects.get(pk=read["revision_id"])
    revision.content["title"] = "Prepisano"
    revision.save()

    with pytest.raises(Changed):
        services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **read)

    assert (state_of(submitted), public_title(submitted)) == (SUBMITTED, None)


def test_approve_is_refused_with_a_version_of_another_page(scene, submitted):
    other = submitted_by(scene.author, scene.youth, title="Drugo")

    with pytest.raises(Changed):
        services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **as_read(other))

    assert (state_of(submitted), state_of(other)) == (SUBMITTED, SUBMITTED)


# --- approve for a date -----------------------------------------------------------------------


def test_approve_for_a_date_promises_that_version_and_publishes_nothing_yet(scene, submitted):
    services.approve(
        page_id=submitted.pk,
        user=scene.decider,
        now=LATER,
        go_live_at=FRIDAY_NOON,
        comment="V petek.",
        **as_read(submitted),
    )

    assert state_of(submitted) == SCHEDULED
    assert public_title(submitted) is None
    assert steps_of(submitted)[-1] == ("scheduled", "odloca", "V petek.")
    assert letters() == [("avtorica", "scheduled")]
    assert disagreements() == []


def test_a_text_approved_for_a_date_goes_live_when_the_scheduler_comes_to_it(
    scene, submitted, clock
):
    services.approve(
        page_id=submitted.pk,
        user=scene.decider,
        now=LATER,
        go_live_at=FRIDAY_NOON,
        **as_read(submitted),
    )
    scheduler_comes_at(FRIDAY_NOON - timedelta(minutes=1), clock)
    before = public_title(submitted)

    scheduler_comes_at(FRIDAY_NOON, clock)

    assert (before, public_title(submitted)) == (None, "Oddano")
    assert state_of(submitted) == PUBLISHED


@pytest.mark.parametrize("seconds", [0, -1], ids=["this instant", "past"])
def test_approve_for_a_date_is_refused_when_it_is_not_to_come(scene, submitted, seconds):
    with pytest.raises(Refused) as refusal:
        services.approve(
            page_id=submitted.pk,
            user=scene.decider,
            now=LATER,
            go_live_at=LATER + timedelta(seconds=seconds),
            **as_read(submitted),
        )

    assert str(refusal.value) == gettext("Choose a time that is still to come.")
    assert state_of(submitted) == SUBMITTED


@pytest.fixture
def scheduled(scene, submitted):
    """The post of the author, approved for Friday noon."""
    services.approve(
        page_id=submitted.pk,
        user=scene.decider,
        now=NOON,
        go_live_at=FRIDAY_NOON,
        **as_read(submitted),
    )
    OutgoingMail.objects.all().delete()
    return submitted


def test_a_later_proposal_does_not_stop_what_is_approved_for_a_date(scene, scheduled, clock):
    write(scheduled, scene.author, title="Nov predlog")
    services.hand_in(page_id=scheduled.pk, user=scene.author, now=LATER)
    waiting = state_of(scheduled)

    scheduler_comes_at(FRIDAY_NOON, clock)

    assert waiting == {**SUBMITTED, "public": Public.SCHEDULED, "scheduled_for": FRIDAY_NOON}
    assert public_title(scheduled) == "Oddano"
    assert state_of(scheduled) == {**SUBMITTED, "public": Public.LIVE}
    assert latest(scheduled).as_object().title == "Nov predlog"
    assert disagreements() == []


def test_a_later_proposal_is_decided_as_any_other_after_the_date(scene, scheduled, clock):
    write(scheduled, scene.author, title="Nov predlog")
    services.hand_in(page_id=scheduled.pk, user=scene.author, now=LATER)
    scheduler_comes_at(FRIDAY_NOON, clock)

    services.approve(
        page_id=scheduled.pk, user=scene.decider, now=FRIDAY_NOON, **as_read(scheduled)
    )

    assert (state_of(scheduled), public_title(scheduled)) == (PUBLISHED, "Nov predlog")


def test_a_later_proposal_that_is_published_at_once_takes_the_place_of_the_date(
    scene, scheduled, clock
):
    write(scheduled, scene.author, title="Nov predlog")
    services.hand_in(page_id=scheduled.pk, user=scene.author, now=LATER)

    services.approve(page_id=scheduled.pk, user=scene.decider, now=LATER, **as_read(scheduled))
    scheduler_comes_at(FRIDAY_NOON, clock)

    assert (state_of(scheduled), public_title(scheduled)) == (PUBLISHED, "Nov predlog")


def test_a_later_proposal_for_another_date_takes_the_place_of_the_first(scene, scheduled, clock):
    sunday = FRIDAY_NOON + timedelta(days=2)
    write(scheduled, scene.author, title="Nov predlog")
    services.hand_in(page_id=scheduled.pk, user=scene.author, now=LATER)
    services.approve(
        page_id=scheduled.pk,
        user=scene.decider,
        now=LATER,
        go_live_at=sunday,
        **as_read(scheduled),
    )

    scheduler_comes_at(FRIDAY_NOON, clock)
    on_friday = (state_of(scheduled), public_title(scheduled))
    scheduler_comes_at(sunday, clock)

    assert on_friday == ({**SCHEDULED, "scheduled_for": sunday}, None)
    assert (state_of(scheduled), public_title(scheduled)) == (PUBLISHED, "Nov predlog")


def test_a_proposal_that_is_sent_back_leaves_the_date_as_it_is(scene, scheduled, clock):
    write(scheduled, scene.author, title="Nov predlog")
    services.hand_in(page_id=scheduled.pk, user=scene.author, now=LATER)
    services.send_back(
        page_id=scheduled.pk, user=scene.decider, now=LATER, comment="Ne.", **as_read(scheduled)
    )

    scheduler_comes_at(FRIDAY_NOON, clock)

    assert public_title(scheduled) == "Oddano"
    assert state_of(scheduled) == {**SENT_BACK, "public": Public.LIVE}


# --- call back --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["decider", "colleague", "coordinator", "root"])
def test_call_back_stops_the_date_and_makes_a_draft_again(scene, scheduled, clock, who):
    services.call_back(page_id=scheduled.pk, user=getattr(scene, who), now=LATER)
    told = letters()
    scheduler_comes_at(FRIDAY_NOON, clock)

    assert (state_of(scheduled), public_title(scheduled)) == (DRAFT, None)
    assert steps_of(scheduled)[-1][0] == "called_back"
    assert told == [("avtorica", "called_back")]


@pytest.mark.parametrize("who", ["author", "lead", "follower", "stranger"])
def test_call_back_is_refused_to_everybody_else(scene, scheduled, who):
    with pytest.raises(NotAllowed):
        services.call_back(page_id=scheduled.pk, user=getattr(scene, who), now=LATER)

    assert state_of(scheduled) == SCHEDULED


def test_call_back_leaves_a_newer_proposal_waiting(scene, scheduled):
    write(scheduled, scene.author, title="Nov predlog")
    services.hand_in(page_id=scheduled.pk, user=scene.author, now=LATER)

    services.call_back(page_id=scheduled.pk, user=scene.decider, now=LATER)

    assert state_of(scheduled) == SUBMITTED
    assert disagreements() == []


def test_call_back_is_refused_when_it_is_public_already(scene, scheduled, clock):
    scheduler_comes_at(FRIDAY_NOON, clock)

    with pytest.raises(TooLate):
        services.call_back(page_id=scheduled.pk, user=scene.decider, now=FRIDAY_NOON)

    assert (state_of(scheduled), public_title(scheduled)) == (PUBLISHED, "Oddano")


def test_call_back_of_a_change_leaves_the_published_text_as_it_is(scene, clock):
    live = published_by(scene.author, scene.youth, title="Javno")
    write(live, scene.author, title="Sprememba")
    services.hand_in(page_id=live.pk, user=scene.author, now=NOON)
    services.approve(
        page_id=live.pk, user=scene.decider, now=NOON, go_live_at=FRIDAY_NOON, **as_read(live)
    )
    meanwhile = (state_of(live), public_title(live))

    services.call_back(page_id=live.pk, user=scene.decider, now=LATER)
    scheduler_comes_at(FRIDAY_NOON, clock)

    assert meanwhile == ({**SCHEDULED, "public": Public.LIVE}, "Javno")
    assert (state_of(live), public_title(live)) == ({**DRAFT, "public": Public.LIVE}, "Javno")


# --- send back --------------------------------------------------------------------------------


def test_send_back_returns_the_text_with_what_should_be_changed(scene, submitted):
    services.send_back(
        page_id=submitted.pk,
        user=scene.decider,
        now=LATER,
        comment="Dodaj datum.",
        **as_read(submitted),
    )

    assert state_of(submitted) == SENT_BACK
    assert steps_of(submitted) == [
        ("submitted", "avtorica", ""),
        ("sent_back", "odloca", "Dodaj datum."),
    ]
    assert letters() == [("avtorica", "sent_back")]
    assert ["Dodaj datum." in mail.text for mail in OutgoingMail.objects.all()] == [True]
    assert disagreements() == []


def test_send_back_opens_the_text_to_its_authors(scene, submitted):
    services.send_back(
        page_id=submitted.pk, user=scene.decider, now=LATER, comment="Datum.", **as_read(submitted)
    )

    write(submitted, scene.co_author, title="Z datumom")

    assert state_of(submitted) == {**SENT_BACK, "authors": {"avtorica", "soavtor"}}


@pytest.mark.parametrize("comment", ["", "  \n"], ids=["empty", "blanks"])
def test_send_back_is_refused_without_a_comment(scene, submitted, comment):
    with pytest.raises(Refused) as refusal:
        services.send_back(
            page_id=submitted.pk,
            user=scene.decider,
            now=LATER,
            comment=comment,
            **as_read(submitted),
        )

    assert str(refusal.value) == gettext("Write what should be changed.")
    assert (state_of(submitted), letters()) == (SUBMITTED, [])


@pytest.mark.parametrize("who", ["author", "follower", "coordinator", "stranger"])
def test_send_back_is_refused_to_whoever_may_not_decide(scene, submitted, who):
    with pytest.raises(NotAllowed):
        services.send_back(
            page_id=submitted.pk,
            user=getattr(scene, who),
            now=LATER,
            comment="Ne.",
            **as_read(submitted),
        )

    assert (state_of(submitted), letters()) == (SUBMITTED, [])


def test_send_back_is_refused_when_the_text_is_not_what_was_read(scene, submitted):
    read = as_read(submitted)
    write(submitted, scene.colleague, title="Popravek")

    with pytest.raises(Changed):
        services.send_back(
            page_id=submitted.pk, user=scene.decider, now=LATER, comment="Ne.", **read
        )

    assert state_of(submitted) == SUBMITTED


def test_send_back_is_refused_after_the_month_ended(scene, submitted):
    with pytest.raises(MonthIsOver):
        services.send_back(
            page_id=submitted.pk,
            user=scene.decider,
            now=datetime(2026, 12, 1, 0, 1, tzinfo=LJUBLJANA),
            comment="Datum.",
            **as_read(submitted),
        )

    assert (state_of(submitted), letters()) == (SUBMITTED, [])


def test_a_very_long_comment_is_kept_as_far_as_it_goes(scene, submitted):
    services.send_back(
        page_id=submitted.pk,
        user=scene.decider,
        now=LATER,
        comment="a" * (services.COMMENT_MAX + 1),
        **as_read(submitted),
    )

    assert steps_of(submitted)[-1] == ("sent_back", "odloca", "a" * services.COMMENT_MAX)


# --- a published text -------------------------------------------------------------------------


def test_a_proposal_on_a_live_page_does_not_touch_the_public_text_until_it_is_approved(scene):
    live = published_by(scene.author, scene.youth, title="Javno")

    write(live, scene.author, title="Predlog")
    as_draft = (state_of(live), public_title(live))
    services.hand_in(page_id=live.pk, user=scene.author, now=NOON)
    as_submission = (state_of(live), public_title(live))
    services.approve(page_id=live.pk, user=scene.decider, now=LATER, **as_read(live))

    assert as_draft == ({**DRAFT, "public": Public.LIVE}, "Javno")
    assert as_submission == ({**SUBMITTED, "public": Public.LIVE}, "Javno")
    assert (state_of(live), public_title(live)) == (PUBLISHED, "Predlog")


def test_a_proposal_on_a_live_page_may_be_withdrawn_without_the_public_noticing(scene):
    live = published_by(scene.author, scene.youth, title="Javno")
    write(live, scene.author, title="Predlog")
    services.hand_in(page_id=live.pk, user=scene.author, now=NOON)

    services.withdraw(page_id=live.pk, user=scene.author, now=LATER)

    assert (state_of(live), public_title(live)) == ({**DRAFT, "public": Public.LIVE}, "Javno")


def test_whoever_wrote_a_published_text_may_decide_somebody_elses_change_of_it(scene):
    """Authorship is of the open proposal; what is published was read by others."""
    live = published_by(None, scene.partner, title="Javno")
    write(live, scene.decider, title="Prva sprememba")
    services.hand_in(page_id=live.pk, user=scene.decider, now=NOON)
    services.approve(page_id=live.pk, user=scene.colleague, now=NOON, **as_read(live))
    write(live, scene.colleague, title="Druga sprememba")
    services.hand_in(page_id=live.pk, user=scene.colleague, now=LATER)

    services.approve(page_id=live.pk, user=scene.decider, now=LATER, **as_read(live))

    assert public_title(live) == "Druga sprememba"


# --- take over --------------------------------------------------------------------------------


def test_take_over_lets_the_coordinator_decide_and_tells_the_partner(scene, submitted):
    services.take_over(page_id=submitted.pk, user=scene.coordinator, now=NOON, reason="Mudi se.")
    after = state_of(submitted)
    told = letters()

    services.approve(page_id=submitted.pk, user=scene.coordinator, now=LATER, **as_read(submitted))

    assert after == {**SUBMITTED, "taken_over_by": scene.coordinator}
    assert told == [("odloca", "taken_over"), ("sodelavka", "taken_over")]
    assert steps_of(submitted) == [
        ("submitted", "avtorica", ""),
        ("taken_over", "koordinator", "Mudi se."),
        ("approved", "koordinator", ""),
    ]
    assert state_of(submitted) == PUBLISHED


def test_take_over_informs_and_blocks_nobody(scene, submitted):
    services.take_over(page_id=submitted.pk, user=scene.coordinator, now=NOON, reason="Mudi se.")

    services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **as_read(submitted))

    assert state_of(submitted) == PUBLISHED


def test_take_over_is_for_one_coordinator_at_a_time(scene, submitted):
    other = UserFactory(username="druga", coordinator=True)
    services.take_over(page_id=submitted.pk, user=scene.coordinator, now=NOON, reason="Mudi se.")

    with pytest.raises(NotAllowed):
        services.approve(page_id=submitted.pk, user=other, now=LATER, **as_read(submitted))
    services.take_over(page_id=submitted.pk, user=other, now=LATER, reason="Zdaj jaz.")
    with pytest.raises(NotAllowed):
        services.approve(
            page_id=submitted.pk, user=scene.coordinator, now=LATER, **as_read(submitted)
        )

    assert state_of(submitted) == {**SUBMITTED, "taken_over_by": other}


@pytest.mark.parametrize("reason", ["", " "], ids=["empty", "blank"])
def test_take_over_is_refused_without_a_reason(scene, submitted, reason):
    with pytest.raises(Refused) as refusal:
        services.take_over(page_id=submitted.pk, user=scene.coordinator, now=NOON, reason=reason)

    assert str(refusal.value) == gettext("Write why you take it over.")
    assert (state_of(submitted), letters()) == (SUBMITTED, [])


@pytest.mark.parametrize("who", ["author", "decider", "follower", "stranger", "root"])
def test_take_over_is_refused_to_whoever_is_no_coordinator(scene, submitted, who):
    with pytest.raises(NotAllowed):
        services.take_over(
            page_id=submitted.pk, user=getattr(scene, who), now=NOON, reason="Mudi se."
        )

    assert state_of(submitted) == SUBMITTED


def test_take_over_is_refused_to_a_coordinator_who_wrote_the_text(scene):
    Membership.objects.create(user=scene.coordinator, organisation=scene.youth)
    own = submitted_by(scene.coordinator, scene.youth)

    with pytest.raises(NotAllowed):
        services.take_over(page_id=own.pk, user=scene.coordinator, now=NOON, reason="Mudi se.")

    assert state_of(own)["taken_over_by"] is None


# --- take down --------------------------------------------------------------------------------


@pytest.fixture
def live(scene):
    """A published post of the youth organisation, without a proposal."""
    return published_by(scene.author, scene.youth, title="Javno")


TAKEN_DOWN = {**DRAFT, "public": Public.TAKEN_DOWN, "authors": {"avtorica"}}


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("decider", ["avtorica", "sodelavka", "vodja"]),
        ("coordinator", ["avtorica", "odloca", "sodelavka", "vodja"]),
        ("lead", ["avtorica", "odloca", "sodelavka"]),
        ("root", ["avtorica", "odloca", "sodelavka", "vodja"]),
    ],
)
def test_take_down_removes_the_text_at_once_and_tells_whom_it_concerns(scene, live, who, told):
    user = getattr(scene, who)

    services.take_down(page_id=live.pk, user=user, now=NOON, reason="Osebni podatki.")

    assert (state_of(live), public_title(live)) == (TAKEN_DOWN, None)
    assert steps_of(live) == [("taken_down", user.username, "Osebni podatki.")]
    assert letters() == [(name, "taken_down") for name in told]


def test_whoever_wrote_a_part_does_not_decide_on_the_whole_after_it_was_taken_down(scene):
    """Of the partner's own text: its members decide, but for those who wrote or handed it in."""
    text = draft_by(scene.colleague, scene.partner)
    write(text, scene.decider, summary="Povzetek, ki ga je napisal drug.")
    services.hand_in(page_id=text.pk, user=scene.colleague, now=NOON)
    services.approve(page_id=text.pk, user=scene.coordinator, now=NOON, **as_read(text))
    services.take_down(page_id=text.pk, user=scene.coordinator, now=LATER, reason="Napaka.")
    services.hand_in(page_id=text.pk, user=scene.colleague, now=LATER)

    with pytest.raises(NotAllowed):
        services.approve(page_id=text.pk, user=scene.decider, now=LATER, **as_read(text))


def test_whoever_mended_a_text_decides_on_it_after_it_was_taken_down(scene, submitted):
    write(submitted, scene.decider, title="Popravljeno")
    services.approve(page_id=submitted.pk, user=scene.decider, now=NOON, **as_read(submitted))
    services.take_down(page_id=submitted.pk, user=scene.coordinator, now=LATER, reason="Napaka.")
    services.hand_in(page_id=submitted.pk, user=scene.author, now=LATER)

    services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **as_read(submitted))

    assert public_title(submitted) == "Popravljeno"


@pytest.mark.parametrize("who", ["author", "co_author", "follower", "stranger"])
def test_take_down_is_refused_to_everybody_else(scene, live, who):
    with pytest.raises(NotAllowed):
        services.take_down(page_id=live.pk, user=getattr(scene, who), now=NOON, reason="Ne.")

    assert (public_title(live), letters()) == ("Javno", [])


def test_take_down_is_refused_without_a_reason(scene, live):
    with pytest.raises(Refused) as refusal:
        services.take_down(page_id=live.pk, user=scene.decider, now=NOON, reason=" ")

    assert str(refusal.value) == gettext("Write why it is taken down.")
    assert public_title(live) == "Javno"


def test_take_down_is_refused_when_it_is_not_public(scene, submitted):
    with pytest.raises(TooLate):
        services.take_down(page_id=submitted.pk, user=scene.decider, now=NOON, reason="Ne.")

    assert state_of(submitted) == SUBMITTED


def test_coming_back_after_taking_down_needs_a_submission(scene, live):
    services.take_down(page_id=live.pk, user=scene.decider, now=NOON, reason="Osebni podatki.")
    with pytest.raises(TooLate):
        services.approve(page_id=live.pk, user=scene.colleague, now=NOON, **as_read(live))

    write(live, scene.author, title="Brez podatkov")
    services.hand_in(page_id=live.pk, user=scene.author, now=NOON)
    services.approve(page_id=live.pk, user=scene.decider, now=LATER, **as_read(live))

    assert (state_of(live), public_title(live)) == (PUBLISHED, "Brez podatkov")


def test_take_down_stops_what_was_approved_for_a_date(scene, live, clock):
    write(live, scene.author, title="Sprememba")
    services.hand_in(page_id=live.pk, user=scene.author, now=NOON)
    services.approve(
        page_id=live.pk, user=scene.decider, now=NOON, go_live_at=FRIDAY_NOON, **as_read(live)
    )

    services.take_down(page_id=live.pk, user=scene.decider, now=LATER, reason="Napaka.")
    scheduler_comes_at(FRIDAY_NOON, clock)

    assert public_title(live) is None
    assert state_of(live) == {**TAKEN_DOWN, "authors": {"avtorica"}}


def test_take_down_leaves_a_proposal_waiting(scene, live):
    write(live, scene.author, title="Predlog")
    services.hand_in(page_id=live.pk, user=scene.author, now=NOON)

    services.take_down(page_id=live.pk, user=scene.decider, now=LATER, reason="Napaka.")
    waiting = state_of(live)
    services.approve(page_id=live.pk, user=scene.decider, now=LATER, **as_read(live))

    assert waiting == {**SUBMITTED, "public": Public.TAKEN_DOWN}
    assert (state_of(live), public_title(live)) == (PUBLISHED, "Predlog")
    assert disagreements() == []


# --- delete -----------------------------------------------------------------------------------


def test_delete_removes_a_draft_and_keeps_that_it_happened(scene, draft):
    services.delete(page_id=draft.pk, user=scene.co_author, now=NOON)

    assert not Page.objects.filter(pk=draft.pk).exists()
    assert not Contribution.objects.filter(page=draft.pk).exists()
    assert list(Step.objects.values_list("page", "title", "kind", "actor__username")) == [
        (None, "Osnutek", "deleted", "soavtor")
    ]
    assert list(GoneAddress.objects.all()) == []
    assert letters() == []


def test_delete_of_what_was_public_leaves_an_address_that_is_gone(scene, live, client):
    address = live.url

    services.delete(page_id=live.pk, user=scene.coordinator, now=NOON)

    answer = client.get(address)
    assert list(GoneAddress.objects.values_list("path", "gone_at")) == [(address, NOON)]
    assert (answer.status_code, "410.html" in [template.name for template in answer.templates]) == (
        410,
        True,
    )


def test_delete_of_a_draft_leaves_an_address_that_never_was(scene, draft, client):
    address = draft.url

    services.delete(page_id=draft.pk, user=scene.author, now=NOON)

    assert client.get(address).status_code == 404


def test_delete_removes_the_workflow_of_what_was_sent_back(scene, submitted):
    services.send_back(
        page_id=submitted.pk, user=scene.decider, now=NOON, comment="Ne.", **as_read(submitted)
    )

    services.delete(page_id=submitted.pk, user=scene.author, now=LATER)

    assert list(WorkflowState.objects.all()) == []
    assert disagreements() == []


@pytest.mark.parametrize("who", ["decider", "follower", "coordinator", "stranger"])
def test_delete_of_a_draft_is_refused_to_whoever_does_not_act_for_its_owner(scene, draft, who):
    with pytest.raises(NotAllowed):
        services.delete(page_id=draft.pk, user=getattr(scene, who), now=NOON)

    assert state_of(draft) == DRAFT


def test_delete_of_a_submission_is_refused_to_its_organisation(scene, submitted):
    with pytest.raises(NotAllowed):
        services.delete(page_id=submitted.pk, user=scene.author, now=NOON)

    assert state_of(submitted) == SUBMITTED


@pytest.mark.parametrize("who", ["author", "lead", "decider"])
def test_delete_of_what_was_public_is_refused_to_all_but_coordinators(scene, live, who):
    services.take_down(page_id=live.pk, user=scene.decider, now=NOON, reason="Staro.")

    with pytest.raises(NotAllowed):
        services.delete(page_id=live.pk, user=getattr(scene, who), now=LATER)

    assert Page.objects.filter(pk=live.pk).exists()


# --- what superusers do -----------------------------------------------------------------------


def test_what_a_superuser_decides_by_that_right_alone_is_listed_for_seven_days(scene, submitted):
    services.approve(page_id=submitted.pk, user=scene.root, now=NOON, **as_read(submitted))

    listed = [
        list(Step.objects.unreviewed(NOON + age).values_list("kind", flat=True))
        for age in (timedelta(0), timedelta(days=7, seconds=-1), timedelta(days=7))
    ]

    assert listed == [["approved"], ["approved"], []]


def test_what_a_superuser_does_for_an_own_organisation_is_ordinary(scene):
    Membership.objects.create(user=scene.root, organisation=scene.youth)
    post = draft_by(scene.root, scene.youth)

    services.hand_in(page_id=post.pk, user=scene.root, now=NOON)

    assert list(Step.objects.values_list("kind", "as_superuser")) == [("submitted", False)]


def test_note_unreviewed_stands_in_the_list_of_duty(scene, live):
    services.note_unreviewed(
        contribution=row_of(live), user=scene.author, now=NOON, comment="Odpade"
    )

    assert list(Step.objects.unreviewed(LATER).values_list("kind", "comment", "title")) == [
        ("status", "Odpade", "Javno")
    ]


# --- readers' reports -------------------------------------------------------------------------


def report(now=NOON, **facts):
    facts = {"address": "/blog/", "page": None, "message": "Napačna ura.", "email": "", **facts}
    return services.report_mistake(now=now, **facts)


def test_report_mistake_is_kept_and_mailed_to_the_people_on_duty(scene):
    report(email="bralka@example.org")

    assert list(
        ReaderReport.objects.values_list("address", "message", "email", "created_at", "resolved_at")
    ) == [("/blog/", "Napačna ura.", "bralka@example.org", NOON, None)]
    assert letters() == [("odloca", "reader_report"), ("sodelavka", "reader_report")]


def test_report_mistake_reaches_the_coordinators_when_the_partner_has_no_people(scene):
    Membership.objects.filter(organisation=scene.partner).delete()

    report()

    assert letters() == [("koordinator", "reader_report")]


def test_report_mistake_reaches_the_coordinators_when_no_partner_is_on_duty(scene):
    set_duty(month=date(2026, 11, 1), partner=None)

    report()

    assert letters() == [("koordinator", "reader_report")]


@pytest.mark.parametrize("who", ["decider", "coordinator", "root"])
def test_resolve_report_settles_it_once(scene, who):
    user, row = getattr(scene, who), report()

    services.resolve_report(report_id=row.pk, user=user, now=LATER)
    with pytest.raises(TooLate):
        services.resolve_report(report_id=row.pk, user=scene.colleague, now=LATER)

    assert list(ReaderReport.objects.values_list("resolved_at", "resolved_by")) == [
        (LATER, user.pk)
    ]


@pytest.mark.parametrize("who", ["author", "follower", "stranger"])
def test_resolve_report_is_refused_to_everybody_else(scene, who):
    row = report()

    with pytest.raises(NotAllowed):
        services.resolve_report(report_id=row.pk, user=getattr(scene, who), now=LATER)

    assert list(ReaderReport.objects.values_list("resolved_at", flat=True)) == [None]


def test_forget_old_reports_keeps_what_is_not_older_than_a_year(scene):
    year = timedelta(days=365)
    for message, age in [
        ("older", year + timedelta(seconds=1)),
        ("a year", year),
        ("new", year / 2),
    ]:
        report(now=NOON - age, message=message)

    count = services.forget_old_reports(NOON)

    assert count == 1
    assert set(ReaderReport.objects.values_list("message", flat=True)) == {"a year", "new"}
