import re

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from PIL import Image
from wagtail.models import Locale, Page

from blog.models import PostPage
from core.models import Picture, Topic, unguessable_name
from home.models import PlainPage
from tests.blog.factories import PostPageFactory
from tests.contribute.pictures import turned_picture

HOME = {"title": gettext("Home"), "url": "/"}
BLOG = {"title": "Blog", "url": "/blog/"}


def test_crumbs_lead_from_the_front_page_to_the_page_above(db, home):
    post = PostPageFactory(published=True)
    about = home.add_child(instance=PlainPage(title="O nas", slug="o-nas"))
    contact = about.add_child(instance=PlainPage(title="Stik", slug="stik"))

    assert [page.crumbs() for page in (home, about, contact, post)] == [
        [],
        [HOME],
        [HOME, {"title": "O nas", "url": "/o-nas/"}],
        [HOME, BLOG],
    ]


def test_crumbs_leave_out_what_is_not_live(db, home, blog_index):
    post = PostPageFactory(published=True)
    blog_index.unpublish()

    assert PostPage.objects.get(pk=post.pk).crumbs() == [HOME]


def test_crumbs_cost_nothing_where_wagtail_has_walked_the_way(rf, db, django_assert_num_queries):
    post = PostPageFactory(published=True)
    request = rf.get(post.url)
    page, _args, _kwargs = Page.route_for_request(request, post.url)
    page.get_url(request)

    with django_assert_num_queries(0):
        assert page.crumbs(request) == [HOME, BLOG]


def test_a_topics_address_is_its_own_in_each_language(db):
    facts = {"name": "Glasba", "slug": "glasba"}
    english = Locale.objects.get(language_code="en")
    Topic.objects.create(**facts, locale=Locale.get_default())
    Topic.objects.create(**facts, locale=english)

    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(**facts, locale=english)


@pytest.mark.parametrize(
    ("filename", "suffix"),
    [
        ("Ana Novak 12345.JPG", ".jpg"),
        ("vabilo.tar.gz", ".gz"),
        ("brez", ""),
        ("../../etc/passwd", ""),
        ("x." + "a" * 100, ".aaaaaaa"),
    ],
)
def test_unguessable_name_keeps_the_suffix_alone(filename, suffix):
    names = {unguessable_name("files", filename) for _ in range(3)}

    assert len(names) == 3
    for name in names:
        assert re.fullmatch(rf"files/[\w-]{{32}}{re.escape(suffix)}", name)


def test_a_picture_is_kept_upright_and_without_the_cameras_notes(db):
    picture = Picture(title="Slika", author="Ana", file=turned_picture())
    picture.save()

    with picture.file.open() as file, Image.open(file) as kept:
        assert (kept.size, dict(kept.getexif())) == ((40, 60), {})


def test_a_picture_that_is_saved_again_is_not_written_again(db):
    picture = Picture(title="Slika", author="Ana", file=turned_picture())
    picture.save()
    name = picture.file.name

    picture = Picture.objects.get(pk=picture.pk)
    picture.title = "Druga"
    picture.save()

    assert Picture.objects.get(pk=picture.pk).file.name == name
