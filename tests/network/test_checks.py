import pytest
from django.core.checks import run_checks
from django.utils import timezone

from moderation import services
from network.checks import contributions_agree_with_workflows
from network.models import Contribution
from network.rights import Proposal
from tests.blog.factories import PostPageFactory
from tests.network.factories import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db


def _handed_in():
    organisation = OrganisationFactory()
    author = member_of(organisation)
    page = PostPageFactory(organisation=organisation, owner=author)
    services.hand_in(page_id=page.pk, user=author, now=timezone.now())
    return page


def _found(databases=("default",)):
    return [
        (error.id, error.msg)
        for error in contributions_agree_with_workflows(databases=list(databases))
    ]


def test_contributions_agree_with_workflows_as_the_services_leave_them():
    withdrawn = _handed_in()
    _handed_in()
    PostPageFactory()
    services.withdraw(page_id=withdrawn.pk, user=withdrawn.owner, now=timezone.now())

    assert _found() == []


@pytest.mark.parametrize("proposal", [Proposal.NONE, Proposal.DRAFT, Proposal.SENT_BACK])
def test_a_workflow_in_progress_on_what_is_not_handed_in_is_an_error(proposal):
    page = _handed_in()
    Contribution.objects.filter(page=page).update(proposal=proposal)

    assert _found() == [
        ("network.E001", f"Page {page.pk}: the contribution and Wagtail's workflow disagree")
    ]


def test_what_is_handed_in_without_a_workflow_is_an_error():
    pages = [_handed_in(), _handed_in()]
    for page in pages:
        page.current_workflow_state.delete()

    assert _found() == [
        ("network.E001", f"Page {page.pk}: the contribution and Wagtail's workflow disagree")
        for page in pages
    ]


def test_the_check_asks_the_database_only_when_it_is_told_to(django_assert_num_queries):
    _handed_in().current_workflow_state.delete()

    with django_assert_num_queries(0):
        assert _found(databases=()) == []


def test_manage_py_check_runs_it():
    page = _handed_in()
    page.current_workflow_state.delete()

    errors = run_checks(databases=["default"])

    assert [error.id for error in errors if error.id.startswith("network.")] == ["network.E001"]


def test_the_check_costs_the_same_for_one_page_and_for_three(django_assert_num_queries):
    _handed_in()
    with django_assert_num_queries(3):
        contributions_agree_with_workflows(databases=["default"])

    _handed_in()
    _handed_in()
    with django_assert_num_queries(3):
        contributions_agree_with_workflows(databases=["default"])
