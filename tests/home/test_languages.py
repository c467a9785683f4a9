import re

import pytest
from wagtail.models import Locale, PageViewRestriction, Site

from blog.models import PostIndexPage
from core.models import Topic
from home.languages import language_links
from tests.blog.factories import PostPageFactory, translation_of
from tests.blog.hidden import HIDDEN
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def links(client):
    """Where an address leads to in each language, and whether that is the same page."""

    def follow(address):
        answer = client.get(address)
        found = _links_of(answer)
        assert [link.code for link in found if link.is_current] == [
            answer.wsgi_request.LANGUAGE_CODE
        ]
        return {link.code: (link.url, link.is_translation) for link in found}

    return follow


def _links_of(answer):
    request, context = answer.wsgi_request, answer.context
    return language_links(
        request,
        Site.find_for_request(request),
        context.get("page"),
        known=context.get("languages_known"),
    )


def locale(code):
    return Locale.objects.get(language_code=code)


def index_in(code):
    return PostIndexPage.objects.get(locale__language_code=code)


@pytest.fixture
def post():
    return PostPageFactory(slug="bend", published=True)


@pytest.fixture
def translated(post):
    translation_of(post, PostPageFactory, "de", slug="band")
    return post


@pytest.mark.parametrize("address", ["/blog/bend/", "/de/blog/band/"])
@pytest.mark.usefixtures("translated")
def test_a_page_leads_to_its_translation_and_else_to_the_nearest_above(links, address):
    assert links(address) == {
        "sl": ("/blog/bend/", True),
        "en": ("/en/blog/", False),
        "de": ("/de/blog/band/", True),
    }


def test_the_front_page_leads_to_those_of_all_languages(links):
    assert links("/en/") == {"sl": ("/", True), "en": ("/en/", True), "de": ("/de/", True)}


@pytest.mark.usefixtures("post")
def test_a_section_that_a_language_lacks_leads_to_its_front_page(links):
    index_in("en").unpublish()
    PageViewRestriction.objects.create(
        page=index_in("de"), restriction_type=PageViewRestriction.LOGIN
    )

    assert links("/blog/bend/") == {
        "sl": ("/blog/bend/", True),
        "en": ("/en/", False),
        "de": ("/de/", False),
    }


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_a_translation_that_is_not_for_everybody_is_not_led_to(links, post, hide):
    hide(
        PostPageFactory,
        slug="band",
        parent=index_in("de"),
        locale=locale("de"),
        translation_key=post.translation_key,
    )

    assert links("/blog/bend/")["de"] == ("/de/blog/", False)


@pytest.mark.parametrize("address", ["/organizacije/klub/", "/de/organizacije/klub/"])
def test_what_is_drawn_from_a_row_leads_to_the_same_row(links, address):
    OrganisationFactory(slug="klub")

    assert links(address) == {
        "sl": ("/organizacije/klub/", True),
        "en": ("/en/organizacije/klub/", True),
        "de": ("/de/organizacije/klub/", True),
    }


def test_a_topic_leads_to_all_topics_where_a_language_has_no_name_for_it(links):
    topic = Topic.objects.create(name="Glasba", slug="glasba", locale=locale("sl"))
    english = topic.copy_for_translation(locale("en"))
    english.name = "Music"
    english.save()
    Topic.objects.create(name="Almwirtschaft", slug="alm", locale=locale("de"))

    assert links("/teme/glasba/") == {
        "sl": ("/teme/glasba/", True),
        "en": ("/en/teme/glasba/", True),
        "de": ("/de/teme/", False),
    }
    assert links("/de/teme/alm/") == {
        "sl": ("/teme/", False),
        "en": ("/en/teme/", False),
        "de": ("/de/teme/alm/", True),
    }


@pytest.mark.parametrize("address", ["/iskanje/?q=bend", "/de/iskanje/"])
def test_an_address_of_ours_leads_to_the_same_in_every_language(links, address):
    assert links(address) == {
        "sl": ("/iskanje/", True),
        "en": ("/en/iskanje/", True),
        "de": ("/de/iskanje/", True),
    }


@pytest.mark.parametrize("address", ["/de/ni-me/", "/de/blog/ni-me/", "/de/ni_me.php"])
def test_what_is_not_found_leads_to_the_front_pages(links, client, address):
    found = links(address)

    assert client.get(address).status_code == 404
    assert (found["sl"], found["en"]) == (("/", False), ("/en/", False))


@pytest.mark.parametrize(
    ("address", "queries"), [("/blog/bend/", 1), ("/organizacije/", 0), ("/iskanje/", 0)]
)
@pytest.mark.usefixtures("translated")
def test_the_way_to_other_languages_costs_one_query_for_a_text_and_else_none(
    client, django_assert_num_queries, address, queries
):
    answer = client.get(address)

    with django_assert_num_queries(queries):
        _links_of(answer)


# --- what is said of it on the page -----------------------------------------------------------


def told(answer):
    """What search engines are told: the address of the page itself and those of its translations."""
    head = answer.text.split("</head>")[0]
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)">', head)
    others = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', head)
    assert len(others) == len(dict(others))
    return canonical, dict(others)


@pytest.mark.parametrize("address", ["/blog/bend/", "/de/blog/band/"])
@pytest.mark.usefixtures("translated")
def test_the_head_names_translations_and_the_main_language_for_all_others(client, address):
    assert told(client.get(address)) == (
        [f"http://testserver{address}"],
        {
            "sl": "http://testserver/blog/bend/",
            "x-default": "http://testserver/blog/bend/",
            "de": "http://testserver/de/blog/band/",
        },
    )


@pytest.mark.usefixtures("post")
def test_the_head_names_no_translation_where_there_is_none(client):
    assert told(client.get("/blog/bend/")) == (["http://testserver/blog/bend/"], {})
    assert told(client.get("/de/ni-me/"))[1] == {}


def test_the_head_tells_pages_of_a_list_apart_and_forgets_filters(client):
    assert told(client.get("/blog/?tema=glasba&page=2"))[0] == ["http://testserver/blog/?page=2"]


@pytest.mark.usefixtures("translated")
def test_the_header_offers_the_other_languages_and_marks_what_leads_away(client):
    header = client.get("/blog/bend/").text.split("</header>")[0]

    assert re.findall(
        r'<a class="(site_header_language[^"]*)" href="([^"]*)" lang="(..)" hreflang="(..)">',
        header,
    ) == [
        ("site_header_language site_header_language_away", "/en/blog/", "en", "en"),
        ("site_header_language", "/de/blog/band/", "de", "de"),
    ]
