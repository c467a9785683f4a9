import pytest
from django.utils.translation import gettext
from wagtail.models import Locale, PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase

from blog.models import POSTS_PER_PAGE, PostIndexPage
from core.models import Topic
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.network.factories import OrganisationFactory

# What stands in the address, and which page it shows.
PAGES = {
    "1": 1,
    "2": 2,
    "3": 2,
    "0": 2,
    "-1": 2,
    "zadnja": 1,
    "1.5": 1,
    "": 1,
    "%00": 1,
    "9" * 5000: 1,
    "1;DROP TABLE blog_postpage": 1,
}


def titles(answer):
    return [post.title for post in answer.context["posts"]]


class PostPagesAreUsable(WagtailPageTestCase):
    def test_index_and_post_are_routable_and_renderable(self):
        post = PostPageFactory(published=True)

        for page in (PostIndexPage.objects.get(locale__language_code="sl"), post):
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)


# --- the list ---------------------------------------------------------------------------------


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_the_list_shows_nothing_that_is_not_for_everybody(client, db, hide):
    hide(PostPageFactory, title="Skrivnost")
    PostPageFactory(title="Za vse", published=True)

    answer = client.get("/blog/")

    assert titles(answer) == ["Za vse"]
    assert b"Skrivnost" not in answer.content


def test_the_list_shows_the_public_words_of_a_post_with_a_newer_draft(client, db):
    post = PostPageFactory(title="Za vse", published=True)
    post.title = "Skrivnost"
    post.save_revision()

    answer = client.get("/blog/")

    assert titles(answer) == ["Za vse"]
    assert b"Skrivnost" not in answer.content


def test_the_list_invites_to_write_when_there_is_nothing(client, db):
    answer = client.get("/blog/")

    assert titles(answer) == []
    assert gettext("The first post is still being written") in answer.text


def test_the_list_offers_a_way_back_when_nothing_fits(client, db):
    PostPageFactory(published=True)

    answer = client.get("/blog/?obcina=mezica")

    assert titles(answer) == []
    assert gettext("Nothing of this kind yet") in answer.text
    assert gettext("Show all posts") in answer.text


def test_the_list_has_pages_and_answers_to_any_number(client, db):
    organisation = OrganisationFactory()
    posts = [
        PostPageFactory(organisation=organisation, published=True)
        for _ in range(POSTS_PER_PAGE + 1)
    ]
    newest_first = [post.title for post in reversed(posts)]
    on_page = {1: newest_first[:POSTS_PER_PAGE], 2: newest_first[POSTS_PER_PAGE:]}

    answers = {asked: client.get(f"/blog/?page={asked}") for asked in PAGES}

    assert {asked: titles(answer) for asked, answer in answers.items()} == {
        asked: on_page[number] for asked, number in PAGES.items()
    }


def test_links_to_other_pages_keep_the_filters(client, db):
    organisation = OrganisationFactory(slug="klub")
    for _ in range(POSTS_PER_PAGE + 1):
        PostPageFactory(organisation=organisation, published=True)

    answer = client.get("/blog/?organizacija=klub&tema=ni-tega&page=1")

    assert 'href="?organizacija=klub&amp;page=2"' in answer.text


# --- a post -----------------------------------------------------------------------------------


def test_a_post_says_whose_it_is_and_what_it_is_about(client, db):
    topic = Topic.objects.create(name="Glasba", slug="glasba", locale=Locale.get_default())
    post = PostPageFactory(
        title="Koncert v rovu",
        organisation=OrganisationFactory(name="Mladinski klub", slug="klub"),
        topics=[topic],
        body=[("paragraph", "<p>V rovu igra godba.</p>")],
        published=True,
    )

    answer = client.get(post.url)

    assert answer.context["crumbs"] == [
        {"title": gettext("Home"), "url": "/"},
        {"title": "Blog", "url": "/blog/"},
    ]
    for words in (
        "<h1>Koncert v rovu</h1>",
        '<a href="/organizacije/klub/">Mladinski klub</a>',
        "V rovu igra godba.",
        '<a class="tag" href="/teme/glasba/">Glasba</a>',
    ):
        assert words in answer.text


@pytest.mark.parametrize("state", ["draft", "taken down", "scheduled"])
def test_a_post_that_is_not_public_is_not_found(client, db, state):
    post = HIDDEN[state](PostPageFactory, title="Skrivnost")

    answer = client.get(f"/blog/{post.slug}/")

    assert answer.status_code == 404
    assert "Skrivnost" not in answer.text


def test_a_post_behind_a_password_shows_its_text_after_it_alone(client, db):
    post = HIDDEN["behind a password"](PostPageFactory, summary="Skrivnost")
    restriction = PageViewRestriction.objects.get(page=post)

    before = client.get(post.url)
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{post.pk}/",
        {"password": "geslo", "return_url": post.url},
    )
    after = client.get(post.url)

    assert ("Skrivnost" in before.text, "Skrivnost" in after.text) == (False, True)


@pytest.mark.parametrize("address", ["/blog/ni-tega/", "/blog/objava/globlje/", "/blog/%00/"])
def test_an_address_below_the_blog_that_is_no_post_is_not_found(client, db, address):
    PostPageFactory(slug="objava", published=True)

    assert client.get(address).status_code == 404


def test_a_post_leads_to_others_that_share_something_with_it(client, db):
    post = PostPageFactory(published=True)
    others = [
        PostPageFactory(organisation=post.organisation, published=True).title for _ in range(4)
    ]

    answer = client.get(post.url)

    assert [found.title for found in answer.context["related"]] == others[:0:-1]
