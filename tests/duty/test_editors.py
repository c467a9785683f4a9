from datetime import date, timedelta

import pytest

from duty.answers import duty_now
from duty.editors import Editors, editors
from duty.models import DutyMonth
from duty.roster import day_starts_at
from tests.duty.cast import NOON
from tests.duty.rows import stands_in

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def test_editors_are_those_of_this_month_and_the_next(cast):
    assert editors(NOON) == Editors(cast.north, cast.south)


def test_without_a_roster_the_coordinators_edit(cast):
    DutyMonth.objects.all().delete()

    assert editors(NOON) == Editors(None, None)


def test_who_has_left_the_network_edits_nothing(cast):
    for partner in (cast.north, cast.south):
        partner.is_active = False
        partner.save()

    assert editors(NOON) == Editors(None, None)


@pytest.mark.parametrize(
    "now",
    [
        day_starts_at(TODAY) - timedelta(microseconds=1),
        day_starts_at(TODAY),
        NOON,
        day_starts_at(TODAY + timedelta(days=2)) - timedelta(microseconds=1),
        day_starts_at(TODAY + timedelta(days=2)),
        day_starts_at(date(2026, 12, 1)),
        day_starts_at(date(2027, 2, 1)),
    ],
    ids=["before", "begins", "noon", "last instant", "over", "next month", "unplanned month"],
)
def test_editors_are_who_the_whole_answer_names(cast, now, django_assert_num_queries):
    tomorrow = TODAY + timedelta(days=1)
    stands_in(cast.south, TODAY, tomorrow, answered_at=NOON - timedelta(days=2))
    stands_in(cast.east, TODAY, tomorrow, answered_at=NOON - timedelta(days=1))
    stands_in(cast.east, TODAY, tomorrow, answered_at=NOON - timedelta(days=3))
    stands_in(cast.south, TODAY, tomorrow, state="declined")

    with django_assert_num_queries(1):
        found = editors(now)

    whole = duty_now(now)
    assert found == Editors(whole.partner, whole.next_partner)
