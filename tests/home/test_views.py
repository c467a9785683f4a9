"""What visitors meet first: the front page, plain pages, an empty site, and addresses that fail."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.translation import gettext, pgettext
from wagtail.models import Locale, PageViewRestriction

from blog.models import PostIndexPage
from calendar_app.models import EventChange, EventIndexPage
from core.models import GoneAddress
from duty.roster import LJUBLJANA
from home.models import (
    EVENTS_ON_FRONT_PAGE,
    GUIDES_ON_FRONT_PAGE,
    MENTORS_ON_FRONT_PAGE,
    POSTS_ON_FRONT_PAGE,
    PlainPage,
)
from network.models import PlaceIndexPage
from tests.blog.factories import PostPageFactory, translation_of
from tests.blog.hidden import HIDDEN
from tests.calendar_app.factories import EventPageFactory
from tests.core.factories import LifeStageFactory
from tests.guides.factories import GuidePageFactory
from tests.mentors.factories import MentorPageFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 10, 12, tzinfo=LJUBLJANA)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def titles(pages):
    return [page.title for page in pages]


# --- the front page ---------------------------------------------------------------------------


def test_the_front_page_lists_the_events_of_seven_days_the_soonest_first(client):
    for title, starts_at, ends_at in [
        ("Končan", NOON - 2 * HOUR, NOON),
        ("Čez teden dni", NOON + 7 * DAY, None),
        ("Tik pred tednom", NOON + 7 * DAY - timedelta(seconds=1), None),
        ("Traja", NOON - DAY, NOON + HOUR),
        ("Ta hip", NOON, None),
    ]:
        EventPageFactory(title=title, starts_at=starts_at, ends_at=ends_at, published=True)

    assert titles(client.get("/").context["this_week"]) == ["Traja", "Ta hip", "Tik pred tednom"]


def test_the_front_page_leads_to_what_is_drawn_from_rows_and_public(client):
    before = client.get("/").context["doors"]
    PageViewRestriction.objects.create(
        page=PlaceIndexPage.objects.get(locale__language_code="sl"),
        restriction_type=PageViewRestriction.LOGIN,
    )

    after = client.get("/").context["doors"]

    assert [door["url"] for door in before] == [
        "/prostori/",
        "/organizacije/",
        "/teme/",
        "/obcine/",
    ]
    assert [door["url"] for door in after] == ["/organizacije/", "/teme/", "/obcine/"]


def test_the_front_page_lists_so_many_events_and_posts_and_no_more(client):
    for hours in range(EVENTS_ON_FRONT_PAGE + 1):
        EventPageFactory(starts_at=NOON + hours * HOUR, published=True)
    for hours in range(POSTS_ON_FRONT_PAGE + 1):
        with time_machine.travel(NOON + hours * HOUR, tick=False):
            PostPageFactory(title=f"Objava {hours}", published=True)

    context = client.get("/").context

    assert len(context["this_week"]) == EVENTS_ON_FRONT_PAGE
    assert titles(context["newest_posts"]) == [
        f"Objava {hours}" for hours in range(POSTS_ON_FRONT_PAGE, 0, -1)
    ]


def test_the_front_page_lists_the_newest_guides_and_mentors(client):
    for number in range(GUIDES_ON_FRONT_PAGE + 1):
        with time_machine.travel(NOON + number * HOUR, tick=False):
            GuidePageFactory(title=f"Vodnik {number}", published=True)
            MentorPageFactory(title=f"Mentorica {number}", published=True)

    context = client.get("/").context

    newest = range(GUIDES_ON_FRONT_PAGE, 0, -1)
    assert GUIDES_ON_FRONT_PAGE == MENTORS_ON_FRONT_PAGE
    assert titles(context["newest_guides"]) == [f"Vodnik {number}" for number in newest]
    assert titles(context["newest_mentors"]) == [f"Mentorica {number}" for number in newest]


def test_the_front_page_opens_a_door_for_each_life_stage_of_its_language(client):
    english, _created = Locale.objects.get_or_create(language_code="en")
    LifeStageFactory(name="Študij", slug="studij", summary="Vpis in izpiti.", position=1)
    LifeStageFactory(name="Stiska", slug="stiska", position=2, is_urgent=True)
    LifeStageFactory(name="Trouble", slug="trouble", locale=english)

    page = client.get("/").text

    calm, hot = 'class="door section_guides"', 'class="door section_guides door_hot"'
    assert (
        page.index(f'<a {hot} href="/vodniki/?obdobje=stiska">Stiska')
        < page.index(f'<a {calm} href="/vodniki/?obdobje=studij">Študij')
        < page.index("Vpis in izpiti.")
    )
    assert "Trouble" not in page


def test_the_front_page_says_what_is_cancelled(client):
    event = EventPageFactory(published=True)
    EventChange.objects.create(
        translation_key=event.translation_key, status="cancelled", changed_at=NOON, reason="Dež."
    )

    page = client.get("/").content.decode()

    assert (pgettext("event", "Cancelled") in page, "Dež." in page) == (True, True)


@pytest.mark.parametrize(
    "factory", [PostPageFactory, EventPageFactory, GuidePageFactory, MentorPageFactory]
)
@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_the_front_page_lists_nothing_that_is_not_public(client, factory, hide):
    hide(factory, title="Skrivnost")

    assert "Skrivnost" not in client.get("/").content.decode()


SAYS_ITS_LANGUAGE = (
    '<div class="card_text" lang="sl">',
    '<p class="card_language" lang="de"><span class="tag">auf Slowenisch</span></p>',
)


def test_the_front_page_offers_what_is_not_translated_and_says_so(client):
    PostPageFactory(title="Prvi bend", published=True)
    EventPageFactory(title="Koncert", published=True)

    answers = {address: client.get(address) for address in ("/", "/de/")}

    assert {
        address: titles([*answer.context["newest_posts"], *answer.context["this_week"]])
        for address, answer in answers.items()
    } == {"/": ["Prvi bend", "Koncert"], "/de/": ["Prvi bend", "Koncert"]}
    assert [part in answers["/de/"].text for part in SAYS_ITS_LANGUAGE] == [True, True]
    assert "card_language" not in answers["/"].text


def test_the_front_page_offers_a_translation_in_place_of_what_it_translates(client):
    post = PostPageFactory(title="Prvi bend", published=True)
    event = EventPageFactory(title="Koncert", published=True)
    translation_of(post, PostPageFactory, "de", title="Band")
    translation_of(event, EventPageFactory, "de", title="Konzert")

    answer = client.get("/de/")

    assert titles([*answer.context["newest_posts"], *answer.context["this_week"]]) == [
        "Band",
        "Konzert",
    ]
    assert [part in answer.text for part in SAYS_ITS_LANGUAGE] == [False, False]


def test_the_front_page_offers_the_original_until_its_translation_is_public(client):
    post = PostPageFactory(title="Prvi bend", published=True)
    translation_of(post, PostPageFactory, "de", title="Entwurf", published=False)

    answer = client.get("/de/")

    assert titles(answer.context["newest_posts"]) == ["Prvi bend"]
    assert "Entwurf" not in answer.text


def test_the_front_page_offers_other_languages_only_what_is_in_the_main_one(client):
    post = PostPageFactory(title="Prvi bend", published=True)
    translation_of(post, PostPageFactory, "de", title="Band")

    assert [titles(client.get(address).context["newest_posts"]) for address in ("/", "/en/")] == [
        ["Prvi bend"],
        ["Prvi bend"],
    ]


def test_the_front_page_leads_to_search_calendar_and_blog(client, home):
    home.search_label, home.search_placeholder = "Išči po vsem", "koncert"
    home.save_revision().publish()

    page = client.get("/").content.decode()

    for part in ["Išči po vsem", 'placeholder="koncert"', 'action="/iskanje/"']:
        assert part in page
    assert ('href="/koledar/"' in page, 'href="/blog/"' in page) == (True, True)


def test_the_front_page_finds_calendar_and_blog_where_they_moved(client):
    for model, slug in [(EventIndexPage, "dogodki"), (PostIndexPage, "zgodbe")]:
        index = model.objects.get(locale__language_code="sl")
        index.slug = slug
        index.save_revision().publish()

    page = client.get("/").content.decode()

    assert ('href="/dogodki/"' in page, 'href="/koledar/"' in page) == (True, False)
    assert ('href="/zgodbe/"' in page, 'href="/blog/"' in page) == (True, False)


# --- an empty site ----------------------------------------------------------------------------

EMPTY = ["/", "/koledar/", "/blog/", "/vodniki/", "/mentorji/", "/organizacije/", "/iskanje/?q=a"]


@pytest.mark.parametrize("address", EMPTY)
def test_an_empty_site_invites_instead_of_failing(client, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert "empty_state" in answer.content.decode()


# --- plain pages ------------------------------------------------------------------------------


@pytest.fixture
def plain_page(home):
    return home.add_child(
        instance=PlainPage(
            title="Stik",
            slug="stik",
            summary="Kako do nas.",
            body=[("paragraph", "<p>Pišite nam.</p>")],
        )
    )


def test_a_plain_page_shows_its_text_and_the_way_to_it(client, home, plain_page):
    child = plain_page.add_child(instance=PlainPage(title="Zasebnost", slug="zasebnost"))

    page = client.get(plain_page.url).content.decode()
    context = client.get(child.url).context

    for words in ["Stik", "Kako do nas.", "Pišite nam."]:
        assert words in page
    assert context["crumbs"] == [
        {"title": gettext("Home"), "url": "/"},
        {"title": "Stik", "url": "/stik/"},
    ]


def test_a_plain_page_that_is_not_public_is_not_shown(client, plain_page):
    plain_page.unpublish()
    draft = client.get("/stik/")
    plain_page.save_revision().publish()
    PageViewRestriction.objects.create(
        page=plain_page, restriction_type=PageViewRestriction.PASSWORD, password="geslo"
    )
    private = client.get("/stik/")

    assert draft.status_code == 404
    for answer in (draft, private):
        assert "Pišite nam." not in answer.content.decode()


# --- addresses that fail ----------------------------------------------------------------------


def drawn_with(answer):
    return [template.name for template in answer.templates][:1]


@pytest.mark.parametrize(
    "address",
    [
        "/ni-me/",
        "/blog/ni-me/",
        "/koledar/ni-me/",
        "/organizacije/ni-me/",
        "/blog/%00/",
        "/%F0%28%8C%BC/",
        "/" + "a" * 3000,
        "/media/ni-me.jpg",
        "/wp-login.php",
    ],
)
def test_an_unknown_address_is_not_found_in_our_own_words(client, address):
    answer = client.get(address, follow=True)

    assert (answer.status_code, drawn_with(answer)) == (404, ["404.html"])


def test_an_address_that_is_gone_says_that_it_will_not_come_back(client):
    GoneAddress.objects.create(path="/blog/bila/", gone_at=NOON)

    answer = client.get("/blog/bila/")

    assert answer.status_code == 410
    assert gettext("This page is no longer here") in answer.content.decode()


def test_a_new_page_at_an_address_that_was_gone_is_shown(client):
    post = PostPageFactory(slug="bila", published=True)
    GoneAddress.objects.create(path=post.url, gone_at=NOON)

    assert client.get(post.url).status_code == 200


def test_a_failure_is_answered_without_the_database(settings, django_assert_num_queries):
    settings.ROOT_URLCONF = "tests.home.failing_urls"
    browser = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        answer = browser.get("/napaka/")

    assert (answer.status_code, drawn_with(answer)) == (500, ["500.html"])
    assert "skrivnost iz napake" not in answer.content.decode()
