from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duty.models import DutyMonth
from duty.roster import LJUBLJANA
from duty.services import set_duty
from moderation.figures import Figures
from moderation.models import Decision, HandOver, Outcome, Step, StepKind
from moderation.reporting import Row, first_month, report
from tests.moderation.scene import NOON, submitted_by
from tests.network.factories import OrganisationFactory

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
HOUR = timedelta(hours=1)


def decided(organisation, partner, *, at=NOON, hours=4, outcome=Outcome.APPROVED, answer_by=None):
    """A decision and the hand-in before it, of a page that is gone."""
    submitted_at = at - hours * HOUR
    Step.objects.create(
        title="x", organisation=organisation, kind=StepKind.SUBMITTED, at=submitted_at
    )
    return Decision.objects.create(
        title="x",
        organisation=organisation,
        partner=partner,
        month=at.astimezone(LJUBLJANA).date().replace(day=1),
        outcome=outcome,
        submitted_at=submitted_at,
        decided_at=at,
        answer_by=answer_by,
    )


def counted(first=NOVEMBER, last=NOVEMBER, now=NOON):
    return report(first=first, last=last, now=now)


def test_report_counts_per_month_partner_and_organisation(scene):
    october = NOON - timedelta(days=31)
    set_duty(month=OCTOBER, partner=scene.next_partner)
    decided(scene.youth, scene.next_partner, at=october, hours=10, answer_by=date(2026, 10, 9))
    decided(scene.youth, scene.partner, hours=2, answer_by=date(2026, 11, 10))
    decided(scene.partner, scene.partner, hours=4, outcome=Outcome.SENT_BACK)

    found = counted(first=OCTOBER)

    first = Figures(
        handed_in=2,
        approved=1,
        sent_back=1,
        median_hours=2.0,
        slow_hours=4.0,
        median_days=0,
        slow_days=0,
        on_time=100,
    )
    second = Figures(
        handed_in=1,
        approved=1,
        median_hours=10.0,
        slow_hours=10.0,
        median_days=0,
        slow_days=0,
        on_time=0,
    )
    assert found.months == [
        Row(scene.partner, first, NOVEMBER),
        Row(scene.next_partner, second, OCTOBER),
    ]
    assert found.partners == [Row(scene.partner, first), Row(scene.next_partner, second)]
    assert [
        (row.organisation, row.figures.handed_in, row.figures.approved, row.figures.sent_back)
        for row in found.organisations
    ] == [(scene.youth, 2, 2, 0), (scene.partner, 1, 0, 1)]
    assert (found.total.handed_in, found.total.decided, found.total.median_hours) == (3, 3, 4.0)


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 10, 31, 23, 59, 59, tzinfo=LJUBLJANA), OCTOBER),
        (datetime(2026, 11, 1, tzinfo=LJUBLJANA), NOVEMBER),
        (datetime(2026, 11, 30, 23, 59, 59, tzinfo=LJUBLJANA), NOVEMBER),
        (datetime(2026, 12, 1, tzinfo=LJUBLJANA), date(2026, 12, 1)),
    ],
)
def test_a_hand_in_counts_in_its_month_of_slovenia(scene, at, month):
    Step.objects.create(title="x", organisation=scene.youth, kind=StepKind.SUBMITTED, at=at)

    found = counted(first=OCTOBER, last=date(2026, 12, 1))

    assert [row.month for row in found.months if row.figures.handed_in] == [month]


def test_whoever_has_left_the_network_stays_in_the_figures(scene):
    decided(scene.youth, scene.partner)
    for organisation in (scene.partner, scene.youth):
        organisation.is_active = organisation.is_partner = False
        organisation.save()

    found = counted()

    assert [(row.organisation.name, row.figures.approved) for row in found.months] == [
        ("Dežurni partner", 1)
    ]
    assert [(row.organisation.name, row.figures.handed_in) for row in found.organisations] == [
        ("Mladinski klub", 1)
    ]


def test_a_stand_in_has_a_row_of_its_own_in_the_month(scene):
    decided(scene.youth, scene.partner)
    decided(scene.youth, scene.next_partner)
    decided(scene.youth, None)

    assert [
        (row.organisation, row.figures.handed_in, row.figures.approved) for row in counted().months
    ] == [(scene.partner, 3, 1), (None, 0, 1), (scene.next_partner, 0, 1)]


def test_a_month_stays_with_whom_it_began_when_the_roster_is_changed_later(scene):
    HandOver.objects.create(month=NOVEMBER, to_partner=scene.partner, frozen_at=NOON)
    set_duty(month=NOVEMBER, partner=scene.next_partner)
    Step.objects.create(title="x", organisation=scene.youth, kind=StepKind.SUBMITTED, at=NOON)

    assert [(row.organisation, row.figures.handed_in) for row in counted().months] == [
        (scene.partner, 1)
    ]


def test_a_month_that_nobody_planned_is_the_coordinators(scene):
    DutyMonth.objects.all().delete()
    decided(scene.youth, None)

    assert [(row.organisation, row.figures.approved) for row in counted().months] == [(None, 1)]


def test_the_oldest_open_text_is_told_of_this_month_only(scene):
    submitted_by(scene.author, scene.youth)
    Step.objects.update(at=NOON)
    later = NOON + timedelta(days=3, hours=13)
    december = NOON + timedelta(days=30)

    assert [row.figures.oldest_open_days for row in counted(now=later).months] == [4]
    assert [row.figures.oldest_open_days for row in counted(now=later).organisations] == [4]
    assert counted(now=later).total.oldest_open_days == 4
    assert [row.figures.oldest_open_days for row in counted(now=december).months] == [None]
    assert counted(now=december).total.oldest_open_days is None


def test_an_organisation_whose_text_has_waited_for_months_is_listed(scene):
    submitted_by(scene.author, scene.youth)

    found = counted(first=date(2026, 12, 1), last=date(2026, 12, 1), now=NOON + timedelta(days=30))

    assert [
        (row.organisation, row.figures.handed_in, row.figures.oldest_open_days)
        for row in found.organisations
    ] == [(scene.youth, 0, 30)]


def test_first_month_is_the_first_of_which_anything_is_known(scene):
    assert first_month(NOON) == NOVEMBER
    Step.objects.create(
        title="x", organisation=scene.youth, kind=StepKind.SUBMITTED, at=NOON - timedelta(days=70)
    )
    assert first_month(NOON) == date(2026, 9, 1)
    decided(scene.youth, None, at=datetime(2026, 2, 28, 23, tzinfo=LJUBLJANA))
    assert first_month(NOON) == date(2026, 2, 1)


def test_the_number_of_queries_does_not_grow(scene):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            counted(first=date(2026, 1, 1))
        return len(queries)

    decided(scene.youth, scene.partner)
    few = cost()
    for number in range(12):
        organisation = OrganisationFactory()
        decided(organisation, organisation, at=NOON - timedelta(days=20 * number))

    assert (cost(), few <= 10) == (few, True)
