import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from duty.answers import duty_now
from home.models import PlainPage
from home.templatetags.furniture_tags import site_footer, site_header
from network.services import sync_organisation
from tests.accounts.factories import UserFactory
from tests.calendar_app.moments import NOON
from tests.network.factories import OrganisationFactory, member_of

SECTIONS = [
    {"title": "Koledar", "url": "/koledar/", "section": "calendar", "is_current": False},
    {"title": "Blog", "url": "/blog/", "section": "blog", "is_current": False},
    {"title": "Vodniki", "url": "/vodniki/", "section": "guides", "is_current": False},
    {"title": "Mentorji", "url": "/mentorji/", "section": "mentors", "is_current": False},
    {"title": "Prostori", "url": "/prostori/", "section": "places", "is_current": False},
    {"title": "Organizacije", "url": "/organizacije/", "section": "places", "is_current": False},
]
HEADER = {
    "sections": SECTIONS,
    "home_url": "/",
    "languages": [],
    "submit_url": "/oddaj/",
    "search_url": "/iskanje/",
    "is_searching": False,
    "user_is_signed_in": False,
    "cms_url": "",
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def header(rf, db):
    def show(path="/", user=None):
        request = rf.get(path)
        request.user = user or AnonymousUser()
        return site_header({"request": request})

    return show


@pytest.fixture
def footer(rf, db):
    def show(path="/"):
        return site_footer({"request": rf.get(path)})

    return show


def hide_draft(page):
    page.unpublish()


def hide_behind_a_password(page):
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="geslo"
    )


HIDE = {"not live": hide_draft, "behind a password": hide_behind_a_password}


# --- header -----------------------------------------------------------------------------------


def test_site_header_shows_strangers_the_sections_in_the_order_of_the_tree(header):
    assert header() == HEADER


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/koledar/", ["Koledar"]),
        ("/koledar/dogodek/", ["Koledar"]),
        ("/blog/?tema=rov", ["Blog"]),
        ("/koledarcek/", []),
        ("/iskanje/", []),
    ],
)
def test_site_header_marks_the_section_one_is_in(header, path, current):
    sections = header(path)["sections"]

    assert [section["title"] for section in sections if section["is_current"]] == current


@pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE)
def test_site_header_leaves_out_sections_that_are_not_for_everybody(header, blog_index, hide):
    hide(blog_index)

    assert header()["sections"] == [SECTIONS[0], *SECTIONS[2:]]


def test_site_header_leaves_out_what_is_in_no_menu(header, blog_index):
    blog_index.show_in_menus = False
    blog_index.save()

    assert header()["sections"] == [SECTIONS[0], *SECTIONS[2:]]


def test_site_header_shows_a_plain_page_that_is_in_the_menu_and_none_below_it(header, home):
    facts = {"show_in_menus": True}
    page = home.add_child(instance=PlainPage(title="O nas", slug="o-nas", **facts))
    page.add_child(instance=PlainPage(title="Stik", slug="stik", **facts))

    assert header()["sections"] == [
        *SECTIONS,
        {"title": "O nas", "url": "/o-nas/", "section": "home", "is_current": False},
    ]


def test_site_header_shows_a_page_that_is_none_of_ours(header, home):
    home.add_child(instance=Page(title="Tuja", slug="tuja", show_in_menus=True))

    assert header()["sections"] == [
        *SECTIONS,
        {"title": "Tuja", "url": "/tuja/", "section": "home", "is_current": False},
    ]


def test_site_header_shows_the_desk_to_those_who_may_use_it(header):
    youth = OrganisationFactory()
    author, coordinator = member_of(youth), UserFactory(coordinator=True)
    before = [header(user=user)["cms_url"] for user in (author, coordinator)]

    youth.is_cms_open = True
    youth.save()
    sync_organisation(organisation=youth)
    # What a person may do is read once for each request.
    author = type(author).objects.get(pk=author.pk)

    assert before == ["", "/cms/"]
    assert header(user=author) == HEADER | {"user_is_signed_in": True, "cms_url": "/cms/"}


def test_site_header_without_a_request_names_no_section(db):
    assert site_header({}) == HEADER | {"sections": []}


# --- footer -----------------------------------------------------------------------------------


def test_site_footer_of_an_empty_site_has_duty_and_the_way_to_report(footer, clock, on_duty):
    shown = footer("/blog/")

    assert {**shown, "funders": list(shown["funders"])} == {
        "duty": duty_now(NOON),
        "roster_url": "/dezurstvo/",
        "pages": [],
        "funders": [],
        "footer_text": "",
        "report_url": reverse("report_mistake"),
        "address": "/blog/",
    }
    assert shown["duty"].partner == on_duty


@pytest.fixture
def pages_at_foot(home):
    about = home.add_child(instance=PlainPage(title="O nas", slug="o-nas"))
    privacy = PlainPage(title="Zasebnost", slug="zasebnost", show_in_footer=True)
    contact = PlainPage(title="Stik", slug="stik", show_in_footer=True)
    about.add_child(instance=contact)
    home.add_child(instance=privacy)
    return contact, privacy


def test_site_footer_shows_its_pages_in_the_order_of_the_tree(footer, pages_at_foot):
    assert footer()["pages"] == [
        {"title": "Stik", "url": "/o-nas/stik/"},
        {"title": "Zasebnost", "url": "/zasebnost/"},
    ]


@pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE)
def test_site_footer_leaves_out_pages_that_are_not_for_everybody(footer, pages_at_foot, hide):
    hide(pages_at_foot[0])

    assert footer()["pages"] == [{"title": "Zasebnost", "url": "/zasebnost/"}]


def test_site_footer_shows_who_pays_in_their_order(footer, home):
    home.footer_text = "Naložbo sofinancira Evropska unija."
    home.funders.create(name="Ministrstvo")
    home.funders.create(name="Evropska unija")
    home.save()

    shown = footer()

    assert [funder["name"] for funder in shown["funders"]] == ["Ministrstvo", "Evropska unija"]
    assert shown["footer_text"] == "Naložbo sofinancira Evropska unija."


def test_site_footer_without_a_request_has_no_pages(db):
    shown = site_footer({})

    assert (shown["pages"], shown["funders"], shown["address"]) == ([], [], "")


def test_header_and_footer_ask_for_their_pages_once(rf, pages_at_foot, django_assert_num_queries):
    request = rf.get("/")
    request.user = AnonymousUser()
    site_header({"request": request})

    # Duty; what the header has gathered is kept.
    with django_assert_num_queries(1):
        site_footer({"request": request})
