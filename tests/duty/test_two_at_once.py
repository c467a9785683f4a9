"""Two people, one roster, the same moment: nothing is torn, nobody is told what is not so."""

from datetime import date

import pytest

from duty import jobs
from duty.models import CalendarScope, DutyCalendar, StandIn, Swap
from duty.services import (
    accept_swap,
    arrange_swap,
    ask_swap,
    close_impossible_swaps,
    open_calendar,
    plan_months,
    take_over_duty_now,
    withdraw_swap,
)
from mail.models import OutgoingMail
from tests.at_once import one_waits_for_the_other, race
from tests.duty.cast import (
    DECEMBER,
    FEBRUARY,
    JANUARY,
    NOON,
    NOVEMBER,
    changes,
    plan,
    set_cast,
)
from tests.moderation.scene import letters

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(committed_site):
    return set_cast()


@pytest.fixture(params=["first_waits", "second_waits", "race"])
def meeting(request):
    """How two steps meet; returns what each returned or raised, in the order given."""
    return {
        "first_waits": lambda one, two: one_waits_for_the_other(two, one)[::-1],
        "second_waits": one_waits_for_the_other,
        "race": race,
    }[request.param]


def outcome(answers):
    """The name of each refusal, ``"done"`` where there was none."""
    return sorted(
        type(answer).__name__ if isinstance(answer, Exception) else "done" for answer in answers
    )


def test_two_coordinators_who_saw_the_same_plan_do_not_overwrite_each_other(cast, meeting):
    seen = {DECEMBER: cast.south.pk, FEBRUARY: None}

    def give(month_partner):
        return lambda: plan_months(
            months={DECEMBER: month_partner, FEBRUARY: month_partner},
            user=cast.coordinator,
            now=NOON,
            seen=seen,
        )

    answers = meeting(give(cast.north), give(cast.east))

    assert outcome(answers) == ["PlanHasChanged", "done"]
    winner = "north" if isinstance(answers[1], Exception) else "east"
    assert plan() == {NOVEMBER: "north", DECEMBER: winner, JANUARY: "east", FEBRUARY: winner}
    assert len(changes()) == 2


def test_a_swap_is_accepted_once(cast, meeting):
    swap = ask_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.south_lead, now=NOON)

    def accept():
        return accept_swap(swap_id=swap.pk, user=cast.east_lead, now=NOON)

    assert outcome(meeting(accept, accept)) == ["AlreadyAnswered", "done"]
    assert plan() == {NOVEMBER: "north", DECEMBER: "east", JANUARY: "south"}


def test_a_swap_is_accepted_or_withdrawn(cast, meeting):
    swap = ask_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.south_lead, now=NOON)

    answers = meeting(
        lambda: accept_swap(swap_id=swap.pk, user=cast.east_lead, now=NOON),
        lambda: withdraw_swap(swap_id=swap.pk, user=cast.south_lead, now=NOON),
    )

    assert outcome(answers) == ["AlreadyAnswered", "done"]
    is_traded = not isinstance(answers[0], Exception)
    assert (Swap.objects.get().state, plan()[DECEMBER]) == (
        ("accepted", "east") if is_traded else ("withdrawn", "south")
    )


def test_a_swap_and_a_change_of_the_plan_do_not_mix(cast, meeting):
    swap = ask_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.south_lead, now=NOON)

    answers = meeting(
        lambda: accept_swap(swap_id=swap.pk, user=cast.east_lead, now=NOON),
        lambda: plan_months(months={JANUARY: cast.north}, user=cast.coordinator, now=NOON),
    )

    if isinstance(answers[0], Exception):
        assert outcome(answers) == ["SwapImpossible", "done"]
        expected = ("impossible", "south")
    else:
        assert outcome(answers) == ["done", "done"]
        expected = ("accepted", "east")
    assert (Swap.objects.get().state, plan()[DECEMBER]) == expected
    assert plan()[JANUARY] == "north"


def test_both_ask_each_other_and_one_request_stands(cast, meeting):
    answers = meeting(
        lambda: ask_swap(
            first_month=DECEMBER, second_month=JANUARY, user=cast.south_lead, now=NOON
        ),
        lambda: ask_swap(first_month=JANUARY, second_month=DECEMBER, user=cast.east_lead, now=NOON),
    )

    assert outcome(answers) == ["AlreadyAsked", "done"]
    assert Swap.objects.count() == 1


def test_accepting_while_a_coordinator_arranges_the_same_trades_once(cast, meeting):
    swap = ask_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.south_lead, now=NOON)

    answers = meeting(
        lambda: accept_swap(swap_id=swap.pk, user=cast.east_lead, now=NOON),
        lambda: arrange_swap(
            first_month=DECEMBER,
            second_month=JANUARY,
            user=cast.coordinator,
            now=NOON,
            seen={DECEMBER: cast.south.pk, JANUARY: cast.east.pk},
        ),
    )

    assert outcome(answers) in (["AlreadyAnswered", "done"], ["PlanHasChanged", "done"])
    assert plan() == {NOVEMBER: "north", DECEMBER: "east", JANUARY: "south"}
    assert len(changes()) == 2


def test_two_clicks_take_over_once(cast, meeting):
    def take():
        return take_over_duty_now(
            partner=cast.east, until_day=date(2026, 11, 12), user=cast.east_lead, now=NOON
        )

    assert outcome(meeting(take, take)) == ["AlreadyOnDuty", "done"]
    assert StandIn.objects.count() == 1


def test_two_clicks_leave_one_calendar_that_answers(cast, meeting):
    def click():
        return open_calendar(user=cast.north_lead, scope=CalendarScope.OWN, now=NOON)

    assert outcome(meeting(click, click)) == ["done", "done"]
    assert DutyCalendar.objects.live().count() == 1


@pytest.mark.parametrize(
    ("job", "letter"),
    [
        (jobs.remind_partners, "duty_reminder"),
        (jobs.warn_of_gaps, "duty_gap"),
    ],
    ids=["reminders", "gaps"],
)
def test_two_schedulers_write_once(cast, meeting, job, letter):
    plan_months(months={DECEMBER: None}, user=cast.coordinator, now=NOON)
    if letter == "duty_reminder":
        plan_months(months={DECEMBER: cast.south}, user=cast.coordinator, now=NOON)
    OutgoingMail.objects.all().delete()
    eve = NOON.replace(day=30)

    answers = meeting(lambda: job(eve), lambda: job(eve))

    assert outcome(answers) == ["done", "done"]
    assert (
        letters()
        == {
            "duty_reminder": [("south_lead", letter), ("south_member", letter)],
            "duty_gap": [("coordinator", letter)],
        }[letter]
    )


def test_two_schedulers_close_a_request_once(cast, meeting):
    ask_swap(first_month=DECEMBER, second_month=JANUARY, user=cast.south_lead, now=NOON)
    plan_months(months={JANUARY: cast.north}, user=cast.coordinator, now=NOON)
    OutgoingMail.objects.all().delete()

    answers = meeting(
        lambda: close_impossible_swaps(now=NOON), lambda: close_impossible_swaps(now=NOON)
    )

    assert sorted(len(closed) for closed in answers) == [0, 1]
    assert letters() == [("south_lead", "duty_swap_impossible")]
