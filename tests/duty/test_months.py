import pytest

from duty.models import DutyMonth
from duty.months import PlannedMonth, planned_months
from duty.roster import month_after
from tests.duty.cast import DECEMBER, FEBRUARY, JANUARY, NOVEMBER

pytestmark = pytest.mark.django_db


def test_planned_months_are_all_of_them_whoever_has_them(cast, django_assert_num_queries):
    DutyMonth.objects.filter(month=DECEMBER).update(partner=None)

    with django_assert_num_queries(1):
        found = planned_months(NOVEMBER, 4)

    assert found == [
        PlannedMonth(NOVEMBER, cast.north),
        PlannedMonth(DECEMBER, None),
        PlannedMonth(JANUARY, cast.east),
        PlannedMonth(FEBRUARY, None),
    ]


@pytest.mark.parametrize("facts", [{"is_active": False}, {"is_partner": False}])
def test_planned_months_name_nobody_who_takes_no_duty(cast, facts):
    for name, value in facts.items():
        setattr(cast.north, name, value)
    cast.north.save()

    assert planned_months(NOVEMBER, 1) == [PlannedMonth(NOVEMBER, None)]


def test_planned_months_begin_where_one_asks(cast):
    assert planned_months(month_after(NOVEMBER, -1), 1) == [
        PlannedMonth(month_after(NOVEMBER, -1), None)
    ]
