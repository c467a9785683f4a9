from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import translation
from django.utils.translation import gettext as _

from duty.models import DutyMonth
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
