import re

import pytest
from django.conf import settings
from django.urls import reverse

from duty.errors import (
    AlreadyAnswered,
    AlreadyAsked,
    MonthHasBegun,
    NotAllowed,
    SwapImpossible,
)
from duty.models import Swap
from duty.roster import starts_at
from duty.services import (
    accept_swap,
    arrange_swap,
    ask_swap,
    close_impossible_swaps,
    decline_swap,
    plan_months,
    set_duty,
    withdraw_swap,
)
from mail.models import OutgoingMail
from tests.duty.cast import (
    DECEMBER,
    FEBRUARY,
    JANUARY,
    MARCH,
    NOON,
    NOVEMBER,
    changes,
    leaves,
    plan,
)
from tests.moderation.scene import letters

STORED = {NOVEMBER: "north", DECEMBER: "south", JANUARY: "east"}
SWAPPED = {NOVEMBER: "north", DECEMBER: "east", JANUARY: "south"}


def asked(cast, **facts):
    """South asks east for January; the letter about it is out of the way."""
    swap = ask_swap(
        **{
            "first_month": DECEMBER,
            "second_month": JANUARY,
            "user": cast.south_lead,
            "now": NOON,
            **facts,
        }
    )
    OutgoingMail.objects.all().delete()
    return swap


def states():
    return list(Swap.objects.order_by("pk").values_list("state", flat=True))


def answer(service, swap, user, now=NOON):
    return service(swap_id=swap.pk, user=user, now=now)


def test_the_letter_leads_to_the_screen_where_it_is_answered(cast, client):
    ask_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.south_lead, now=NOON)
    letter = OutgoingMail.objects.get()
    address = re.search(rf"{settings.SITE_ADDRESS}(/\S+)", letter.text)[1]
    client.force_login(cast.east_lead)

    screen = client.get(address)

    accept = reverse("duty:accept_swap", args=[Swap.objects.get().pk])
    assert (letter.recipient, f'action="{accept}"' in screen.content.decode()) == (
        cast.east_lead.email,
        True,
    )


# --- asking ---------------------------------------------------------------------------------


def test_ask_swap_writes_to_the_leads_of_the_other_partner_and_changes_nothing(cast):
    swap = ask_swap(
        first_month=DECEMBER,
        second_month=JANUARY,
        user=cast.south_lead,
        now=NOON,
        message="  Decembra imamo tabor. ",
    )

    assert (swap.first_partner, swap.second_partner) == (cast.south, cast.east)
    assert (swap.state, swap.message, swap.asked_by) == (
        "asked",
        "Decembra imamo tabor.",
        cast.south_lead,
    )
    assert (plan(), changes(), letters()) == (STORED, [], [("east_lead", "duty_swap_asked")])
    assert "Decembra imamo tabor." in OutgoingMail.objects.get().text


def test_a_partner_without_a_lead_is_asked_through_the_coordinators(cast):
    cast.east_lead.memberships.all().delete()

    ask_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.south_lead, now=NOON)

    assert letters() == [("coordinator", "duty_swap_asked")]


@pytest.mark.parametrize(
    ("first", "second", "user", "refusal"),
    [
        (DECEMBER, JANUARY, "south_member", NotAllowed),
        (DECEMBER, JANUARY, "east_lead", NotAllowed),
        (DECEMBER, JANUARY, "coordinator", NotAllowed),
        (MARCH, JANUARY, "south_lead", NotAllowed),
        (NOVEMBER, JANUARY, "north_lead", MonthHasBegun),
        (DECEMBER, NOVEMBER, "south_lead", MonthHasBegun),
        (DECEMBER, DECEMBER, "south_lead", SwapImpossible),
        (DECEMBER, FEBRUARY, "south_lead", SwapImpossible),
        (DECEMBER, MARCH, "south_lead", SwapImpossible),
    ],
    ids=[
        "by a member",
        "with somebody else's month",
        "by a coordinator",
        "with nobody's month",
        "this month",
        "for this month",
        "with itself",
        "of one partner",
        "for nobody's month",
    ],
)
def test_ask_swap_is_refused(cast, first, second, user, refusal):
    set_duty(month=FEBRUARY, partner=cast.south)

    with pytest.raises(refusal):
        ask_swap(first_month=first, second_month=second, user=getattr(cast, user), now=NOON)

    assert (states(), letters()) == ([], [])


@pytest.mark.parametrize("is_reversed", [False, True], ids=["the same", "the other way round"])
def test_a_trade_is_asked_for_once_at_a_time(cast, is_reversed):
    asked(cast)
    first, second, user = DECEMBER, JANUARY, cast.south_lead
    if is_reversed:
        first, second, user = JANUARY, DECEMBER, cast.east_lead

    with pytest.raises(AlreadyAsked):
        ask_swap(first_month=first, second_month=second, user=user, now=NOON)

    assert states() == ["asked"]


def test_what_was_declined_may_be_asked_for_again(cast):
    answer(decline_swap, asked(cast), cast.east_lead)

    asked(cast)

    assert states() == ["declined", "asked"]


# --- answering ------------------------------------------------------------------------------


def test_accept_swap_trades_the_months_and_tells_both_partners(cast):
    swap = answer(accept_swap, asked(cast), cast.east_lead)

    assert (swap.state, swap.answered_by, swap.answered_at) == ("accepted", cast.east_lead, NOON)
    assert plan() == SWAPPED
    assert changes() == [
        (DECEMBER, "south", "east", "swap", "east_lead"),
        (JANUARY, "east", "south", "swap", "east_lead"),
    ]
    assert letters() == [
        (name, "duty_moved") for name in ("east_member", "south_lead", "south_member")
    ]


def test_decline_swap_tells_who_asked(cast):
    answer(decline_swap, asked(cast), cast.east_lead)

    assert (states(), plan()) == (["declined"], STORED)
    assert letters() == [("south_lead", "duty_swap_declined")]


def test_the_answer_goes_to_the_other_leads_when_who_asked_is_gone(cast):
    swap = asked(cast)
    cast.north_member.memberships.create(organisation=cast.south, role="lead")
    cast.south_lead.is_active = False
    cast.south_lead.save()

    answer(decline_swap, swap, cast.east_lead)

    assert letters() == [("north_member", "duty_swap_declined")]


@pytest.mark.parametrize("name", ["south_lead", "coordinator"])
def test_withdraw_swap_tells_who_was_asked(cast, name):
    answer(withdraw_swap, asked(cast), getattr(cast, name))

    assert (states(), letters()) == (["withdrawn"], [("east_lead", "duty_swap_withdrawn")])


@pytest.mark.parametrize(
    ("service", "name"),
    [
        (service, name)
        for service in (accept_swap, decline_swap)
        for name in ("south_lead", "east_member", "north_lead", "coordinator", "root")
    ]
    + [(withdraw_swap, name) for name in ("east_lead", "south_member", "north_lead")],
)
def test_nobody_else_answers(cast, service, name):
    swap = asked(cast)

    with pytest.raises(NotAllowed):
        answer(service, swap, getattr(cast, name))

    assert (states(), plan(), letters()) == (["asked"], STORED, [])


@pytest.mark.parametrize(
    ("service", "name"),
    [(accept_swap, "east_lead"), (decline_swap, "east_lead"), (withdraw_swap, "south_lead")],
    ids=["accept", "decline", "withdraw"],
)
def test_a_request_is_answered_once(cast, service, name):
    swap = asked(cast)
    answer(accept_swap, swap, cast.east_lead)

    with pytest.raises(AlreadyAnswered):
        answer(service, swap, getattr(cast, name))

    assert (states(), plan()) == (["accepted"], SWAPPED)


# --- not possible any more ------------------------------------------------------------------


def _plan_changes(cast):
    plan_months(months={JANUARY: cast.north}, user=cast.coordinator, now=NOON)


def _partner_leaves(cast):
    leaves(cast.south)


IMPOSSIBLE = pytest.mark.parametrize(
    ("happens", "now"),
    [
        (_plan_changes, NOON),
        (_partner_leaves, NOON),
        (lambda cast: None, starts_at(DECEMBER)),
    ],
    ids=["the plan changed", "a partner left", "a month began"],
)


@IMPOSSIBLE
def test_accepting_what_is_impossible_says_so_and_closes_it(cast, happens, now):
    swap = asked(cast)
    happens(cast)
    before = plan()
    OutgoingMail.objects.all().delete()

    with pytest.raises(SwapImpossible):
        answer(accept_swap, swap, cast.east_lead, now)
    with pytest.raises(AlreadyAnswered):
        answer(accept_swap, swap, cast.east_lead, now)

    assert (states(), plan()) == (["impossible"], before)
    assert letters() == [("south_lead", "duty_swap_impossible")]


@IMPOSSIBLE
def test_what_became_impossible_is_closed_once_and_who_asked_is_told(cast, happens, now):
    asked(cast)
    happens(cast)
    OutgoingMail.objects.all().delete()

    closed = [len(close_impossible_swaps(now=now)) for _twice in range(2)]

    assert (closed, states()) == ([1, 0], ["impossible"])
    assert letters() == [("south_lead", "duty_swap_impossible")]


def test_what_is_possible_stays_open(cast):
    asked(cast)

    assert (close_impossible_swaps(now=NOON), states()) == ([], ["asked"])


# --- a coordinator arranges it --------------------------------------------------------------


def test_arrange_swap_trades_at_once_and_tells_both(cast):
    swap = arrange_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.coordinator, now=NOON)

    assert (swap.state, swap.is_arranged, plan()) == ("accepted", True, SWAPPED)
    assert letters() == [
        (name, "duty_moved") for name in ("east_lead", "east_member", "south_lead", "south_member")
    ]


@pytest.mark.parametrize(
    ("first", "second"), [(DECEMBER, JANUARY), (JANUARY, DECEMBER)], ids=["as asked", "reversed"]
)
def test_arrange_swap_settles_the_request_for_it(cast, first, second):
    asked(cast)

    arrange_swap(first_month=first, second_month=second, user=cast.coordinator, now=NOON)

    assert (states(), plan()) == (["accepted"], SWAPPED)


def test_arrange_swap_closes_a_request_that_speaks_of_other_partners(cast):
    asked(cast)
    _plan_changes(cast)

    arrange_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.coordinator, now=NOON)

    assert states() == ["impossible", "accepted"]
    assert plan() == {NOVEMBER: "north", DECEMBER: "north", JANUARY: "south"}


@pytest.mark.parametrize("name", ["south_lead", "east_lead", "north_lead"])
def test_only_coordinators_arrange_a_swap(cast, name):
    with pytest.raises(NotAllowed):
        arrange_swap(first_month=DECEMBER, second_month=JANUARY, user=getattr(cast, name), now=NOON)

    assert plan() == STORED


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [(NOVEMBER, JANUARY, MonthHasBegun), (DECEMBER, MARCH, SwapImpossible)],
    ids=["begun", "nobody's"],
)
def test_arrange_swap_is_refused(cast, first, second, refusal):
    with pytest.raises(refusal):
        arrange_swap(first_month=first, second_month=second, user=cast.coordinator, now=NOON)

    assert plan() == STORED
