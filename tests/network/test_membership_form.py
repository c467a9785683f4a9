from django.urls import reverse

from accounts.models import User
from mail.models import OutgoingMail
from network.models import Membership, Role
from tests.accounts.factories import UserFactory
from tests.network.factories import OrganisationFactory, member_of

ADD = "wagtailsnippets_network_membership:add"
EDIT = "wagtailsnippets_network_membership:edit"


def test_coordinator_brings_somebody_new_into_an_organisation(client, db):
    organisation = OrganisationFactory(is_cms_open=True)
    client.force_login(UserFactory(coordinator=True))

    client.post(
        reverse(ADD),
        {
            "organisation": organisation.pk,
            "email": "Nika@example.org",
            "first_name": "Nika",
            "last_name": "",
            "role": Role.LEAD,
        },
    )

    user = User.objects.get(email="nika@example.org")
    assert (user.username, user.has_usable_password()) == ("nika", False)
    assert [(m.organisation, m.role) for m in user.memberships.all()] == [(organisation, Role.LEAD)]
    assert user.groups.filter(pk=organisation.group_id).exists()
    assert user.has_perm("wagtailadmin.access_admin")
    assert list(OutgoingMail.objects.values_list("recipient", "kind")) == [
        ("nika@example.org", "welcome")
    ]


def test_coordinator_adds_an_account_that_is_there_without_mail(client, db):
    organisation = OrganisationFactory()
    user = UserFactory(email="miha@example.org")
    client.force_login(UserFactory(coordinator=True))

    client.post(
        reverse(ADD),
        {"organisation": organisation.pk, "email": "MIHA@example.org", "role": Role.MEMBER},
    )

    assert [m.user for m in organisation.memberships.all()] == [user]
    assert not OutgoingMail.objects.exists()


def test_nobody_is_added_twice(client, db):
    organisation = OrganisationFactory()
    member = member_of(organisation)
    client.force_login(UserFactory(coordinator=True))

    response = client.post(
        reverse(ADD),
        {"organisation": organisation.pk, "email": member.email, "role": Role.LEAD},
    )

    assert list(response.context["form"].errors) == ["email"]
    assert Membership.objects.get(user=member).role == Role.MEMBER


def test_role_changes_and_the_person_stays(client, db):
    organisation = OrganisationFactory()
    member = member_of(organisation)
    membership = Membership.objects.get(user=member)
    client.force_login(UserFactory(coordinator=True))

    client.post(reverse(EDIT, args=[membership.pk]), {"role": Role.LEAD, "email": "x@example.org"})

    membership.refresh_from_db()
    assert (membership.user, membership.organisation, membership.role) == (
        member,
        organisation,
        Role.LEAD,
    )


def test_new_account_sets_its_password_with_the_link_of_a_forgotten_one(client, db):
    organisation = OrganisationFactory()
    client.force_login(UserFactory(coordinator=True))
    client.post(
        reverse(ADD),
        {"organisation": organisation.pk, "email": "nova@example.org", "role": Role.MEMBER},
    )
    client.logout()

    client.post(reverse("account_reset_password"), {"email": "nova@example.org"})

    assert list(OutgoingMail.objects.order_by("pk").values_list("recipient", "kind"))[1][0] == (
        "nova@example.org"
    )
