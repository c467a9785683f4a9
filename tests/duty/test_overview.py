from datetime import date

from duty.models import ImpossibleMonth
from duty.overview import Share, gaps, history, shares, suggested_year
from duty.roster import month_after, months_from, starts_at
from duty.services import plan_months, set_duty
from tests.duty.cast import DECEMBER, FEBRUARY, JANUARY, MARCH, NOON, NOVEMBER, leaves
from tests.network.factories import OrganisationFactory


def test_gaps_are_the_coming_months_that_nobody_has(cast):
    set_duty(month=MARCH, partner=cast.north)
    leaves(cast.east)

    assert gaps(NOON) == [
        JANUARY,
        FEBRUARY,
        *[date(2027, month, 1) for month in range(4, 12)],
    ]


def test_the_month_that_has_begun_is_no_coming_gap(cast):
    assert gaps(starts_at(FEBRUARY), count=1) == [MARCH]


def test_shares_count_a_year_back_and_a_year_ahead(cast):
    for count in (-12, -11, -1, 12, 13):
        set_duty(month=month_after(NOVEMBER, count), partner=cast.north)
    idle = OrganisationFactory(name="Zadnji", partner=True)

    assert shares(NOON) == [
        Share(cast.east, past=0, coming=1),
        Share(cast.north, past=3, coming=1),
        Share(cast.south, past=0, coming=1),
        Share(idle, past=0, coming=0),
    ]
    assert [share.total for share in shares(NOON)] == [1, 4, 1, 0]


def test_shares_leave_out_who_has_left(cast):
    leaves(cast.north)

    assert [share.partner for share in shares(NOON)] == [cast.east, cast.south]


def test_history_begins_with_the_newest(cast):
    for month, partner in ((FEBRUARY, cast.north), (MARCH, cast.south)):
        plan_months(months={month: partner}, user=cast.coordinator, now=NOON)

    assert [(row.month, row.before, row.after, row.by) for row in history()] == [
        (MARCH, None, cast.south, cast.coordinator),
        (FEBRUARY, None, cast.north, cast.coordinator),
    ]
    assert len(history(1)) == 1


def test_a_suggested_year_fills_the_gaps_and_keeps_what_is_planned(cast):
    ImpossibleMonth.objects.create(partner=cast.south, month=FEBRUARY)
    ImpossibleMonth.objects.create(partner=cast.north, month=FEBRUARY)

    year = suggested_year(NOVEMBER, NOON, 6)

    # East is the only one for February, though it has January: what is planned is not touched.
    assert year == {
        NOVEMBER: cast.north,
        DECEMBER: cast.south,
        JANUARY: cast.east,
        FEBRUARY: cast.east,
        MARCH: cast.north,
        date(2027, 4, 1): cast.south,
    }


def test_a_suggestion_leaves_a_month_that_has_begun_as_it_is(cast):
    set_duty(month=NOVEMBER, partner=None)

    assert suggested_year(date(2026, 11, 17), NOON, 2) == {NOVEMBER: None, DECEMBER: cast.south}


def test_a_suggestion_counts_what_partners_had_in_the_year_before(cast):
    for count in (1, 2, 3):
        set_duty(month=month_after(NOVEMBER, -count), partner=cast.east)

    year = suggested_year(FEBRUARY, NOON, 2)

    assert list(year.values()) == [cast.north, cast.south]


def test_the_overview_costs_the_same_for_few_and_many(cast, django_assert_num_queries):
    def measure():
        for expected, look in (
            (1, lambda: gaps(NOON)),
            (2, lambda: shares(NOON)),
            (1, lambda: [str(row.after) for row in history()]),
            (3, lambda: suggested_year(DECEMBER, NOON)),
        ):
            with django_assert_num_queries(expected):
                look()

    measure()
    months = {month: OrganisationFactory(partner=True) for month in months_from(FEBRUARY, 12)}
    plan_months(months=months, user=cast.coordinator, now=NOON)
    measure()
