from datetime import date, timedelta

import pytest

from duty.answers import duty_answer
from duty.errors import (
    AlreadyAnswered,
    AlreadyAsked,
    AlreadyOnDuty,
    AskFirst,
    NoPartner,
    NotAllowed,
    StandInImpossible,
    WrongDays,
)
from duty.models import StandIn
from duty.roster import LJUBLJANA, period_of, starts_at
from duty.services import (
    accept_stand_in,
    arrange_stand_in,
    arrange_swap,
    ask_stand_in,
    close_impossible_stand_ins,
    decline_stand_in,
    end_stand_in,
    plan_months,
    set_duty,
    take_over_duty_now,
    withdraw_stand_in,
)
from mail.models import OutgoingMail
from tests.duty.cast import DECEMBER, JANUARY, NOON, NOVEMBER, leaves
from tests.moderation.scene import letters

MICROSECOND = timedelta(microseconds=1)


def day(number, month=11, year=2026):
    return date(year, month, number)


def asked(cast, **facts):
    """North asks east for four days of November; the letter about it is out of the way."""
    stand_in = ask_stand_in(
        **{
            "partner": cast.east,
            "first_day": day(16),
            "last_day": day(19),
            "user": cast.north_lead,
            "now": NOON,
            **facts,
        }
    )
    OutgoingMail.objects.all().delete()
    return stand_in


def arranged(cast, **facts):
    stand_in = arrange_stand_in(
        **{
            "partner": cast.east,
            "first_day": day(16),
            "last_day": day(19),
            "user": cast.coordinator,
            "now": NOON,
            **facts,
        }
    )
    OutgoingMail.objects.all().delete()
    return stand_in


def answer(service, stand_in, user, now=NOON):
    return service(stand_in_id=stand_in.pk, user=user, now=now)


def states():
    return list(StandIn.objects.order_by("pk").values_list("state", flat=True))


def on_duty(cast, *moments):
    names = {cast.north.pk: "north", cast.south.pk: "south", cast.east.pk: "east", None: None}
    return [names[duty_answer(now).partner] for now in moments]


def noons(*days):
    return [period_of(one, one)[0] + timedelta(hours=12) for one in days]


# --- asking ---------------------------------------------------------------------------------


def test_ask_stand_in_writes_to_the_leads_asked_and_changes_nothing(cast):
    stand_in = ask_stand_in(
        partner=cast.east,
        first_day=day(16),
        last_day=day(19),
        user=cast.north_lead,
        now=NOON,
        reason=" Tabor. ",
    )

    assert (stand_in.starts_at, stand_in.ends_at) == period_of(day(16), day(19))
    assert (stand_in.state, stand_in.instead_of, stand_in.reason) == (
        "asked",
        cast.north,
        "Tabor.",
    )
    assert letters() == [("east_lead", "duty_stand_in_asked")]
    assert on_duty(cast, *noons(day(17))) == ["north"]


def test_coordinators_ask_for_any_days_and_for_nobody_in_particular(cast):
    stand_in = asked(cast, user=cast.coordinator, first_day=day(28), last_day=day(3, 12))

    assert (stand_in.instead_of, stand_in.months) == (None, [NOVEMBER, DECEMBER])


def test_what_is_over_of_the_days_is_not_asked_for(cast):
    stand_in = asked(cast, first_day=day(2), last_day=day(12))

    assert (stand_in.starts_at, stand_in.ends_at) == (NOON, period_of(day(12), day(12))[1])


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"user": "north_member"}, NotAllowed),
        ({"user": "south_lead"}, NotAllowed),
        ({"user": "youth_lead"}, NotAllowed),
        ({"first_day": day(29), "last_day": day(2, 12)}, NotAllowed),
        ({"partner": "youth"}, NoPartner),
        ({"partner": "north"}, AlreadyOnDuty),
        ({"first_day": day(18), "last_day": day(17)}, WrongDays),
        ({"first_day": day(8), "last_day": day(9)}, WrongDays),
        ({"user": "coordinator", "last_day": day(17, 1, 2027)}, WrongDays),
        (
            {"user": "coordinator", "first_day": date(9999, 12, 31), "last_day": date.max},
            WrongDays,
        ),
    ],
    ids=[
        "by a member",
        "by another partner",
        "by an organisation",
        "days of another partner among them",
        "of an organisation that takes no duty",
        "of itself",
        "backwards",
        "over",
        "too many",
        "at the end of time",
    ],
)
def test_ask_stand_in_is_refused(cast, facts, refusal):
    facts = {
        name: getattr(cast, value) if isinstance(value, str) else value
        for name, value in facts.items()
    }

    with pytest.raises(refusal):
        asked(cast, **facts)

    assert (states(), letters()) == ([], [])


def test_sixty_two_days_may_be_asked_for(cast):
    asked(cast, user=cast.coordinator, last_day=day(16, 1, 2027))

    assert states() == ["asked"]


def test_days_are_asked_for_once_at_a_time(cast):
    asked(cast)

    with pytest.raises(AlreadyAsked):
        asked(cast, first_day=day(19), last_day=day(21))
    asked(cast, first_day=day(20), last_day=day(21))

    assert states() == ["asked", "asked"]


# --- answering ------------------------------------------------------------------------------


def test_accept_stand_in_puts_the_partner_on_duty_and_tells_both(cast):
    stand_in = answer(accept_stand_in, asked(cast), cast.east_lead)

    begins, ends = period_of(day(16), day(19))
    assert (stand_in.state, stand_in.answered_by) == ("agreed", cast.east_lead)
    assert on_duty(cast, begins - MICROSECOND, begins, ends - MICROSECOND, ends) == [
        "north",
        "east",
        "east",
        "north",
    ]
    assert letters() == [
        (name, "duty_stand_in") for name in ("east_member", "north_lead", "north_member")
    ]


def test_who_accepts_late_is_on_duty_from_then_on_and_not_before(cast):
    stand_in = asked(cast)
    late = noons(day(18))[0]

    answer(accept_stand_in, stand_in, cast.east_lead, late)

    assert on_duty(cast, late - MICROSECOND, late) == ["north", "east"]


def test_decline_stand_in_tells_who_asked(cast):
    answer(decline_stand_in, asked(cast), cast.east_lead)

    assert (states(), letters()) == (["declined"], [("north_lead", "duty_stand_in_declined")])


@pytest.mark.parametrize("name", ["north_lead", "coordinator"])
def test_withdraw_stand_in_tells_who_was_asked(cast, name):
    answer(withdraw_stand_in, asked(cast), getattr(cast, name))

    assert (states(), letters()) == (["withdrawn"], [("east_lead", "duty_stand_in_withdrawn")])


@pytest.mark.parametrize(
    ("service", "name"),
    [
        (service, name)
        for service in (accept_stand_in, decline_stand_in)
        for name in ("north_lead", "east_member", "south_lead", "coordinator", "root")
    ]
    + [(withdraw_stand_in, name) for name in ("east_lead", "north_member", "south_lead")],
)
def test_nobody_else_answers(cast, service, name):
    stand_in = asked(cast)

    with pytest.raises(NotAllowed):
        answer(service, stand_in, getattr(cast, name))

    assert (states(), letters()) == (["asked"], [])


@pytest.mark.parametrize(
    ("service", "name"),
    [
        (accept_stand_in, "east_lead"),
        (decline_stand_in, "east_lead"),
        (withdraw_stand_in, "north_lead"),
    ],
    ids=["accept", "decline", "withdraw"],
)
def test_a_request_is_answered_once(cast, service, name):
    stand_in = asked(cast)
    answer(accept_stand_in, stand_in, cast.east_lead)

    with pytest.raises(AlreadyAnswered):
        answer(service, stand_in, getattr(cast, name))

    assert states() == ["agreed"]


IMPOSSIBLE = pytest.mark.parametrize(
    ("happens", "now"),
    [
        (lambda cast: set_duty(month=NOVEMBER, partner=cast.south), NOON),
        (lambda cast: leaves(cast.east), NOON),
        (lambda cast: leaves(cast.north), NOON),
        (lambda cast: None, period_of(day(19), day(19))[1]),
    ],
    ids=["the plan changed", "who was asked left", "who asked left", "the days are over"],
)


@IMPOSSIBLE
def test_accepting_what_is_impossible_says_so_and_closes_it(cast, happens, now):
    stand_in = asked(cast)
    happens(cast)

    with pytest.raises(StandInImpossible):
        answer(accept_stand_in, stand_in, cast.east_lead, now)
    with pytest.raises(AlreadyAnswered):
        answer(accept_stand_in, stand_in, cast.east_lead, now)

    assert (states(), letters()) == (["impossible"], [("north_lead", "duty_stand_in_impossible")])


@IMPOSSIBLE
def test_what_became_impossible_is_closed_once_and_who_asked_is_told(cast, happens, now):
    asked(cast)
    happens(cast)

    closed = [len(close_impossible_stand_ins(now=now)) for _twice in range(2)]

    assert (closed, states()) == ([1, 0], ["impossible"])
    assert letters() == [("north_lead", "duty_stand_in_impossible")]


def test_what_is_possible_stays_open(cast):
    asked(cast)

    assert (close_impossible_stand_ins(now=NOON), states()) == ([], ["asked"])


# --- a coordinator arranges it --------------------------------------------------------------


def test_arrange_stand_in_is_agreed_upon_at_once_and_everybody_is_told(cast):
    arrange_stand_in(
        partner=cast.east,
        first_day=day(29),
        last_day=day(2, 12),
        user=cast.coordinator,
        now=NOON,
    )

    assert on_duty(cast, *noons(day(28), day(29), day(2, 12), day(3, 12))) == [
        "north",
        "east",
        "east",
        "south",
    ]
    assert letters() == [
        (f"{partner}_{role}", "duty_stand_in")
        for partner in ("east", "north", "south")
        for role in ("lead", "member")
    ]


def test_a_stand_in_in_a_month_without_a_partner_is_told_to_the_coordinators(cast):
    arrange_stand_in(
        partner=cast.east,
        first_day=day(2, 3, 2027),
        last_day=day(3, 3, 2027),
        user=cast.root,
        now=NOON,
    )

    assert letters() == [
        (name, "duty_stand_in") for name in ("coordinator", "east_lead", "east_member")
    ]


def test_the_months_own_partner_may_stand_in_for_who_stands_in(cast):
    arranged(cast)
    arranged(cast, partner=cast.north, first_day=day(17), last_day=day(17))

    assert on_duty(cast, *noons(day(16), day(17), day(18))) == ["east", "north", "east"]


@pytest.mark.parametrize("name", ["north", "east"], ids=["its month", "stands in already"])
def test_who_is_on_duty_anyway_cannot_stand_in(cast, name):
    if name == "east":
        arranged(cast, first_day=day(15), last_day=day(20))

    with pytest.raises(AlreadyOnDuty):
        arranged(cast, partner=getattr(cast, name))


def test_only_coordinators_arrange_a_stand_in(cast):
    with pytest.raises(NotAllowed):
        arranged(cast, user=cast.north_lead)

    assert states() == []


def test_a_stand_in_holds_through_a_swap(cast):
    arranged(cast, first_day=day(10, 12), last_day=day(12, 12), partner=cast.north)

    arrange_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.coordinator, now=NOON)

    assert on_duty(cast, *noons(day(9, 12), day(10, 12), day(13, 12))) == [
        "east",
        "north",
        "east",
    ]


def test_a_stand_in_holds_when_the_month_gets_another_partner(cast):
    answer(
        accept_stand_in,
        asked(cast, user=cast.south_lead, first_day=day(10, 12), last_day=day(12, 12)),
        cast.east_lead,
    )

    plan_months(months={DECEMBER: cast.north}, user=cast.coordinator, now=NOON)

    assert on_duty(cast, *noons(day(9, 12), day(10, 12))) == ["north", "east"]


# --- at once --------------------------------------------------------------------------------


def test_take_over_duty_now_begins_this_instant_and_ends_with_the_day(cast):
    take_over_duty_now(partner=cast.east, until_day=day(12), user=cast.east_lead, now=NOON)

    ends = period_of(day(12), day(12))[1]
    assert on_duty(cast, NOON - MICROSECOND, NOON, ends - MICROSECOND, ends) == [
        "north",
        "east",
        "east",
        "north",
    ]
    assert letters() == [
        (name, "duty_taken_over")
        for name in ("coordinator", "east_member", "north_lead", "north_member")
    ]


def test_seven_days_at_most_and_over_the_months_end_the_next_partner_knows(cast):
    late = noons(day(28))[0]
    with pytest.raises(WrongDays):
        take_over_duty_now(partner=cast.east, until_day=day(5, 12), user=cast.east_lead, now=late)

    take_over_duty_now(partner=cast.east, until_day=day(4, 12), user=cast.east_lead, now=late)

    assert on_duty(cast, starts_at(DECEMBER), *noons(day(5, 12))) == ["east", "south"]
    assert ("south_lead", "duty_taken_over") in letters()


@pytest.mark.parametrize(
    ("partner", "user", "until", "refusal"),
    [
        ("east", "south_lead", day(11), NotAllowed),
        ("east", "east_member", day(11), NotAllowed),
        ("east", "coordinator", day(11), NotAllowed),
        ("youth", "youth_lead", day(11), NoPartner),
        ("north", "north_lead", day(11), AlreadyOnDuty),
        ("east", "east_lead", day(9), WrongDays),
    ],
    ids=["for another", "a member", "a coordinator", "no partner", "on duty", "yesterday"],
)
def test_take_over_is_refused(cast, partner, user, until, refusal):
    with pytest.raises(refusal):
        take_over_duty_now(
            partner=getattr(cast, partner), until_day=until, user=getattr(cast, user), now=NOON
        )

    assert (states(), letters()) == ([], [])


def test_a_second_click_takes_over_nothing_more(cast):
    take_over_duty_now(partner=cast.east, until_day=day(12), user=cast.east_lead, now=NOON)

    with pytest.raises(AlreadyOnDuty):
        take_over_duty_now(
            partner=cast.east,
            until_day=day(12),
            user=cast.east_lead,
            now=NOON + timedelta(seconds=1),
        )

    assert states() == ["agreed"]


@pytest.mark.parametrize(("days", "may"), [(29, False), (30, True)], ids=["29 days", "30 days"])
def test_a_partner_takes_over_unasked_once_in_thirty_days(cast, days, may):
    first = NOON - timedelta(days=days)
    today = first.astimezone(LJUBLJANA).date()
    take_over_duty_now(partner=cast.east, until_day=today, user=cast.east_lead, now=first)

    def again():
        take_over_duty_now(partner=cast.east, until_day=day(11), user=cast.east_lead, now=NOON)

    if may:
        again()
    else:
        with pytest.raises(AskFirst):
            again()
    assert states() == ["agreed"] * (1 + may)


def test_the_months_partner_takes_its_duty_back(cast):
    take_over_duty_now(partner=cast.east, until_day=day(12), user=cast.east_lead, now=NOON)
    later = NOON + timedelta(hours=2)

    take_over_duty_now(partner=cast.north, until_day=day(12), user=cast.north_lead, now=later)

    assert on_duty(cast, later - MICROSECOND, later) == ["east", "north"]


def test_a_partner_that_has_left_takes_nothing_over(cast):
    leaves(cast.east)

    with pytest.raises(NoPartner):
        take_over_duty_now(partner=cast.east, until_day=day(12), user=cast.east_lead, now=NOON)


# --- the end --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["east_lead", "north_lead", "coordinator", "root"])
def test_end_stand_in_gives_the_duty_back_at_once_and_tells_everybody(cast, name):
    stand_in = arranged(cast)
    now = noons(day(17))[0]

    answer(end_stand_in, stand_in, getattr(cast, name), now)

    assert on_duty(cast, now - MICROSECOND, now, *noons(day(18))) == ["east", "north", "north"]
    assert letters() == [
        (other, "duty_stand_in_ended")
        for other in ("east_lead", "east_member", "north_lead", "north_member")
        if other != name
    ]


def test_what_ends_before_it_begins_never_was(cast):
    answer(end_stand_in, arranged(cast), cast.north_lead)

    assert (states(), on_duty(cast, *noons(day(16)))) == (["ended"], ["north"])


@pytest.mark.parametrize("name", ["south_lead", "east_member", "north_member", "youth_lead"])
def test_nobody_else_ends_it(cast, name):
    stand_in = arranged(cast)

    with pytest.raises(NotAllowed):
        answer(end_stand_in, stand_in, getattr(cast, name))

    assert states() == ["agreed"]


def test_whose_month_is_over_ends_nothing_of_the_next(cast):
    stand_in = arranged(cast, first_day=day(29), last_day=day(3, 12))
    now = noons(day(1, 12))[0]

    with pytest.raises(NotAllowed):
        answer(end_stand_in, stand_in, cast.north_lead, now)
    answer(end_stand_in, stand_in, cast.south_lead, now)

    assert states() == ["ended"]


def test_what_is_over_does_not_end_again(cast):
    stand_in = arranged(cast)
    over = stand_in.ends_at

    with pytest.raises(AlreadyAnswered):
        answer(end_stand_in, stand_in, cast.coordinator, over)
    answer(end_stand_in, stand_in, cast.coordinator, over - MICROSECOND)
    with pytest.raises(AlreadyAnswered):
        answer(end_stand_in, stand_in, cast.coordinator, over - MICROSECOND)

    assert states() == ["ended"]


def test_what_was_never_agreed_upon_does_not_end(cast):
    with pytest.raises(AlreadyAnswered):
        answer(end_stand_in, asked(cast), cast.north_lead)

    assert states() == ["asked"]
