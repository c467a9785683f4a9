"""The CMS's editor of a moderated page, through the requests it makes."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.models import PostPage
from network.rights import Proposal
from tests.blog.factories import PostPageFactory
from tests.network.factories import OrganisationFactory, member_of


@pytest.fixture
def organisation(db):
    return OrganisationFactory(is_cms_open=True)


@pytest.fixture
def author(organisation):
    return member_of(organisation)


def post_data(**changes):
    """What the editor's form sends."""
    return nested_form_data(
        {
            "title": "Nova objava",
            "summary": "Povzetek.",
            "kicker": "",
            "picture_alt": "",
            "mark": "",
            "municipality": "",
            "body": streamfield([("paragraph", rich_text("<p>Besedilo.</p>"))]),
            **changes,
        }
    )


def add_url(index):
    return reverse("wagtailadmin_pages:add", args=["blog", "postpage", index.pk])


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def newest_title(page):
    """The title in the newest version, read anew."""
    return PostPage.objects.get(pk=page.pk).get_latest_revision_as_object().title


def test_new_post_belongs_to_the_only_organisation_of_its_author(
    client, author, organisation, blog_index
):
    client.force_login(author)

    shown = client.get(add_url(blog_index))
    client.post(add_url(blog_index), post_data(organisation=organisation.pk))

    assert shown.status_code == 200
    page = PostPage.objects.get(title="Nova objava")
    contribution = page.contribution
    assert (
        page.live,
        contribution.organisation,
        contribution.proposal,
        list(contribution.authors.all()),
    ) == (False, organisation, Proposal.DRAFT, [author])


def test_new_post_cannot_be_given_to_a_foreign_organisation(client, author, blog_index):
    client.force_login(author)

    response = client.post(add_url(blog_index), post_data(organisation=OrganisationFactory().pk))

    assert "organisation" in response.context["form"].errors
    assert not PostPage.objects.filter(title="Nova objava").exists()


def test_new_post_can_be_handed_in_with_wagtails_own_button(
    client, author, organisation, blog_index, on_duty
):
    client.force_login(author)

    client.post(
        add_url(blog_index), post_data(organisation=organisation.pk, **{"action-submit": "1"})
    )

    contribution = PostPage.objects.get(title="Nova objava").contribution
    assert (contribution.proposal, contribution.submitted_by) == (Proposal.SUBMITTED, author)
    assert contribution.submitted_digest


def test_colleague_goes_on_with_a_draft_in_the_editor(client, organisation, author):
    page = PostPageFactory(organisation=organisation, owner=author)
    colleague = member_of(organisation)
    client.force_login(colleague)

    shown = client.get(edit_url(page))
    client.post(edit_url(page), post_data(title="Drug naslov"))

    assert shown.status_code == 200
    assert newest_title(page) == "Drug naslov"
    assert set(page.contribution.authors.all()) == {author, colleague}


def test_editor_keeps_what_was_typed_when_a_colleague_saved_meanwhile(client, organisation, author):
    page = PostPageFactory(organisation=organisation, owner=author)
    loaded = page.get_latest_revision()
    page.title = "Kolegičin naslov"
    page.save_revision(user=member_of(organisation))
    client.force_login(author)

    response = client.post(
        edit_url(page),
        post_data(
            title="Moj naslov",
            loaded_revision_id=str(loaded.pk),
            loaded_revision_created_at=loaded.created_at.isoformat(),
        ),
    )

    assert response.context["form"].non_field_errors()
    assert response.context["form"]["title"].value() == "Moj naslov"
    assert newest_title(page) == "Kolegičin naslov"


def test_submitted_page_is_closed_to_its_author_and_open_to_the_partner_on_duty(
    client, organisation, author, on_duty
):
    page = PostPageFactory(organisation=organisation, owner=author)
    page.get_workflow().start(page, author)
    decider = member_of(on_duty)

    client.force_login(author)
    client.post(edit_url(page), post_data(title="Avtorjev popravek"))
    after_author = newest_title(page)
    client.force_login(decider)
    response = client.post(edit_url(page), post_data(title="Dežurni popravek"))

    assert after_author == page.title
    assert newest_title(page) == "Dežurni popravek"
    assert response.url == reverse("moderation:submission", args=[page.pk])
    assert list(page.contribution.authors.all()) == [author]


def test_editor_keeps_what_was_typed_when_a_colleagues_autosave_wrote_over_the_loaded_version(
    client, organisation, author
):
    page, colleague = PostPageFactory(organisation=organisation), member_of(organisation)
    loaded = page.save_revision(user=colleague)
    loaded_at = loaded.created_at.isoformat()
    page.title = "Kolegičin naslov"
    page.save_revision(user=colleague, overwrite_revision=loaded)
    client.force_login(author)

    response = client.post(
        edit_url(page),
        post_data(
            title="Moj naslov",
            loaded_revision_id=str(loaded.pk),
            loaded_revision_created_at=loaded_at,
        ),
    )

    assert response.context["form"].non_field_errors()
    assert response.context["form"]["title"].value() == "Moj naslov"
    assert newest_title(page) == "Kolegičin naslov"


@pytest.mark.parametrize(
    "odd",
    [
        {"body-count": None},
        {"body-count": "x"},
        {"body-count": "-1"},
        {"body-count": "9" * 30},
        {"body-0-type": None},
        {"body-0-order": None},
        {"body-0-type": "ni-ga"},
        {"action-workflow-action": "1"},
        {"title": None},
        {"organisation": "x"},
        {"municipality": "9" * 30},
        {"picture": "\0"},
        {"title": "\0"},
        {"body-0-value": "{"},
    ],
    ids=lambda odd: "-".join(odd) + "-" + str(*odd.values())[:6],
)
def test_a_form_that_no_screen_sends_is_an_answer_and_no_failure(
    client, author, organisation, blog_index, odd
):
    client.force_login(author)
    sent = {**post_data(organisation=organisation.pk), **odd}

    answer = client.post(
        add_url(blog_index), {name: value for name, value in sent.items() if value is not None}
    )

    assert answer.status_code in {200, 302, 400}
