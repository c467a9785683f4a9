import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.models import GoneAddress
from home.models import PlainPage
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN


def gone():
    return sorted(GoneAddress.objects.values_list("path", flat=True))


def redirects():
    return sorted(Redirect.objects.values_list("old_path", "redirect_page__slug"))


def answers(client, *addresses):
    return [client.get(address).status_code for address in addresses]


def again(page):
    """The page as the database has it now."""
    return Page.objects.get(pk=page.pk).specific


# --- deleted ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "remembered"),
    [
        ("draft", False),
        ("scheduled", False),
        ("taken down", True),
        ("behind a password", True),
        ("for people with an account", True),
    ],
)
def test_a_deleted_page_is_gone_if_its_address_ever_answered(client, db, state, remembered):
    page = HIDDEN[state](PostPageFactory, slug="prej")

    again(page).delete()

    assert gone() == (["/blog/prej/"] if remembered else [])
    assert answers(client, "/blog/prej/") == [410 if remembered else 404]


def test_a_deleted_page_takes_the_pages_below_it_along(client, home):
    above = home.add_child(instance=PlainPage(title="O nas", slug="o-nas"))
    above.save_revision().publish()
    below = above.add_child(instance=PlainPage(title="Stik", slug="stik"))
    below.save_revision().publish()
    above.add_child(instance=PlainPage(title="Osnutek", slug="osnutek", live=False))

    again(above).delete()

    assert gone() == ["/o-nas/", "/o-nas/stik/"]
    assert answers(client, *gone(), "/o-nas/osnutek/") == [410, 410, 404]


def test_pages_that_are_deleted_together_are_all_gone(db):
    for slug in ("a", "b"):
        PostPageFactory(slug=slug, published=True)

    Page.objects.filter(slug__in=("a", "b")).delete()

    assert gone() == ["/blog/a/", "/blog/b/"]


def test_an_address_that_is_used_and_deleted_again_is_remembered_once(client, db):
    for _ in range(2):
        again(PostPageFactory(slug="prej", published=True)).delete()

    assert gone() == ["/blog/prej/"]


def test_an_address_that_is_used_again_is_no_longer_gone(client, db):
    again(PostPageFactory(slug="prej", published=True)).delete()
    page = PostPageFactory(slug="prej", published=True)
    seen = answers(client, page.url)

    # It may come back, so nobody is told that it is gone for good.
    again(page).unpublish()

    assert seen + answers(client, page.url) == [200, 404]


def test_a_draft_at_an_address_that_is_gone_changes_nothing(client, db):
    again(PostPageFactory(slug="prej", published=True)).delete()

    PostPageFactory(slug="prej")

    assert answers(client, "/blog/prej/") == [410]


# --- moved ------------------------------------------------------------------------------------


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Change a page's address and save it for good."""

    def run(page, slug):
        page = again(page)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save()
        return page

    return run


def test_a_public_page_is_found_at_its_old_address(client, db, rename):
    page = rename(PostPageFactory(slug="prej", published=True), "potem")

    answer = client.get("/blog/prej/")

    assert redirects() == [("/blog/prej", "potem")]
    assert (answer.status_code, answer.headers["Location"]) == (301, page.url)


def test_a_drafts_address_was_never_anybodys(db, rename):
    rename(PostPageFactory(slug="prej"), "potem")

    assert redirects() == []


def test_pages_below_a_page_that_is_renamed_are_found(client, blog_index, rename):
    PostPageFactory(slug="objava", published=True)
    PostPageFactory(slug="osnutek")

    rename(blog_index, "zgodbe")

    assert ("/blog/objava", "objava") in redirects()
    assert answers(client, "/blog/", "/blog/objava/", "/blog/osnutek/", "/zgodbe/objava/") == [
        301,
        301,
        404,
        200,
    ]


def test_a_page_that_is_renamed_back_leads_nowhere_in_a_circle(client, db, rename):
    page = PostPageFactory(slug="prej", published=True)

    rename(rename(page, "potem"), "prej")

    assert answers(client, "/blog/prej/", "/blog/potem/") == [200, 301]


def test_a_public_page_that_is_moved_is_found_at_its_old_address(client, home):
    above = home.add_child(instance=PlainPage(title="O nas", slug="o-nas"))
    page = home.add_child(instance=PlainPage(title="Stik", slug="stik"))
    page.add_child(instance=PlainPage(title="Zemljevid", slug="zemljevid"))

    again(page).move(again(above), pos="last-child")

    assert redirects() == [("/stik", "stik"), ("/stik/zemljevid", "zemljevid")]
    assert answers(client, "/stik/", "/o-nas/stik/", "/o-nas/stik/zemljevid/") == [301, 200, 200]


def test_a_page_that_changes_its_place_in_the_order_keeps_its_address(home, blog_index):
    blog_index.move(again(home), pos="first-child")

    assert redirects() == []


def test_a_draft_that_is_moved_leaves_no_address_behind(home):
    above = home.add_child(instance=PlainPage(title="O nas", slug="o-nas"))
    page = home.add_child(instance=PlainPage(title="Stik", slug="stik", live=False))

    again(page).move(again(above), pos="last-child")

    assert redirects() == []
