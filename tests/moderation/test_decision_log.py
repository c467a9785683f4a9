from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from duty.roster import LJUBLJANA
from duty.services import set_duty
from moderation import services
from moderation.errors import Changed
from moderation.models import Decision, Outcome, Step, StepKind
from tests.moderation.scene import LATER, NOON, as_read, row_of, submitted_by, write

FIELDS = (
    "title",
    "kind",
    "organisation__slug",
    "partner__slug",
    "month",
    "actor__username",
    "outcome",
    "submitted_at",
    "decided_at",
    "answer_by",
    "was_mended",
    "is_take_over",
)
migration = import_module("moderation.migrations.0010_decisions_from_steps")


def log():
    return list(Decision.objects.order_by("decided_at", "pk").values_list(*FIELDS))


def as_logged(**facts):
    known = {
        "title": "Oddano",
        "kind": "objava",
        "organisation__slug": "klub",
        "partner__slug": "dezurni",
        "month": date(2026, 11, 1),
        "actor__username": "odloca",
        "outcome": "approved",
        "submitted_at": NOON,
        "decided_at": LATER,
        "answer_by": date(2026, 11, 13),
        "was_mended": False,
        "is_take_over": False,
    }
    return tuple((known | facts)[name] for name in FIELDS)


def approve(page, user, now=LATER, **facts):
    services.approve(page_id=page.pk, user=user, now=now, **as_read(page), **facts)


def test_an_approval_is_logged_with_everything_that_counts(scene, submitted):
    approve(submitted, scene.decider)

    assert log() == [as_logged()]
    assert Decision.objects.get().page_number == submitted.pk


def test_an_approval_for_a_date_is_logged_as_such(scene, submitted):
    approve(submitted, scene.decider, go_live_at=LATER + timedelta(days=2))

    assert log() == [as_logged(outcome="scheduled")]


def test_sending_back_and_the_next_round_are_two_decisions(scene, submitted):
    services.send_back(
        page_id=submitted.pk, user=scene.decider, now=LATER, comment="Ura?", **as_read(submitted)
    )
    again = LATER + timedelta(days=3)
    services.hand_in(page_id=submitted.pk, user=scene.author, now=again)
    row = row_of(submitted)
    type(row).objects.filter(pk=row.pk).update(submitted_at=again, answer_by=date(2026, 11, 18))
    approve(submitted, scene.colleague, now=again + timedelta(hours=1))

    assert log() == [
        as_logged(outcome="sent_back"),
        as_logged(
            actor__username="sodelavka",
            submitted_at=again,
            decided_at=again + timedelta(hours=1),
            answer_by=date(2026, 11, 18),
        ),
    ]


def test_a_mended_text_and_a_take_over_are_marked(scene, submitted):
    services.take_over(page_id=submitted.pk, user=scene.coordinator, now=NOON, reason="Nujno.")
    write(submitted, scene.coordinator, title="Oddano, popravljeno")
    approve(submitted, scene.coordinator)

    assert log() == [
        as_logged(
            title="Oddano, popravljeno",
            actor__username="koordinator",
            was_mended=True,
            is_take_over=True,
        )
    ]


def test_a_decision_of_the_coordinators_month_has_no_partner(scene, submitted):
    set_duty(month=date(2026, 11, 1), partner=None)

    approve(submitted, scene.coordinator)

    assert log() == [as_logged(partner__slug=None, actor__username="koordinator")]


@pytest.mark.parametrize(
    ("now", "month", "partner"),
    [
        (datetime(2026, 11, 30, 23, 59, 59, tzinfo=LJUBLJANA), date(2026, 11, 1), "dezurni"),
        (datetime(2026, 12, 1, tzinfo=LJUBLJANA), date(2026, 12, 1), "naslednji"),
    ],
    ids=["last second", "first instant"],
)
def test_a_decision_counts_for_the_month_in_which_it_was_made(
    scene, submitted, clock, now, month, partner
):
    clock.move_to(now)
    approve(submitted, scene.decider if partner == "dezurni" else scene.follower, now=now)

    assert list(Decision.objects.values_list("month", "partner__slug")) == [(month, partner)]


def test_a_refused_decision_is_not_logged(scene, submitted):
    read = as_read(submitted)
    write(submitted, scene.root, title="Drugače")

    with pytest.raises(Changed):
        services.approve(page_id=submitted.pk, user=scene.decider, now=LATER, **read)

    assert log() == []


def test_a_decision_that_is_rolled_back_is_not_logged(scene, submitted):
    with transaction.atomic():
        approve(submitted, scene.decider)
        transaction.set_rollback(True)

    assert log() == []


def test_the_log_survives_page_and_account(scene, submitted):
    approve(submitted, scene.decider)
    services.delete(page_id=submitted.pk, user=scene.coordinator, now=LATER)
    Step.objects.update(actor=None)
    scene.decider.delete()

    assert log() == [as_logged(actor__username=None)]
    assert Decision.objects.get().page_number == submitted.pk


# --- the migration -------------------------------------------------------------------------------
def fill():
    migration.fill(apps, None)


def test_the_migration_writes_what_the_services_would_have_logged(scene, submitted):
    write(submitted, scene.decider, title="Oddano")
    approve(submitted, scene.decider, now=NOON + timedelta(hours=2))
    other = submitted_by(scene.author, scene.youth, title="Drugo")
    services.take_over(page_id=other.pk, user=scene.coordinator, now=LATER, reason="Nujno.")
    services.send_back(
        page_id=other.pk,
        user=scene.coordinator,
        now=LATER + timedelta(hours=2),
        comment="Ura?",
        **as_read(other),
    )
    logged = log()
    Decision.objects.all().delete()

    fill()

    assert log() == logged


def test_the_migration_may_be_repeated_and_leaves_the_log_as_it_is(scene, submitted):
    approve(submitted, scene.decider)
    logged = list(Decision.objects.values())

    fill()
    fill()

    assert list(Decision.objects.values()) == logged


def test_the_migration_tells_deleted_pages_apart_by_title_and_organisation(scene):
    for title, hour in (("Prvo", 0), ("Drugo", 1)):
        for kind, after in ((StepKind.SUBMITTED, 0), (StepKind.APPROVED, 5)):
            Step.objects.create(
                page=None,
                title=title,
                organisation=scene.youth,
                kind=kind,
                at=NOON + timedelta(hours=hour + after),
            )

    fill()

    assert log() == [
        as_logged(
            title=title,
            kind="",
            actor__username=None,
            submitted_at=NOON + timedelta(hours=hour),
            decided_at=NOON + timedelta(hours=hour + 5),
        )
        for title, hour in (("Prvo", 0), ("Drugo", 1))
    ]


def test_the_migration_keeps_a_decision_whose_hand_in_is_not_known(scene):
    Step.objects.create(
        page=None, title="Staro", organisation=scene.youth, kind=StepKind.SENT_BACK, at=NOON
    )

    fill()

    assert log() == [
        as_logged(
            title="Staro",
            kind="",
            actor__username=None,
            outcome=Outcome.SENT_BACK,
            decided_at=NOON,
            answer_by=None,
        )
    ]
