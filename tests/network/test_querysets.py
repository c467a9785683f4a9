from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from blog.models import PostIndexPage, PostPage
from network.models import Contribution, Membership, Organisation
from network.people import NOBODY, person_for
from network.querysets import pages_in_cms, public_state
from network.rights import Action, Duty, Proposal, Public, may
from tests.accounts.factories import UserFactory
from tests.blog.factories import PostPageFactory
from tests.network.factories import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)

# The page's own columns for each state that readers may find it in.
PUBLIC_STATES = {
    Public.NEVER: {"live": False},
    Public.SCHEDULED: {"live": False},
    Public.LIVE: {"live": True, "first_published_at": NOON},
    Public.TAKEN_DOWN: {"live": False, "first_published_at": NOON},
    Public.EXPIRED: {"live": False, "first_published_at": NOON, "expired": True},
}


def _contribution(organisation, *, public=Public.NEVER, proposal=Proposal.DRAFT, **facts):
    """A row in a given state, whatever way would have led there."""
    page = PostPageFactory(organisation=organisation, owner=facts.pop("owner", None))
    Page.objects.filter(pk=page.pk).update(**PUBLIC_STATES[public])
    scheduled = public == Public.SCHEDULED or facts.pop("is_scheduled", False)
    Contribution.objects.filter(page=page).update(
        proposal=proposal,
        scheduled_for=NOON + timedelta(days=3) if scheduled else None,
        submitted_at=facts.pop("submitted_at", NOON),
        answer_by=NOON.date(),
        submitted_digest="0" * 64,
        submitted_by=facts.pop("submitted_by", None),
        taken_over_by=facts.pop("taken_over_by", None),
    )
    contribution = Contribution.objects.get(page=page)
    contribution.authors.set(facts.pop("authors", []))
    assert not facts
    return contribution


def _populate():
    owner, partner, following = (
        OrganisationFactory(),
        *(OrganisationFactory(partner=True) for _ in range(2)),
    )
    in_both = member_of(partner)
    Membership.objects.create(user=in_both, organisation=following)
    gone = member_of(owner, is_active=False)
    users = {
        "author": member_of(owner),
        "lead": member_of(owner, role="lead"),
        "other organisation": member_of(OrganisationFactory()),
        "on duty": member_of(partner),
        "next month": member_of(following),
        "on duty and next": in_both,
        "deactivated": gone,
        "without organisation": UserFactory(),
        "coordinator": UserFactory(coordinator=True),
        "superuser": UserFactory(is_superuser=True),
    }
    for organisation in (owner, partner, following):
        for public in PUBLIC_STATES:
            for proposal in Proposal:
                _contribution(organisation, public=public, proposal=proposal)
    for public, proposal in ((Public.LIVE, Proposal.NONE), (Public.LIVE, Proposal.DRAFT)):
        _contribution(owner, public=public, proposal=proposal, is_scheduled=True)
    of_duty = {"organisation": partner, "proposal": Proposal.SUBMITTED}
    for name in ("on duty", "next month", "on duty and next", "coordinator"):
        _contribution(owner=users[name], **of_duty)
        _contribution(authors=[users["author"], users[name]], **of_duty)
        _contribution(submitted_by=users[name], **of_duty)
        _contribution(taken_over_by=users[name], **of_duty)
    renamed = _contribution(owner, public=Public.LIVE, proposal=Proposal.DRAFT)
    Page.objects.filter(pk=renamed.page_id).update(draft_title="Skrivni naslov")
    restricted = _contribution(owner, public=Public.LIVE, proposal=Proposal.NONE)
    PageViewRestriction.objects.create(
        page=restricted.page, restriction_type=PageViewRestriction.LOGIN
    )
    return SimpleNamespace(
        persons={name: person_for(user) for name, user in users.items()} | {"reader": NOBODY},
        duties={
            "partner and next": Duty(partner.pk, following.pk),
            "partner alone": Duty(partner.pk, None),
            "the same partner twice": Duty(partner.pk, partner.pk),
            "the owner": Duty(owner.pk, following.pk),
            "nobody, then a partner": Duty(None, following.pk),
            "nobody": Duty(None, None),
        },
        contributions=list(
            Contribution.objects.select_related("page", "organisation").prefetch_related("authors")
        ),
        half_hidden={renamed.page_id, restricted.page_id},
    )


@pytest.fixture
def population(db):
    """Contributions in every state, of every kind of owner, and persons of every kind."""
    return _populate()


def _answers(population, question):
    """Ask for every person under every roster; the keys say who and when."""
    return {
        (who, when): question(person, duty)
        for who, person in population.persons.items()
        for when, duty in population.duties.items()
    }


def _seen(population, person, duty):
    return sorted(
        contribution.page_id
        for contribution in population.contributions
        if may(Action.SEE, person, contribution.as_case(), duty)
    )


def test_seen_by_gives_exactly_what_rights_let_see(population):
    def seen_by(person, duty):
        contributions = Contribution.objects.seen_by(person, duty)
        return sorted(contributions.values_list("page_id", flat=True))

    assert _answers(population, seen_by) == _answers(population, partial(_seen, population))


def test_pages_in_cms_are_those_seen_and_those_open_to_all(population):
    ours = {contribution.page_id for contribution in population.contributions}
    open_to_all = {
        contribution.page_id
        for contribution in population.contributions
        if contribution.page.live and contribution.page_id not in population.half_hidden
    }

    def expected(person, duty):
        return sorted({*_seen(population, person, duty), *(open_to_all if person.id else ())})

    def listed(person, duty):
        pages = pages_in_cms(person, duty).filter(pk__in=ours)
        return sorted(pages.values_list("pk", flat=True))

    assert _answers(population, listed) == _answers(population, expected)


def test_the_population_has_every_state_that_rights_know(population):
    cases = [contribution.as_case() for contribution in population.contributions]

    assert {(case.public, case.proposal) for case in cases} == {
        (public, proposal) for public in Public for proposal in Proposal
    }


@pytest.mark.parametrize(
    ("who", "sees_frame"), [("author", True), ("on duty", True), ("reader", False)]
)
def test_pages_in_cms_hold_the_sections_but_not_a_frame_in_preparation(
    population, home, blog_index, who, sees_frame
):
    hidden = home.add_child(
        instance=PostIndexPage(title="V pripravi", slug="v-pripravi", live=False)
    )

    listed = pages_in_cms(population.persons[who], population.duties["partner and next"])

    assert [listed.filter(pk=page.pk).exists() for page in (home, blog_index, hidden)] == [
        sees_frame,
        sees_frame,
        False,
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_one_row_and_for_three(count, django_assert_num_queries):
    author = member_of(OrganisationFactory())
    partner = OrganisationFactory(partner=True)
    person = person_for(member_of(partner))
    for _ in range(count):
        _contribution(OrganisationFactory(), proposal=Proposal.SUBMITTED, authors=[author])
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
    pages = [_contribution(organisation).page_id for _ in range(count)]

    with django_assert_num_queries(1):
        listed = set(pages_in_cms(person, Duty(None, None)).values_list("pk", flat=True))

    assert set(pages) <= listed


def test_submitted_gives_what_waits_the_longest_waiting_first():
    organisation = OrganisationFactory()
    late, early, same = (
        _contribution(
            organisation, proposal=Proposal.SUBMITTED, submitted_at=NOON + timedelta(hours=hours)
        )
        for hours in (2, 0, 2)
    )
    for proposal in (Proposal.NONE, Proposal.DRAFT, Proposal.SENT_BACK):
        _contribution(organisation, proposal=proposal)

    assert list(Contribution.objects.submitted()) == [early, late, same]


def test_of_organisations_gives_theirs_alone():
    ours, theirs, _others = (_contribution(OrganisationFactory()) for _ in range(3))
    ids = [ours.organisation_id, theirs.organisation_id]

    assert set(Contribution.objects.of_organisations(ids)) == {ours, theirs}


def test_locked_gives_the_row_with_its_page_and_refuses_what_is_none(home):
    contribution = _contribution(OrganisationFactory())

    with transaction.atomic():
        assert Contribution.objects.locked(contribution.page_id) == contribution
        with pytest.raises(Contribution.DoesNotExist):
            Contribution.objects.locked(home.pk)


def test_organisations_are_found_by_whether_they_are_in_the_network_and_take_duty():
    partner = OrganisationFactory(name="A", partner=True)
    former = OrganisationFactory(name="B", partner=True, is_active=False)
    youth = OrganisationFactory(name="C")

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
