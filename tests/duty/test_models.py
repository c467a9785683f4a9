from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import translation
from django.utils.translation import gettext as _

from duty.models import DutyMonth, ImpossibleMonth, StandIn, Swap
from duty.roster import LJUBLJANA
from tests.accounts.factories import UserFactory
from tests.conftest import DECEMBER, NOVEMBER
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "day",
    [date(2026, 11, 2), date(2026, 11, 30), date(2028, 2, 29)],
    ids=["the second", "the last", "29 February"],
)
def test_a_month_is_named_by_its_first_day_alone(day):
    with pytest.raises(IntegrityError, match="duty_month_is_its_first_day"):
        DutyMonth.objects.create(month=day)


def test_the_form_says_which_day_to_enter():
    with pytest.raises(ValidationError) as refused:
        DutyMonth(month=date(2026, 11, 2)).full_clean()

    assert refused.value.messages == [_("Enter the first day of a month.")]


def test_a_month_stands_in_the_roster_once():
    DutyMonth.objects.create(month=NOVEMBER)

    with pytest.raises(IntegrityError, match="month"):
        DutyMonth.objects.create(month=NOVEMBER)


def test_a_partner_with_a_month_is_not_deleted():
    partner = OrganisationFactory(partner=True)
    DutyMonth.objects.create(month=NOVEMBER, partner=partner)

    with pytest.raises(ProtectedError):
        partner.delete()


def test_a_form_takes_partners_and_nobody_else():
    partner, youth = OrganisationFactory(partner=True), OrganisationFactory()

    DutyMonth(month=NOVEMBER, partner=partner).full_clean()
    DutyMonth(month=NOVEMBER, partner=None).full_clean()
    with pytest.raises(ValidationError) as refused:
        DutyMonth(month=NOVEMBER, partner=youth).full_clean()

    assert list(refused.value.error_dict) == ["partner"]


def test_the_roster_is_listed_by_month():
    later = DutyMonth.objects.create(month=DECEMBER)
    sooner = DutyMonth.objects.create(month=NOVEMBER)

    assert list(DutyMonth.objects.all()) == [sooner, later]


def test_a_plan_holds_the_months_that_a_partner_of_the_network_keeps():
    partner, former, youth = (
        OrganisationFactory(partner=True),
        OrganisationFactory(partner=True, is_active=False),
        OrganisationFactory(),
    )
    for number, organisation in enumerate((partner, former, youth, None), start=1):
        DutyMonth.objects.create(month=date(2027, number, 1), partner=organisation)

    assert DutyMonth.objects.as_plan() == {date(2027, 1, 1): partner.pk}


def test_a_month_is_called_by_its_name():
    with translation.override("en"):
        assert str(DutyMonth(month=NOVEMBER)) == "November 2026"


# --- trades and stand-ins -------------------------------------------------------------------

NOON = datetime(2026, 11, 10, 12, tzinfo=LJUBLJANA)


@pytest.fixture
def partners():
    return [OrganisationFactory(partner=True) for _ in range(2)]


def _swap(partners, **facts):
    first, second = partners
    return Swap.objects.create(
        **{
            "first_month": NOVEMBER,
            "first_partner": first,
            "second_month": DECEMBER,
            "second_partner": second,
            "asked_at": NOON,
            **facts,
        }
    )


def _stand_in(partners, **facts):
    return StandIn.objects.create(
        **{
            "partner": partners[0],
            "starts_at": NOON,
            "ends_at": NOON.replace(hour=13),
            "asked_at": NOON,
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"first_month": date(2026, 11, 2)}, "swap_months_are_first_days"),
        ({"second_month": date(2026, 12, 31)}, "swap_months_are_first_days"),
        ({"second_month": NOVEMBER}, "swap_is_of_two_months"),
        ({"state": "accepted"}, "swap_settled_says_when"),
        ({"answered_at": NOON}, "swap_settled_says_when"),
    ],
    ids=["not a first day", "nor the other", "one month", "settled, never", "open, answered"],
)
def test_a_swap_that_makes_no_sense_is_not_stored(partners, facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        _swap(partners, **facts)


def test_a_swap_is_of_two_partners(partners):
    with pytest.raises(IntegrityError, match="swap_is_of_two_partners"):
        _swap(partners, second_partner=partners[0])


@pytest.mark.parametrize("is_reversed", [False, True], ids=["the same", "the other way round"])
def test_two_months_have_one_open_swap(partners, is_reversed):
    _swap(partners, state="declined", answered_at=NOON)
    _swap(partners)
    facts = {"first_month": DECEMBER, "second_month": NOVEMBER} if is_reversed else {}

    with pytest.raises(IntegrityError, match="swap_of_two_months_is_open_once"):
        _swap(partners, **facts)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"ends_at": NOON}, "stand_in_ends_after_it_starts"),
        ({"state": "agreed"}, "stand_in_settled_says_when"),
        ({"answered_at": NOON}, "stand_in_settled_says_when"),
        ({"state": "ended", "answered_at": NOON}, "stand_in_ended_says_when"),
        (
            {"state": "agreed", "answered_at": NOON, "ended_at": NOON},
            "stand_in_ended_says_when",
        ),
    ],
    ids=["no time at all", "agreed, never", "open, answered", "ended, never", "agreed, ended"],
)
def test_a_stand_in_that_makes_no_sense_is_not_stored(partners, facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        _stand_in(partners, **facts)


def test_nobody_stands_in_for_itself(partners):
    with pytest.raises(IntegrityError, match="stand_in_is_another_partner"):
        _stand_in(partners, instead_of=partners[0])


def test_a_stand_in_is_called_by_its_days_and_knows_its_months(partners):
    row = _stand_in(
        partners,
        starts_at=datetime(2026, 11, 29, tzinfo=LJUBLJANA),
        ends_at=datetime(2026, 12, 3, tzinfo=LJUBLJANA),
    )

    assert (row.first_day, row.last_day) == (date(2026, 11, 29), date(2026, 12, 2))
    assert (str(row), row.months) == ("29. 11. 2026–2. 12. 2026", [NOVEMBER, DECEMBER])


@pytest.mark.parametrize(
    ("ended_at", "last_day"),
    [
        (datetime(2026, 11, 30, 9, tzinfo=LJUBLJANA), date(2026, 11, 30)),
        (datetime(2026, 11, 30, tzinfo=LJUBLJANA), date(2026, 11, 29)),
        (datetime(2026, 11, 20, tzinfo=LJUBLJANA), date(2026, 11, 29)),
    ],
    ids=["in the morning", "at midnight", "before it began"],
)
def test_what_ended_early_has_another_last_day(ended_at, last_day):
    row = StandIn(
        starts_at=datetime(2026, 11, 29, tzinfo=LJUBLJANA),
        ends_at=datetime(2026, 12, 3, tzinfo=LJUBLJANA),
        ended_at=ended_at,
    )

    assert row.last_day == last_day


def test_a_month_is_impossible_once(partners):
    ImpossibleMonth.objects.create(partner=partners[0], month=NOVEMBER)
    ImpossibleMonth.objects.create(partner=partners[1], month=NOVEMBER)

    with pytest.raises(IntegrityError, match=r"impossible_month_is_marked_once|month"):
        ImpossibleMonth.objects.create(partner=partners[0], month=NOVEMBER)


def test_what_somebody_asked_stays_when_the_account_goes(partners):
    user = UserFactory()
    swap, stand_in = _swap(partners, asked_by=user), _stand_in(partners, asked_by=user)

    user.delete()
    for row in (swap, stand_in):
        row.refresh_from_db()

    assert (swap.asked_by, stand_in.asked_by) == (None, None)


@pytest.mark.parametrize(
    ("now", "at", "not_over"),
    [
        (NOON.replace(hour=11), False, True),
        (NOON, True, True),
        (NOON.replace(hour=13), False, False),
    ],
    ids=["before", "at its first instant", "at its end"],
)
def test_stand_ins_are_found_from_their_beginning_up_to_their_end(partners, now, at, not_over):
    row = _stand_in(partners, state="agreed", answered_at=NOON)

    assert list(StandIn.objects.at(now)) == ([row] if at else [])
    assert list(StandIn.objects.not_over(now)) == ([row] if not_over else [])
