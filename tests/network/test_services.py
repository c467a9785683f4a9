import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.models import Collection

from core.permissions import file_policy, picture_policy
from network import services
from network.models import Membership, Municipality, Organisation, Role
from network.services import EDITORS
from tests.accounts.factories import UserFactory
from tests.blog.factories import PostPageFactory
from tests.network.factories import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db


def _groups_of(user):
    return set(user.groups.values_list("name", flat=True))


def _collections_for(user, policy, action):
    user = type(user).objects.get(pk=user.pk)
    return set(policy.collections_user_has_permission_for(user, action))


# --- organisations --------------------------------------------------------------------------


def test_create_organisation_gives_it_a_collection_and_a_group_of_its_own():
    organisation = services.create_organisation(
        name="Klub mladih",
        slug="klub-mladih",
        municipality=Municipality.objects.get(slug="mezica"),
    )

    assert organisation.collection.name == "Klub mladih"
    assert organisation.collection.get_parent() == Collection.get_first_root_node()
    assert organisation.group.name == "organisation:klub-mladih"
    assert set(
        organisation.group.collection_permissions.values_list("collection", "permission__codename")
    ) == {
        (organisation.collection.pk, f"{action}_{kind}")
        for action in ("add", "change", "choose")
        for kind in ("image", "document")
    }


def test_create_organisation_keeps_nothing_of_one_that_cannot_be():
    OrganisationFactory(slug="klub")
    before = Collection.objects.count(), Group.objects.count()

    with pytest.raises(ValidationError, match="slug"):
        services.create_organisation(
            name="Drugi klub",
            slug="klub",
            municipality=Municipality.objects.get(slug="mezica"),
        )

    assert (Collection.objects.count(), Group.objects.count()) == before
    assert not Organisation.objects.filter(name="Drugi klub").exists()


def test_create_organisation_may_take_the_address_that_another_has_given_up():
    first = OrganisationFactory(slug="klub")
    first.slug = "stari-klub"
    first.save()

    second = OrganisationFactory(slug="klub")

    assert second.group not in {None, first.group}
    assert second.collection != first.collection


# --- members --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "is_editor"),
    [
        ({}, False),
        ({"is_cms_open": True}, True),
        ({"partner": True}, True),
        ({"is_institution": True}, False),
    ],
    ids=["a youth organisation", "one with the CMS open", "a partner", "an institution"],
)
def test_add_member_gives_the_organisations_group_and_the_cms_where_it_is_open(facts, is_editor):
    organisation = OrganisationFactory(**facts)
    user = UserFactory()

    services.add_member(organisation=organisation, user=user)

    assert _groups_of(user) == {organisation.group.name, *([EDITORS] if is_editor else [])}
    assert user.has_perm("wagtailadmin.access_admin") is is_editor


def test_add_member_again_changes_the_role_of_the_one_membership():
    organisation = OrganisationFactory()
    user = member_of(organisation)

    services.add_member(organisation=organisation, user=user, role=Role.LEAD)

    assert list(Membership.objects.values_list("user", "organisation", "role")) == [
        (user.pk, organisation.pk, Role.LEAD)
    ]


def test_remove_member_takes_the_groups_and_leaves_those_of_other_organisations():
    left, kept = OrganisationFactory(partner=True), OrganisationFactory()
    user = member_of(left)
    services.add_member(organisation=kept, user=user)
    user.groups.add(Group.objects.create(name="Zunaj"))

    services.remove_member(organisation=left, user=user)

    assert _groups_of(user) == {kept.group.name, "Zunaj"}
    assert list(user.memberships.values_list("organisation", flat=True)) == [kept.pk]


def test_remove_member_keeps_the_cms_for_who_is_still_in_a_partner():
    left, kept = OrganisationFactory(partner=True), OrganisationFactory(partner=True)
    user = member_of(left)
    services.add_member(organisation=kept, user=user)

    services.remove_member(organisation=left, user=user)

    assert _groups_of(user) == {kept.group.name, EDITORS}


def test_remove_member_of_somebody_who_is_none_changes_nothing():
    organisation = OrganisationFactory(partner=True)
    other = member_of(OrganisationFactory())
    before = _groups_of(other)

    services.remove_member(organisation=organisation, user=other)

    assert _groups_of(other) == before


# --- pictures and files ---------------------------------------------------------------------


@pytest.mark.parametrize("policy", [picture_policy, file_policy], ids=["pictures", "files"])
@pytest.mark.parametrize("action", ["add", "change", "choose"])
def test_members_reach_their_organisations_collection_and_no_other(policy, action):
    ours, theirs = OrganisationFactory(partner=True), OrganisationFactory(partner=True)
    user = member_of(ours)
    member_of(theirs)

    assert _collections_for(user, policy, action) == {ours.collection}


@pytest.mark.parametrize("policy", [picture_policy, file_policy], ids=["pictures", "files"])
def test_who_is_removed_reaches_the_collection_no_more(policy):
    organisation = OrganisationFactory(partner=True)
    user = member_of(organisation)

    services.remove_member(organisation=organisation, user=user)

    assert [_collections_for(user, policy, action) for action in ("add", "change", "choose")] == [
        set()
    ] * 3


# --- keeping in step ------------------------------------------------------------------------


def test_sync_groups_is_repeatable():
    organisation = OrganisationFactory(partner=True)
    user = member_of(organisation)
    before = _groups_of(user)

    services.sync_groups(user=user)

    assert _groups_of(user) == before == {organisation.group.name, EDITORS}


def test_sync_groups_takes_what_no_membership_gives():
    organisation = OrganisationFactory()
    user = UserFactory()
    user.groups.add(organisation.group, Group.objects.get(name=EDITORS))

    services.sync_groups(user=user)

    assert _groups_of(user) == set()


def test_sync_groups_leaves_coordinators_what_they_are():
    coordinator = UserFactory(coordinator=True)
    before = _groups_of(coordinator)

    services.sync_groups(user=coordinator)

    assert _groups_of(coordinator) == before


@pytest.mark.parametrize(
    ("change", "groups_after"),
    [
        ({"is_active": False}, set()),
        ({"is_partner": False}, {"organisation"}),
        ({"is_partner": False, "is_cms_open": True}, {"organisation", EDITORS}),
    ],
    ids=["has left the network", "takes duty no more", "takes duty no more, the CMS stays open"],
)
def test_sync_organisation_brings_everybodys_groups_into_step(change, groups_after):
    organisation = OrganisationFactory(partner=True)
    users = [member_of(organisation), member_of(organisation, role=Role.LEAD)]
    for name, value in change.items():
        setattr(organisation, name, value)
    organisation.save()

    services.sync_organisation(organisation=organisation)

    expected = {
        organisation.group.name if name == "organisation" else name for name in groups_after
    }
    assert [_groups_of(user) for user in users] == [expected, expected]


def test_sync_organisation_gives_everything_back_to_who_returns():
    organisation = OrganisationFactory(partner=True, is_active=False)
    user = member_of(organisation)
    before = _groups_of(user)
    organisation.is_active = True
    organisation.save()

    services.sync_organisation(organisation=organisation)

    assert [before, _groups_of(user)] == [set(), {organisation.group.name, EDITORS}]


def test_a_member_of_one_that_has_left_keeps_the_cms_of_a_partner():
    former, partner = OrganisationFactory(partner=True), OrganisationFactory(partner=True)
    user = member_of(former)
    services.add_member(organisation=partner, user=user)
    former.is_active = False
    former.save()

    services.sync_organisation(organisation=former)

    assert _groups_of(user) == {partner.group.name, EDITORS}


def test_what_a_person_wrote_stays_with_the_organisation_when_they_are_removed():
    organisation = OrganisationFactory()
    user = member_of(organisation)
    page = PostPageFactory(organisation=organisation, owner=user)

    services.remove_member(organisation=organisation, user=user)

    page.refresh_from_db()
    assert (page.contribution.organisation, page.owner) == (organisation, user)
