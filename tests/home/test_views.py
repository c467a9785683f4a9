from datetime import timedelta

import pytest
import time_machine
from django.utils.translation import gettext
from wagtail.models import Locale
from wagtail.test.utils import WagtailPageTestCase

from calendar_app.models import EventChange
from duty.roster import month_of
from duty.services import set_duty
from home.models import EVENTS_ON_FRONT_PAGE, POSTS_ON_FRONT_PAGE, HomePage, PlainPage
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.calendar_app.factories import EventPageFactory
from tests.calendar_app.moments import INSTANT, NOON
from tests.network.factories import OrganisationFactory

WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def front_page(client, db):
    """What the front page shows: titles of events and posts, and the whole text."""

    def show():
        answer = client.get("/")
        return (
            [event.title for event in answer.context["this_week"]],
            [post.title for post in answer.context["newest_posts"]],
            answer.text,
        )

    return show


class PagesOfTheFrameAreUsable(WagtailPageTestCase):
    def test_front_page_and_plain_page_are_routable_and_renderable(self):
        home = HomePage.objects.get()
        body = [("paragraph", "<p>Pišite nam.</p>"), ("heading", "Naslov")]
        plain = home.add_child(instance=PlainPage(title="Stik", slug="stik", body=body))

        for page in (home, plain):
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)


def test_the_front_page_of_an_empty_site_says_what_to_do(front_page):
    events, posts, text = front_page()

    assert (events, posts) == ([], [])
    for sentence in (
        gettext("A quiet week"),
        gettext("The first post is still being written"),
        gettext("the coordinators of the network."),
    ):
        assert sentence in text


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "listed"),
    [
        (NOON + HOUR, NOON + 2 * HOUR, True),
        (NOON, None, True),
        (NOON - 30 * WEEK, NOON + 30 * WEEK, True),
        (NOON - HOUR, NOON + INSTANT, True),
        (NOON - HOUR, NOON, False),
        (NOON - INSTANT, None, False),
        (NOON + WEEK - INSTANT, NOON + 2 * WEEK, True),
        (NOON + WEEK, NOON + 2 * WEEK, False),
    ],
    ids=[
        "today",
        "this instant",
        "runs all year",
        "ends in an instant",
        "ends this instant",
        "was an instant ago",
        "begins in the last instant of the week",
        "begins in a week",
    ],
)
def test_this_week_shows_what_one_can_come_to_in_seven_days(front_page, starts_at, ends_at, listed):
    EventPageFactory(title="Dogodek", starts_at=starts_at, ends_at=ends_at, published=True)

    events, _posts, _text = front_page()

    assert events == (["Dogodek"] if listed else [])


def test_this_week_shows_the_soonest_of_many(front_page):
    organisation = OrganisationFactory()
    for number in reversed(range(EVENTS_ON_FRONT_PAGE + 1)):
        EventPageFactory(
            title=str(number),
            organisation=organisation,
            starts_at=NOON + number * HOUR,
            published=True,
        )

    events, _posts, _text = front_page()

    assert events == [str(number) for number in range(EVENTS_ON_FRONT_PAGE)]


def test_this_week_says_what_was_cancelled(front_page):
    event = EventPageFactory(published=True)
    EventChange.objects.create(
        translation_key=event.translation_key,
        status="cancelled",
        reason="Zaradi dežja.",
        changed_at=NOON,
    )

    _events, _posts, text = front_page()

    assert [words in text for words in (gettext("Cancelled"), "Zaradi dežja.")] == [True, True]


def test_new_on_the_blog_shows_the_newest_of_many(front_page, clock):
    organisation = OrganisationFactory()
    for number in range(POSTS_ON_FRONT_PAGE + 1):
        clock.shift(HOUR)
        PostPageFactory(title=str(number), organisation=organisation, published=True)

    _events, posts, _text = front_page()

    assert posts == [str(number) for number in range(POSTS_ON_FRONT_PAGE, 0, -1)]


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_the_front_page_shows_nothing_that_is_not_for_everybody(front_page, hide):
    hide(EventPageFactory, title="Skrivnost")
    hide(PostPageFactory, title="Skrivnost")

    events, posts, text = front_page()

    assert (events, posts, "Skrivnost" in text) == ([], [], False)


def test_the_front_page_speaks_one_language(front_page):
    english = Locale.objects.create(language_code="en")
    EventPageFactory(locale=english, published=True)
    PostPageFactory(locale=english, published=True)

    assert front_page()[:2] == ([], [])


def test_the_front_page_says_who_is_on_duty(front_page):
    partner = OrganisationFactory(name="Ravenski mladinski center", slug="rmc", partner=True)
    set_duty(month=month_of(NOON), partner=partner)

    _events, _posts, text = front_page()

    assert '<a href="/organizacije/rmc/">Ravenski mladinski center</a>' in text


def test_a_plain_page_stands_below_the_pages_above_it(client, home):
    above = home.add_child(instance=PlainPage(title="O nas", slug="o-nas"))
    page = above.add_child(instance=PlainPage(title="Stik", slug="stik"))

    answer = client.get(page.url)

    assert "<h1>Stik</h1>" in answer.text
    assert answer.context["crumbs"] == [
        {"title": gettext("Home"), "url": "/"},
        {"title": "O nas", "url": "/o-nas/"},
    ]
