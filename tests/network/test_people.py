import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from network.models import Role
from network.people import NOBODY, coordinators, leads_of, members_of, person_for
from network.rights import Person
from network.services import add_member, remove_member
from tests.accounts.factories import UserFactory
from tests.network.factories import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db


def test_person_for_knows_memberships_and_which_of_them_lead():
    led, joined, _other = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    user = member_of(led, role=Role.LEAD)
    add_member(organisation=joined, user=user)

    assert person_for(user) == Person(
        id=user.pk,
        member_of=frozenset({led.pk, joined.pk}),
        leads=frozenset({led.pk}),
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {}),
        ({"coordinator": True}, {"is_coordinator": True}),
        ({"is_superuser": True}, {"is_superuser": True}),
        ({"is_staff": True}, {}),
    ],
    ids=["a plain account", "a coordinator", "a superuser", "Django's staff"],
)
def test_person_for_knows_what_an_account_is(facts, expected):
    user = UserFactory(**facts)

    assert person_for(user) == Person(id=user.pk, **expected)


def test_person_for_keeps_members_of_an_organisation_that_has_left():
    organisation = OrganisationFactory(is_active=False)
    user = member_of(organisation)

    assert person_for(user).member_of == {organisation.pk}


def test_anonymous_and_deactivated_people_are_nobody():
    deactivated = member_of(
        OrganisationFactory(), role=Role.LEAD, is_active=False, is_superuser=True
    )

    assert [person_for(AnonymousUser()), person_for(deactivated)] == [NOBODY, NOBODY]


def test_person_for_reads_once_for_each_user_object(django_assert_num_queries):
    pk = member_of(OrganisationFactory()).pk
    user = User.objects.get(pk=pk)

    with django_assert_num_queries(2):
        first = person_for(user)
    with django_assert_num_queries(0):
        second = person_for(user)

    assert first == second


def test_the_next_request_knows_what_has_changed():
    organisation = OrganisationFactory()
    user = member_of(organisation)
    before = person_for(user)

    remove_member(organisation=organisation, user=user)

    assert [before.member_of, person_for(User.objects.get(pk=user.pk)).member_of] == [
        {organisation.pk},
        frozenset(),
    ]


def names(people):
    return [person.username for person in people]


def leave(*people):
    """These accounts do not work any more."""
    for person in people:
        person.is_active = False
        person.save()


def test_coordinators_are_the_active_ones(scene):
    before = names(coordinators())
    leave(scene.coordinator)

    assert (before, names(coordinators())) == (["koordinator"], [])


def test_leads_of_an_organisation_are_its_active_leads(scene):
    leave(member_of(scene.youth, role="lead"))

    assert names(leads_of(scene.youth)) == ["vodja"]


def test_members_of_an_organisation_are_its_active_people_or_those_with_a_role(scene):
    leave(scene.co_author)

    assert [names(members_of(scene.youth)), names(members_of(scene.youth, Role.LEAD))] == [
        ["avtorica", "vodja"],
        ["vodja"],
    ]
