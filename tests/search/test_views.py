"""The search as its readers meet it. The index is written when what was saved is committed."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale, Page

from calendar_app.models import EventChange
from home.models import PlainPage
from search.views import RESULTS_PER_PAGE, ROWS_BESIDE_PAGES
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.blog.test_views import PAGES
from tests.calendar_app.factories import EventPageFactory
from tests.network.factories import OrganisationFactory, PlaceFactory


@pytest.fixture
def indexed(db, django_capture_on_commit_callbacks):
    """Run something and write the index of what it saved."""

    def run(make, *args, **facts):
        with django_capture_on_commit_callbacks(execute=True):
            return make(*args, **facts)

    return run


@pytest.fixture
def search(client):
    def ask(address):
        return client.get(f"/iskanje/?{address}")

    return ask


@pytest.fixture
def english(db):
    return Locale.objects.get(language_code="en")


def post(**facts):
    return PostPageFactory(title="Rov", published=True, **facts)


def event(**facts):
    return EventPageFactory(title="Rov", published=True, **facts)


def found(answer):
    return list(answer.context["results"])


# --- odd queries ------------------------------------------------------------------------------

# As they stand in the address, and whether the post "Rov" is among the answers.
ODD_QUERIES = {
    "nothing": ("", False),
    "blanks": ("%20%09%0A", False),
    "quotes": ("%22rov%22+'rov'", True),
    "half a quote": ("%22rov", True),
    "half a quote alone": ("%22", False),
    "a star": ("rov*", True),
    "a star alone": ("*", False),
    "brackets": ("((rov", True),
    "a column": ("title:rov", False),
    "AND": ("rov+AND", False),
    "OR": ("OR", False),
    "NOT": ("NOT+rov", False),
    "NEAR": ("NEAR(rov+rov,+2)", False),
    "plus and minus": ("%2Brov+-rov", True),
    "PostgreSQL's operators": ("rov+%26+!rov+|+<->", True),
    "a backslash": ("rov%5C", True),
    "NUL": ("rov%00", False),
    "half a character": ("rov%ED%A0%80", True),
    "broken UTF-8": ("rov%FF%FE", True),
    "percent signs": ("%25rov%25+%25s+%25(x)s", False),
    "a bare percent sign": ("rov+%", True),
    "an underscore": ("r_v", False),
    "10,000 characters": ("rov" * 3_333, False),
    "10,000 words": ("rov+" * 10_000, True),
    "only punctuation": ("!%3F....--%3B%3B", False),
    "pictures": ("%F0%9F%8E%B8", False),
    "written from right to left": ("%E2%80%AErov", True),
    "SQL": ("rov'%3B+DROP+TABLE+wagtailcore_page%3B--", False),
    "markup": ("<script>alert(1)</script>", False),
    "a figure above the line": ("%C2%B2", False),
}


@pytest.mark.parametrize(("query", "is_found"), ODD_QUERIES.values(), ids=ODD_QUERIES)
def test_any_query_has_an_answer(indexed, search, query, is_found):
    page = indexed(post)

    answer = search(f"q={query}")

    assert (answer.status_code, found(answer)) == (200, [page] if is_found else [])
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "address",
    ["", "vrsta=objava", "q=rov&q=", "drugo=rov", "q[]=rov", "page=2", "vrsta=objava&page=x"],
)
def test_a_search_without_words_shows_the_box_alone(indexed, search, address):
    indexed(post)

    answer = search(address)

    assert (answer.status_code, found(answer)) == (200, [])
    assert gettext("Nothing for “%(q)s”") % {"q": ""} not in answer.text


def test_a_search_that_finds_nothing_says_so_in_the_readers_words(indexed, search):
    answer = search(f"q={quote('<b>ničesar')}")

    assert found(answer) == []
    assert gettext("Nothing for “%(q)s”") % {"q": "&lt;b&gt;ničesar"} in answer.text


# --- what is found ----------------------------------------------------------------------------


def test_every_word_must_be_there_in_any_case(indexed, search):
    both = indexed(PostPageFactory, title="Koncert", summary="V rovu.", published=True)
    indexed(PostPageFactory, title="Koncert", summary="Na trgu.", published=True)

    assert found(search("q=ROVU+koncert")) == [both]


@pytest.mark.parametrize(
    "facts",
    [
        {"title": "Škrat"},
        {"summary": "Gorski škrat."},
        {"kicker": "škrat"},
        {"body": [("paragraph", "<p>Tu je <b>škrat</b>.</p>")]},
    ],
    ids=["title", "summary", "rubric", "text"],
)
def test_a_post_is_found_by_what_it_says(indexed, search, facts):
    page = indexed(PostPageFactory, published=True, **facts)

    assert found(search(f"q={quote('škrat')}")) == [page]


def test_an_event_is_found_by_its_place_in_words(indexed, search):
    page = indexed(EventPageFactory, place_text="Pri starem rovu", published=True)

    assert found(search("q=rovu")) == [page]


@pytest.mark.parametrize("factory", [PostPageFactory, EventPageFactory], ids=["post", "event"])
@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_nothing_is_found_that_is_not_for_everybody(indexed, search, hide, factory):
    indexed(hide, factory, title="Rov")

    answer = search("q=rov")

    assert (found(answer), answer.context["results"].paginator.count) == ([], 0)


def test_the_words_of_a_newer_draft_find_nothing(indexed, search):
    page = indexed(post)
    page.title = "Skrivnost"
    indexed(page.save_revision)

    assert (found(search("q=skrivnost")), found(search("q=rov"))) == ([], [page])


def test_the_frame_of_the_site_is_not_among_the_results(indexed, search, home):
    home.title = "Rov"
    indexed(home.save)

    assert found(search("q=rov")) == []


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("", {"PostPage", "EventPage", "PlainPage"}),
        ("objava", {"PostPage"}),
        ("dogodek", {"EventPage"}),
        ("stran", {"PlainPage"}),
        ("ni-tega", {"PostPage", "EventPage", "PlainPage"}),
    ],
)
def test_the_filter_shows_one_kind(indexed, search, home, kind, names):
    indexed(post)
    indexed(event)
    indexed(home.add_child, instance=PlainPage(title="Rov", slug="rov"))

    answer = search(f"q=rov&vrsta={kind}")

    assert {type(page).__name__ for page in found(answer)} == names
    assert answer.context["results"].paginator.count == len(names)


def test_an_event_says_when_and_where_it_is(indexed, search):
    indexed(event, place=PlaceFactory(name="Ravenski rov"))

    assert "Ravenski rov, Prevalje" in search("q=rov").text


def test_an_event_that_is_over_says_so(indexed, search):
    day = timezone.now() - timedelta(days=3)
    indexed(event, starts_at=day)

    (hit,) = found(search("q=rov"))
    assert hit.has_passed is True
    assert f'<span class="tag">{gettext("over")}</span>' in search("q=rov").text


def test_an_event_that_was_cancelled_is_found(indexed, search):
    page = indexed(event)
    EventChange.objects.create(
        translation_key=page.translation_key, status="cancelled", changed_at=timezone.now()
    )

    assert found(search("q=rov")) == [page]


def test_results_have_pages_and_answer_to_any_number(indexed, search):
    organisation = OrganisationFactory()
    pages = {indexed(post, organisation=organisation) for _ in range(RESULTS_PER_PAGE + 1)}

    answers = {asked: search(f"q=rov&vrsta=objava&page={asked}") for asked in PAGES}

    numbers = {asked: answer.context["results"].number for asked, answer in answers.items()}
    shown = [*found(answers["1"]), *found(answers["2"])]
    assert numbers == PAGES
    assert (len(found(answers["1"])), len(shown), set(shown)) == (
        RESULTS_PER_PAGE,
        RESULTS_PER_PAGE + 1,
        pages,
    )
    assert 'href="?q=rov&amp;vrsta=objava&amp;page=2"' in answers["1"].text


# --- languages --------------------------------------------------------------------------------


def test_pages_in_other_languages_stand_below(indexed, search, english):
    slovene = indexed(post)
    foreign = indexed(post, locale=english)

    answer = search("q=rov")

    assert found(answer) == [slovene]
    assert answer.context["other_languages"] == [
        {"language": english, "title": "Rov", "url": foreign.url}
    ]
    assert f'<a href="{foreign.url}" hreflang="en" lang="en">Rov</a>' in answer.text


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_nothing_is_found_in_other_languages_that_is_not_for_everybody(
    indexed, search, english, hide
):
    indexed(hide, PostPageFactory, title="Rov", locale=english)

    assert search("q=rov").context["other_languages"] == []


def test_a_page_in_another_language_without_an_address_is_left_out(indexed, search, english):
    root = Page.get_first_root_node()
    indexed(root.add_child, instance=PlainPage(title="Rov", slug="en", locale=english))

    assert search("q=rov").context["other_languages"] == []


# --- organisations ----------------------------------------------------------------------------


def test_organisations_stand_above_the_pages(indexed, search):
    organisation = indexed(OrganisationFactory, name="Klub Rov", slug="klub-rov")
    page = indexed(post)

    answer = search("q=rov")

    assert (answer.context["organisations"], found(answer)) == ([organisation], [page])
    assert '<a href="/organizacije/klub-rov/">Klub Rov</a>' in answer.text


def test_organisations_that_left_the_network_are_not_found(indexed, search):
    organisation = indexed(OrganisationFactory, name="Klub Rov")
    organisation.is_active = False
    indexed(organisation.save)

    assert search("q=rov").context["organisations"] == []


FEW, ALL = ROWS_BESIDE_PAGES, ROWS_BESIDE_PAGES + 1


@pytest.mark.parametrize(
    ("kind", "organisations", "places"),
    [
        ("", FEW, FEW),
        ("ni-tega", FEW, FEW),
        ("objava", 0, 0),
        ("organizacija", ALL, 0),
        ("prostor", 0, ALL),
    ],
)
def test_a_few_rows_are_shown_beside_pages_of_every_kind_and_all_alone(
    indexed, search, kind, organisations, places
):
    page = indexed(post)
    for number in range(ALL):
        indexed(OrganisationFactory, name=f"Rov {number}")
        indexed(PlaceFactory, name=f"Rov {number}")

    answer = search(f"q=rov&vrsta={kind}")

    assert (len(answer.context["organisations"]), len(answer.context["places"])) == (
        organisations,
        places,
    )
    assert found(answer) == ([] if kind in {"organizacija", "prostor"} else [page])


def test_a_place_is_found_by_its_name_and_what_it_is_for(indexed, search):
    place = indexed(PlaceFactory, name="Oder", what_for="Koncerti", summary="Prizorišče v rovu")

    answers = [search(f"q={word}") for word in ("oder", "koncerti", "prizorišče")]

    assert [answer.context["places"] for answer in answers] == [[place]] * 3
    assert f'<a href="/prostori/{place.slug}/">Oder</a>' in answers[0].text


def test_places_that_are_given_up_are_not_found(indexed, search):
    indexed(PlaceFactory, name="Rov", is_active=False)

    assert search("q=rov").context["places"] == []


def test_a_search_that_finds_organisations_alone_does_not_say_that_there_is_nothing(
    indexed, search
):
    indexed(OrganisationFactory, name="Klub Rov")

    answer = search("q=rov")

    assert gettext("Nothing for “%(q)s”") % {"q": "rov"} not in answer.text
