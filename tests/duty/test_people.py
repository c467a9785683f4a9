from datetime import date

import pytest

from duty.people import people_around, people_of, people_on_duty
from duty.roster import day_starts_at
from network.models import Membership
from network.rights import Duty, Person
from tests.duty.rows import stands_in
from tests.moderation.scene import NOON


def names(people):
    return [person.username for person in people]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 1), ["odloca", "sodelavka"]),
        (date(2026, 12, 1), ["naslednica"]),
        (date(2027, 1, 1), ["koordinator"]),
    ],
    ids=["this month", "the next", "nobody's"],
)
def test_people_on_duty_are_those_of_the_month(scene, day, expected):
    assert names(people_on_duty(day_starts_at(day))) == expected


def test_people_on_duty_are_those_who_stand_in(scene):
    stands_in(scene.next_partner, date(2026, 11, 10), date(2026, 11, 10))

    assert names(people_on_duty(NOON)) == ["naslednica"]


def test_people_on_duty_are_the_coordinators_when_the_partner_has_left_the_network(scene):
    scene.partner.is_active = False
    scene.partner.save()

    assert names(people_on_duty(NOON)) == ["koordinator"]


def test_people_around_a_duty_are_both_partners_people_and_the_coordinators(scene):
    around = people_around(Duty(scene.partner.pk, scene.next_partner.pk))

    assert around == [
        (user, Person(user.pk, frozenset(member_of), is_coordinator=is_coordinator))
        for user, member_of, is_coordinator in (
            (scene.decider, {scene.partner.pk}, False),
            (scene.colleague, {scene.partner.pk}, False),
            (scene.follower, {scene.next_partner.pk}, False),
            (scene.coordinator, set(), True),
        )
    ]


def test_people_of_partners_are_each_named_once_with_all_of_them(scene):
    Membership.objects.create(user=scene.decider, organisation=scene.next_partner)
    scene.colleague.is_active = False
    scene.colleague.save()

    assert people_of([scene.partner.pk, scene.next_partner.pk]) == {
        scene.decider: {scene.partner.pk, scene.next_partner.pk},
        scene.follower: {scene.next_partner.pk},
    }
