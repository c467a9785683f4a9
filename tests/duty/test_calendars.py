import pytest

from duty.errors import NotAllowed
from duty.models import CalendarScope, DutyCalendar
from duty.services import calendar_for, open_calendar, revoke_calendar
from tests.duty.cast import NOON, leaves

OWN, WHOLE = CalendarScope.OWN, CalendarScope.WHOLE


def opened(user, scope=OWN):
    return open_calendar(user=user, scope=scope, now=NOON)


def test_a_secret_opens_its_calendar_and_is_kept_nowhere(cast):
    secret = opened(cast.north_member)

    calendar = calendar_for(secret)

    assert (calendar.user, calendar.scope) == (cast.north_member, "own")
    assert len(secret) >= 40
    assert secret not in str(DutyCalendar.objects.values())


def test_a_new_address_ends_the_one_before_and_no_other(cast):
    first, whole = opened(cast.north_lead), opened(cast.north_lead, WHOLE)
    others = opened(cast.south_lead)

    second = opened(cast.north_lead)

    assert [calendar_for(secret) is not None for secret in (first, second, whole, others)] == [
        False,
        True,
        True,
        True,
    ]


def test_revoke_calendar_ends_the_own_address_alone(cast):
    mine, others = opened(cast.north_lead), opened(cast.south_lead)

    ended = [revoke_calendar(user=cast.north_lead, scope=OWN, now=NOON) for _twice in range(2)]

    assert ended == [True, False]
    assert (calendar_for(mine), calendar_for(others).user) == (None, cast.south_lead)


@pytest.mark.parametrize("secret", ["", "x", "č" * 50, "a" * 100_000])
def test_what_is_no_secret_opens_nothing(cast, secret):
    opened(cast.north_lead)

    assert calendar_for(secret) is None


def test_the_address_of_a_closed_account_is_dead(cast):
    secret = opened(cast.north_lead)
    cast.north_lead.is_active = False
    cast.north_lead.save()

    assert calendar_for(secret) is None


def test_the_address_of_somebody_who_left_the_partner_is_dead(cast):
    secret = opened(cast.north_lead)
    cast.north_lead.memberships.all().delete()

    assert calendar_for(secret) is None


def test_the_address_is_dead_when_the_partner_has_left(cast):
    secret = opened(cast.north_lead)
    leaves(cast.north)

    assert calendar_for(secret) is None


def test_coordinators_have_calendars_and_youth_organisations_have_none(cast):
    assert calendar_for(opened(cast.coordinator, WHOLE)).user == cast.coordinator
    with pytest.raises(NotAllowed):
        opened(cast.youth_lead)

    assert DutyCalendar.objects.count() == 1
