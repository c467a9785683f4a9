from datetime import timedelta

import pytest
from django.db import transaction

from blog.models import PostPage
from network.models import Contribution, Membership, Organisation
from network.people import person_for
from network.querysets import pages_in_cms, public_state
from network.rights import Duty, Proposal, Public
from tests.network.factories import OrganisationFactory, member_of
from tests.network.population import NOON, contribution_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_one_row_and_for_three(count, django_assert_num_queries):
    author = member_of(OrganisationFactory())
    partner = OrganisationFactory(partner=True)
    person = person_for(member_of(partner))
    for _ in range(count):
        contribution_in(OrganisationFactory(), proposal=Proposal.SUBMITTED, authors=[author])
    duty = Duty(partner.pk, None)

    with django_assert_num_queries(2):
        waiting = (
            Contribution.objects.submitted()
            .seen_by(person, duty)
            .with_page()
            .prefetch_related("authors")
        )
        cases = [contribution.as_case() for contribution in waiting]

    assert [case.authors for case in cases] == [frozenset({author.pk})] * count


@pytest.mark.parametrize("count", [1, 3])
def test_pages_in_cms_cost_one_query(count, django_assert_num_queries):
    organisation = OrganisationFactory()
    person = person_for(member_of(organisation))
    pages = [contribution_in(organisation).page_id for _ in range(count)]

    with django_assert_num_queries(1):
        listed = set(pages_in_cms(person, Duty(None, None)).values_list("pk", flat=True))

    assert set(pages) <= listed


def test_submitted_gives_what_waits_the_longest_waiting_first():
    organisation = OrganisationFactory()
    late, early, same = (
        contribution_in(
            organisation, proposal=Proposal.SUBMITTED, submitted_at=NOON + timedelta(hours=hours)
        )
        for hours in (2, 0, 2)
    )
    for proposal in (Proposal.NONE, Proposal.DRAFT, Proposal.SENT_BACK):
        contribution_in(organisation, proposal=proposal)

    assert list(Contribution.objects.submitted()) == [early, late, same]


def test_of_organisations_gives_theirs_alone():
    ours, theirs, _others = (contribution_in(OrganisationFactory()) for _ in range(3))
    ids = [ours.organisation_id, theirs.organisation_id]

    assert set(Contribution.objects.of_organisations(ids)) == {ours, theirs}


def test_locked_gives_the_row_with_its_page_and_refuses_what_is_none(home):
    contribution = contribution_in(OrganisationFactory())

    with transaction.atomic():
        assert Contribution.objects.locked(contribution.page_id) == contribution
        with pytest.raises(Contribution.DoesNotExist):
            Contribution.objects.locked(home.pk)


def test_organisations_are_found_by_whether_they_are_in_the_network_and_take_duty():
    partner = OrganisationFactory(slug="a", partner=True)
    former = OrganisationFactory(slug="b", partner=True, is_active=False)
    youth = OrganisationFactory(slug="c")

    assert list(Organisation.objects.active()) == [partner, youth]
    assert list(Organisation.objects.partners()) == [partner, former]
    assert list(Organisation.objects.active().partners()) == [partner]


def test_active_memberships_are_those_of_accounts_that_work():
    organisation = OrganisationFactory()
    user = member_of(organisation)
    member_of(organisation, is_active=False)

    assert [membership.user for membership in Membership.objects.active()] == [user]


@pytest.mark.parametrize(
    ("page", "is_scheduled", "public"),
    [
        ({}, False, Public.NEVER),
        ({}, True, Public.SCHEDULED),
        ({"live": True, "first_published_at": NOON}, False, Public.LIVE),
        ({"live": True, "first_published_at": NOON}, True, Public.LIVE),
        ({"first_published_at": NOON}, False, Public.TAKEN_DOWN),
        ({"first_published_at": NOON}, True, Public.SCHEDULED),
        ({"first_published_at": NOON, "expired": True}, False, Public.EXPIRED),
        ({"first_published_at": NOON, "expired": True}, True, Public.SCHEDULED),
    ],
    ids=[
        "a draft",
        "approved for a date",
        "live",
        "live, a change approved for a date",
        "taken down",
        "taken down, comes back on a date",
        "expired",
        "expired, comes back on a date",
    ],
)
def test_public_state_is_what_readers_find(page, is_scheduled, public):
    contribution = Contribution(
        page=PostPage(**{"live": False, **page}), scheduled_for=NOON if is_scheduled else None
    )

    assert public_state(contribution) == contribution.public == public
