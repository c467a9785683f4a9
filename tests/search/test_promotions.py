"""What editors put above the hits."""

import pytest
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale

from home.models import PlainPage
from search.promotions import MOST_SHOWN, Promoted, promoted_for
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN

pytestmark = pytest.mark.django_db


def promote(query, page=None, **facts):
    return SearchPromotion.objects.create(query=Query.get(query), page=page, **facts)


def link(query="štipendija", url="https://www.example.org/", text="Zunaj", **facts):
    return promote(query, external_link_url=url, external_link_text=text, **facts)


def urls(text, **facts):
    return [one.url for one in promoted_for(text, **{"language": "sl", **facts})]


def test_promoted_pages_and_links_are_given_in_their_order():
    post = PostPageFactory(title="Roki", published=True)
    link(sort_order=1, description="Vse na enem mestu.")
    promote("štipendija", post, sort_order=0)

    assert promoted_for("štipendija", language="sl") == [
        Promoted("Roki", post.url, "", is_external=False, language="sl"),
        Promoted("Zunaj", "https://www.example.org/", "Vse na enem mestu.", is_external=True),
    ]


@pytest.mark.parametrize(
    ("typed", "is_met"),
    [
        ("Štipendija za dijake", True),
        ("stipendija ZA dijake!", True),
        ("  štipendija   za   dijake ", True),
        ("štipendija", False),
        ("dijake za štipendija", False),
        ("štipendija za dijake koroške", False),
        ("štipendije za dijake", False),
        ("", False),
        ("\x00\ud800'\"%", False),
        ("a" * 10_000, False),
    ],
)
def test_promoted_are_given_for_the_whole_query_whatever_its_case_and_marks(typed, is_met):
    link("štipendija za dijake")

    assert bool(urls(typed)) == is_met


def test_promoted_are_given_for_any_form_where_base_forms_are_known():
    link("štipendija")

    assert urls("štipendije", keys_of=lambda word: {"stipendija"}) == ["https://www.example.org/"]


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_promoted_pages_that_readers_may_not_see_are_left_out(hide):
    promote("rov", hide(PostPageFactory))

    assert urls("rov") == []


def test_promoted_page_is_given_in_the_language_of_the_visit(home):
    german_home = home.get_translation(Locale.objects.get(language_code="de"))
    page = home.add_child(instance=PlainPage(title="O nas", slug="o-nas"))
    promote("mi", page)
    before = promoted_for("mi", language="de")
    german = german_home.add_child(
        instance=PlainPage(
            title="Über uns",
            slug="o-nas",
            locale=german_home.locale,
            translation_key=page.translation_key,
        )
    )
    promote("mi", german)

    assert [(one.title, one.language) for one in before] == [("O nas", "sl")]
    assert [one.title for one in promoted_for("mi", language="de")] == ["Über uns"]
    assert [one.title for one in promoted_for("mi", language="sl")] == ["O nas"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org/", "data:text/html,x", "//example.org", ""]
)
def test_promoted_links_lead_to_the_web_alone(url):
    link("rov", url=url)

    assert urls("rov") == []


def test_promoted_are_few():
    for number in range(MOST_SHOWN + 1):
        link("rov", url=f"https://example.org/{number}", sort_order=number)

    assert urls("rov") == [f"https://example.org/{number}" for number in range(MOST_SHOWN)]


def test_promoted_ask_the_database_as_often_for_many_as_for_one(django_assert_num_queries):
    promote("rov", PostPageFactory(published=True))
    urls("rov")
    with django_assert_num_queries(5, exact=False) as one:
        urls("rov")
    for number in range(8):
        promote("rov", PostPageFactory(published=True))
        promote(f"jama {number}", PostPageFactory(published=True))

    with django_assert_num_queries(len(one)):
        urls("rov")
    with django_assert_num_queries(1):
        urls("drugo")
    with django_assert_num_queries(0):
        urls("!?")
