"""Whoever leaves loses what came with the organisation, whichever way they leave in the CMS."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core.permissions import picture_policy
from network.models import Membership, Organisation
from network.services import EDITORS
from tests.network.factories import OrganisationFactory, member_of

NO_HOURS = nested_form_data(
    {"opening_times": inline_formset([]), "opening_exceptions": inline_formset([])}
)


def delete_membership(client, membership):
    client.post(reverse("wagtailsnippets_network_membership:delete", args=[membership.pk]))


def delete_several(client, membership):
    other = Membership.objects.get(user=member_of(OrganisationFactory()))
    client.post(
        reverse("wagtail_bulk_action", args=["network", "membership", "delete"])
        + f"?id={membership.pk}&id={other.pk}"
    )


def delete_organisation(client, membership):
    client.post(
        reverse("wagtailsnippets_network_organisation:delete", args=[membership.organisation_id])
    )


def delete_several_organisations(client, membership):
    client.post(
        reverse("wagtail_bulk_action", args=["network", "organisation", "delete"])
        + f"?id={membership.organisation_id}&id={OrganisationFactory().pk}"
    )


def organisation_leaves(client, membership):
    organisation = membership.organisation
    client.post(
        reverse("wagtailsnippets_network_organisation:edit", args=[organisation.pk]),
        {
            "name": organisation.name,
            "slug": organisation.slug,
            "municipality": organisation.municipality_id,
            "is_cms_open": "on",
            **NO_HOURS,
        },
    )
    assert not Organisation.objects.get(pk=organisation.pk).is_active


@pytest.mark.parametrize(
    "leave",
    [
        delete_membership,
        delete_several,
        delete_organisation,
        delete_several_organisations,
        organisation_leaves,
    ],
)
def test_whoever_leaves_keeps_neither_the_cms_nor_the_pictures(scene, client, leave):
    organisation = OrganisationFactory(is_cms_open=True)
    member = member_of(organisation)
    own_groups = {EDITORS, organisation.group.name}
    collection = organisation.collection
    before = set(member.groups.values_list("name", flat=True))
    client.force_login(scene.coordinator)

    leave(client, member.memberships.get())

    member = type(member).objects.get(pk=member.pk)
    may_choose = picture_policy.collections_user_has_permission_for(member, "choose")
    client.force_login(member)
    assert (before, set(member.groups.values_list("name", flat=True))) == (own_groups, set())
    assert collection not in may_choose
    assert client.get("/cms/").status_code == 302


def test_closing_the_cms_to_an_organisation_leaves_it_its_pictures(scene, client):
    organisation = OrganisationFactory(is_cms_open=True)
    member = member_of(organisation)
    client.force_login(scene.coordinator)

    client.post(
        reverse("wagtailsnippets_network_organisation:edit", args=[organisation.pk]),
        {
            "name": organisation.name,
            "slug": organisation.slug,
            "municipality": organisation.municipality_id,
            "is_active": "on",
            **NO_HOURS,
        },
    )

    assert list(member.groups.values_list("name", flat=True)) == [organisation.group.name]
