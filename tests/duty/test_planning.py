from datetime import date

import pytest

from duty.errors import MonthHasBegun, NoPartner, NotAllowed, PlanHasChanged
from duty.models import DutyMonth, ImpossibleMonth
from duty.roster import starts_at
from duty.services import (
    mark_impossible,
    note_departures,
    plan_months,
    set_duty,
    unmark_impossible,
)
from mail.models import OutgoingMail
from tests.duty.cast import (
    DECEMBER,
    FEBRUARY,
    JANUARY,
    NOON,
    NOVEMBER,
    changes,
    leaves,
    plan,
)
from tests.moderation.scene import letters
from tests.network.factories import OrganisationFactory

STORED = {NOVEMBER: "north", DECEMBER: "south", JANUARY: "east"}


def plan_as(cast, months, user=None, **facts):
    return plan_months(months=months, user=user or cast.coordinator, now=NOON, **facts)


def test_set_duty_keeps_one_row_for_a_month_whatever_day_is_named(cast):
    set_duty(month=date(2026, 11, 17), partner=cast.south)

    assert plan() == {**STORED, NOVEMBER: "south"}


def test_set_duty_gives_a_month_back_to_the_coordinators(cast):
    set_duty(month=NOVEMBER, partner=None)

    assert plan() == {**STORED, NOVEMBER: None}


def test_plan_months_changes_fills_and_empties_and_keeps_what_happened(cast):
    plan_as(cast, {FEBRUARY: cast.north, DECEMBER: cast.north, JANUARY: None})

    assert plan() == {NOVEMBER: "north", DECEMBER: "north", JANUARY: None, FEBRUARY: "north"}
    assert changes() == [
        (DECEMBER, "south", "north", "plan", "coordinator"),
        (JANUARY, "east", None, "plan", "coordinator"),
        (FEBRUARY, None, "north", "plan", "coordinator"),
    ]


def test_plan_months_writes_one_letter_to_each_person_about_all_its_months(cast):
    plan_as(cast, {DECEMBER: cast.north, JANUARY: cast.north})

    assert letters() == [
        (name, "duty_moved")
        for name in (
            "east_lead",
            "east_member",
            "north_lead",
            "north_member",
            "south_lead",
            "south_member",
        )
    ]
    text = {mail.recipient.partition("@")[0]: mail.text for mail in OutgoingMail.objects.all()}
    assert [
        ("2026" in text[name], "2027" in text[name], text[name].count("\n- "))
        for name in ("north_lead", "south_lead", "east_member")
    ] == [(True, True, 2), (True, False, 1), (False, True, 1)]
    assert "Partner south" in text["north_lead"]
    assert "Partner east" not in text["south_lead"]


def test_plan_months_leaves_alone_what_already_is_so(cast):
    assert plan_as(cast, {NOVEMBER: cast.north, DECEMBER: cast.south, FEBRUARY: None}) == []

    assert (plan(), changes(), letters()) == (STORED, [], [])


def test_plan_months_takes_any_day_of_a_month(cast):
    plan_as(cast, {date(2027, 2, 28): cast.south})

    assert plan() == {**STORED, FEBRUARY: "south"}


@pytest.mark.parametrize(
    ("months", "refusal"),
    [
        ({NOVEMBER: "south", FEBRUARY: "south"}, MonthHasBegun),
        ({date(2026, 10, 1): "south"}, MonthHasBegun),
        ({NOVEMBER: None}, MonthHasBegun),
        ({FEBRUARY: "youth"}, NoPartner),
    ],
    ids=["this month", "a past one", "emptying this month", "no partner"],
)
def test_plan_months_refuses_all_when_one_month_cannot_be(cast, months, refusal):
    with pytest.raises(refusal):
        plan_as(cast, {month: name and getattr(cast, name) for month, name in months.items()})

    assert (plan(), changes(), letters()) == (STORED, [], [])


def test_plan_months_refuses_a_partner_that_has_left(cast):
    leaves(cast.south)

    with pytest.raises(NoPartner):
        plan_as(cast, {FEBRUARY: cast.south})


def test_the_month_is_open_until_its_first_instant(cast):
    midnight = starts_at(DECEMBER)

    with pytest.raises(MonthHasBegun):
        plan_months(months={DECEMBER: cast.north}, user=cast.coordinator, now=midnight)
    plan_months(
        months={DECEMBER: cast.north},
        user=cast.coordinator,
        now=midnight.replace(month=11, day=30, hour=23),
    )

    assert plan()[DECEMBER] == "north"


def test_plan_months_refuses_what_is_not_what_was_seen(cast):
    seen = {DECEMBER: cast.south.pk, JANUARY: cast.east.pk, FEBRUARY: None}
    plan_as(cast, {DECEMBER: cast.east})

    with pytest.raises(PlanHasChanged) as refused:
        plan_as(cast, {DECEMBER: cast.north, FEBRUARY: cast.north}, seen=seen)

    assert refused.value.months == [DECEMBER]
    assert plan() == {**STORED, DECEMBER: "east"}


def test_plan_months_saves_what_is_as_it_was_seen(cast):
    plan_as(cast, {FEBRUARY: cast.north}, seen={DECEMBER: None, FEBRUARY: None})

    assert plan() == {**STORED, FEBRUARY: "north"}


def test_whoever_plans_is_not_written_to(cast):
    cast.coordinator.memberships.create(organisation=cast.south)

    plan_as(cast, {DECEMBER: None})

    assert letters() == [("south_lead", "duty_moved"), ("south_member", "duty_moved")]


@pytest.mark.parametrize("name", ["north_lead", "south_member", "youth_lead"])
def test_only_coordinators_plan(cast, name):
    with pytest.raises(NotAllowed):
        plan_as(cast, {FEBRUARY: cast.north}, user=getattr(cast, name))

    assert plan() == STORED


# --- impossible months ----------------------------------------------------------------------


def test_a_partner_marks_a_month_and_takes_the_mark_away(cast):
    for _twice in range(2):
        mark_impossible(partner=cast.north, month=date(2027, 2, 9), user=cast.north_lead, now=NOON)
    marked = ImpossibleMonth.objects.by_partner()
    for _twice in range(2):
        unmark_impossible(partner=cast.north, month=FEBRUARY, user=cast.north_lead)

    assert (marked, ImpossibleMonth.objects.by_partner()) == ({cast.north.pk: {FEBRUARY}}, {})


@pytest.mark.parametrize(
    ("user", "partner", "month", "refusal"),
    [
        ("south_lead", "north", FEBRUARY, NotAllowed),
        ("north_member", "north", FEBRUARY, NotAllowed),
        ("youth_lead", "youth", FEBRUARY, NoPartner),
        ("north_lead", "north", NOVEMBER, MonthHasBegun),
    ],
    ids=["of another partner", "by a member", "no partner", "begun"],
)
def test_a_mark_is_refused(cast, user, partner, month, refusal):
    with pytest.raises(refusal):
        mark_impossible(
            partner=getattr(cast, partner), month=month, user=getattr(cast, user), now=NOON
        )

    assert ImpossibleMonth.objects.count() == 0


def test_a_mark_is_taken_away_by_its_own_leads_alone(cast):
    ImpossibleMonth.objects.create(partner=cast.north, month=FEBRUARY)

    with pytest.raises(NotAllowed):
        unmark_impossible(partner=cast.north, month=FEBRUARY, user=cast.south_lead)

    assert ImpossibleMonth.objects.count() == 1


# --- who has left ---------------------------------------------------------------------------


def test_the_coming_months_of_a_partner_that_left_are_free_and_coordinators_know(cast):
    set_duty(month=FEBRUARY, partner=cast.north)
    leaves(cast.north)

    for _twice in range(2):
        note_departures(now=NOON)

    assert plan() == {**STORED, FEBRUARY: None}
    assert changes() == [(FEBRUARY, "north", None, "left", None)]
    assert letters() == [("coordinator", "duty_left")]


def test_a_partner_that_comes_back_does_not_find_its_months_again(cast):
    leaves(cast.south)
    note_departures(now=NOON)
    cast.south.is_active = True
    cast.south.save()

    assert DutyMonth.objects.as_plan() == {NOVEMBER: cast.north.pk, JANUARY: cast.east.pk}


def test_nobody_who_is_there_loses_a_month(cast):
    assert note_departures(now=NOON) == []
    assert (plan(), letters()) == (STORED, [])


def test_an_organisation_without_coming_months_leaves_without_a_letter(cast):
    leaves(OrganisationFactory(partner=True))
    leaves(cast.north)

    assert (note_departures(now=NOON), letters()) == ([], [])
