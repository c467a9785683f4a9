"""Who sees which text: the queries against the pure rule, for everybody under every roster."""

from functools import partial
from types import SimpleNamespace

import pytest
from wagtail.models import Page, PageViewRestriction

from blog.models import PostIndexPage
from network.models import Contribution, Membership
from network.people import NOBODY, person_for
from network.querysets import pages_in_cms
from network.rights import Action, Duty, Proposal, Public, may, may_decide
from tests.accounts.factories import UserFactory
from tests.network.factories import OrganisationFactory, member_of
from tests.network.population import PUBLIC_STATES, contribution_in

pytestmark = pytest.mark.django_db


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
        "last month": member_of(OrganisationFactory(partner=True)),
        "without organisation": UserFactory(),
        "coordinator": UserFactory(coordinator=True),
        "superuser": UserFactory(is_superuser=True),
    }
    for organisation in (owner, partner, following):
        for public in PUBLIC_STATES:
            for proposal in Proposal:
                contribution_in(organisation, public=public, proposal=proposal)
    for public, proposal in ((Public.LIVE, Proposal.NONE), (Public.LIVE, Proposal.DRAFT)):
        contribution_in(owner, public=public, proposal=proposal, is_scheduled=True)
    of_duty = {"organisation": partner, "proposal": Proposal.SUBMITTED}
    for name in ("on duty", "next month", "on duty and next", "coordinator"):
        contribution_in(owner=users[name], **of_duty)
        contribution_in(authors=[users["author"], users[name]], **of_duty)
        contribution_in(submitted_by=users[name], **of_duty)
        contribution_in(taken_over_by=users[name], **of_duty)
    for name in ("on duty", "next month", "other organisation", "without organisation"):
        for public in PUBLIC_STATES:
            contribution_in(owner, public=public, entered_by=users[name])
        contribution_in(owner, proposal=Proposal.SUBMITTED, entered_by=users[name])
    contribution_in(owner, public=Public.LIVE, is_scheduled=True, entered_by=users["last month"])
    renamed = contribution_in(owner, public=Public.LIVE, proposal=Proposal.DRAFT)
    Page.objects.filter(pk=renamed.page_id).update(draft_title="Skrivni naslov")
    restricted = contribution_in(owner, public=Public.LIVE, proposal=Proposal.NONE)
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


@pytest.fixture(scope="module")
def population(rows_of_module):
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


def test_to_decide_by_gives_exactly_what_rights_let_decide(population):
    def decided(person, duty):
        return sorted(
            contribution.page_id
            for contribution in population.contributions
            if may_decide(person, contribution.as_case(), duty)
        )

    def to_decide_by(person, duty):
        contributions = Contribution.objects.to_decide_by(person, duty)
        return sorted(contributions.values_list("page_id", flat=True))

    assert _answers(population, to_decide_by) == _answers(population, decided)


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
