"""The search as its readers meet it. The index is written when what was saved is committed."""

import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext, ngettext, pgettext
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, Page

from calendar_app.models import EventChange
from core.models import Topic
from home.models import PlainPage
from search.models import Entry, QueryCount
from search.paging import HITS_PER_PAGE
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.blog.test_views import PAGES
from tests.calendar_app.factories import EventPageFactory
from tests.core.factories import LifeStageFactory
from tests.guides.factories import GuidePageFactory
from tests.network.factories import OrganisationFactory, PlaceFactory
from tests.search.naughty import NAUGHTY, generated


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


def topic(name, **facts):
    return Topic.objects.create(name=name, slug=name.lower(), locale=Locale.get_default(), **facts)


def found(answer):
    """The titles of what is shown."""
    return [hit.page.title for hit in answer.context.get("hits", [])]


def kinds(answer):
    return sorted(str(hit.kind_label) for hit in answer.context["hits"])


def encoded(query):
    """A query as a browser sends it, whatever is in it."""
    return quote(query.encode("utf-8", "surrogatepass"))


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
    "plus and minus": ("%2Brov+-rov", True),
    "PostgreSQL's operators": ("rov+%26+!rov+|+<->", True),
    "a backslash": ("rov%5C", True),
    "NUL": ("rov%00", True),
    "half a character": ("rov%ED%A0%80", True),
    "broken UTF-8": ("rov%FF%FE", True),
    "a bare percent sign": ("rov+%", True),
    "10,000 characters": ("rov" * 3_333, False),
    "10,000 words": ("rov+" * 10_000, True),
    "only punctuation": ("!%3F....--%3B%3B", False),
    "pictures": ("%F0%9F%8E%B8", False),
    "written from right to left": ("%E2%80%AErov", True),
    "markup": ("<script>alert(1)</script>", False),
    "a figure above the line": ("%C2%B2", False),
}


@pytest.mark.parametrize(("query", "is_found"), ODD_QUERIES.values(), ids=ODD_QUERIES)
def test_any_query_has_an_answer(indexed, search, query, is_found):
    indexed(post)

    answer = search(f"q={query}")

    assert (answer.status_code, found(answer)) == (200, ["Rov"] if is_found else [])
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("query", NAUGHTY.values(), ids=NAUGHTY)
def test_a_naughty_query_has_an_answer_in_time(indexed, search, query):
    indexed(post)
    began = time.perf_counter()

    answer = search(f"q={encoded(query)}")

    assert answer.status_code == 200
    assert time.perf_counter() - began < 5
    for markup in ("<script>alert", "<svg/onload", '" autofocus onfocus=alert'):
        assert markup not in answer.text


@pytest.mark.walk
def test_two_thousand_generated_queries_have_an_answer(indexed, search):
    for title in ("Rov", "Rov in rove", "Stari rov pod goro", "Ravne", "Šola v rovu"):
        indexed(PostPageFactory, title=title, summary="V rovu in na trgu.", published=True)
    refused, slowest = [], 0
    for query in generated(2_000):
        began = time.perf_counter()
        if search(f"q={encoded(query)}").status_code != 200:
            refused.append(query)
        slowest = max(slowest, time.perf_counter() - began)

    assert refused == []
    assert slowest < 5


@pytest.mark.parametrize("name", ["vrsta", "tema", "obcina", "kdaj", "razvrsti", "page"])
@pytest.mark.parametrize("value", ["", "<b>", "\0", "\ud800", "' OR 1=1", "x" * 10_000, "-1"])
def test_any_value_of_a_filter_has_an_answer(indexed, search, name, value):
    indexed(post)

    answer = search(f"q=rov&{name}={encoded(value)}")

    assert (answer.status_code, found(answer)) == (200, ["Rov"])
    assert "<b>" not in answer.text.split("<main")[1]


def test_all_filters_at_once_and_again_have_an_answer(indexed, search):
    indexed(post)
    every = "&".join(
        f"{name}={value}"
        for name in (
            "vrsta", "tema", "obcina", "obdobje", "organizacija", "kdaj", "razvrsti", "dobesedno"
        )
        for value in ("a", "danes", "objava", "1", "")
    )  # fmt: skip

    assert search(f"q=rov&q=rov&{every}&page=2&page=x").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_search_is_read_only(client, db, method):
    assert getattr(client, method)("/iskanje/?q=rov").status_code == 405


@pytest.mark.parametrize(
    "address",
    ["", "vrsta=objava", "q=rov&q=", "drugo=rov", "q[]=rov", "page=2", "vrsta=objava&page=x"],
)
def test_a_search_without_words_shows_the_box_and_doors(indexed, search, address):
    indexed(post)
    indexed(LifeStageFactory, name="Študij", slug="studij")
    indexed(topic, "Jamarstvo")

    answer = search(address)

    assert (answer.status_code, found(answer)) == (200, [])
    assert gettext("Nothing for “%(q)s”") % {"q": ""} not in answer.text
    for door in ("/vodniki/?obdobje=studij", "/teme/jamarstvo/", "/koledar/"):
        assert f'href="{door}"' in answer.text


def test_results_are_for_no_search_engine(indexed, search):
    assert '<meta name="robots" content="noindex">' in search("q=rov").text


# --- what is found ----------------------------------------------------------------------------


def test_every_word_must_be_there_in_any_form(indexed, search):
    indexed(PostPageFactory, title="Koncert", summary="V rovu.", published=True)
    indexed(PostPageFactory, title="Drugi koncert", summary="Na trgu.", published=True)

    answer = search("q=ROV+koncertov")

    assert (found(answer), answer.context["found"].is_partial) == (["Koncert"], False)


def test_where_nothing_has_all_words_some_of_them_do_and_it_says_so(indexed, search):
    indexed(PostPageFactory, title="Koncert", published=True)

    answer = search("q=koncert+ravbarkomanda")

    assert found(answer) == ["Koncert"]
    assert (
        gettext("Nothing has all the words of “%(q)s”. These have some of them.")
        % {"q": "koncert ravbarkomanda"}
        in answer.text
    )


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

    assert [found(search(f"q={quote(word)}")) for word in ("škrat", "škratom", "skrata")] == [
        [page.title]
    ] * 3


def test_hits_are_marked_in_whatever_form_they_stand(indexed, search):
    indexed(
        PostPageFactory,
        title="Jama",
        published=True,
        body=[("paragraph", "<p>V starih rovih pod goro & <i>rudnikom</i>.</p>")],
    )

    assert "V starih <mark>rovih</mark> pod goro &amp; rudnikom." in search("q=rov").text


def test_the_text_begins_where_no_word_of_it_was_hit(indexed, search):
    indexed(post, summary="Pod zemljo <je> tema.")

    assert "Pod zemljo &lt;je&gt; tema." in search("q=rov").text


def test_an_event_is_found_by_its_place_in_words(indexed, search):
    page = indexed(EventPageFactory, place_text="Pri starem rovu", published=True)

    assert found(search("q=rovu")) == [page.title]


@pytest.mark.parametrize("factory", [PostPageFactory, EventPageFactory], ids=["post", "event"])
@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_nothing_is_found_that_is_not_for_everybody(indexed, search, hide, factory):
    indexed(hide, factory, title="Rov")

    answer = search("q=rov")

    assert (found(answer), answer.context["found"].total) == ([], 0)


@pytest.mark.parametrize("factory", [PostPageFactory, EventPageFactory], ids=["post", "event"])
def test_what_was_closed_this_instant_is_left_out(indexed, search, factory):
    page = indexed(factory, title="Rov", published=True)
    indexed(post)
    # The index has not heard of it.
    Page.objects.filter(pk=page.pk).update(live=False)

    answer = search("q=rov")

    assert (answer.status_code, len(found(answer)), answer.context["found"].total) == (200, 1, 2)


def test_what_is_gone_but_in_the_index_is_left_out(indexed, search):
    organisation = indexed(OrganisationFactory, name="Klub Rov")
    Entry.objects.filter(term=f"organizacija:{organisation.slug}").update(object_id="987654")

    assert (search("q=rov").status_code, found(search("q=rov"))) == (200, [])


def test_the_words_of_a_newer_draft_find_nothing(indexed, search):
    page = indexed(post)
    page.title = "Skrivnost"
    indexed(page.save_revision)

    assert (found(search("q=skrivnost")), found(search("q=rov"))) == ([], ["Rov"])


def test_the_frame_of_the_site_is_not_among_the_results(indexed, search, home):
    home.title = "Rov"
    indexed(home.save)

    assert found(search("q=rov")) == []


@pytest.fixture
def one_of_each(indexed, home):
    indexed(post)
    indexed(event)
    indexed(home.add_child, instance=PlainPage(title="Rov", slug="rov"))
    indexed(OrganisationFactory, name="Rov")
    indexed(PlaceFactory, name="Rov")
    indexed(topic, "Rov")


ALL = ["Event", "Organisation", "Page", "Place", "Post", "Topic"]


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        ("", ALL),
        ("objava", ["Post"]),
        ("dogodek", ["Event"]),
        ("stran", ["Page"]),
        ("organizacija", ["Organisation"]),
        ("prostor", ["Place"]),
        ("tema", ["Topic"]),
        ("ni-tega", ALL),
    ],
)
def test_a_tab_shows_one_kind_and_every_tab_its_number(one_of_each, search, kind, labels):
    answer = search(f"q=rov&vrsta={kind}")

    assert kinds(answer) == sorted(gettext(label) for label in labels)
    tabs = answer.context["tabs"]
    assert [tab["number"] for tab in tabs] == [len(ALL)] + [1] * len(ALL)
    assert [tab["query"] for tab in tabs if tab["is_current"]] == [
        f"q=rov&vrsta={kind}" if len(labels) == 1 else "q=rov"
    ]


def test_rows_are_drawn_with_where_and_what_they_are(one_of_each, search):
    text = search("q=rov").text

    kind = f"{gettext('other room')} · Prevalje"
    assert (kind in text, f"{gettext('youth organisation')} · Mežica" in text) == (True, True)
    for address in ("/prostori/", "/organizacije/", "/teme/rov/"):
        assert f'<h3 class="hit_title"><a href="{address}' in text


def test_an_event_says_when_and_where_it_is(indexed, search):
    indexed(event, place=PlaceFactory(name="Ravenski rov"))

    assert "Ravenski rov, Prevalje" in search("q=rov").text


def test_what_is_over_comes_last_and_says_so(indexed, search):
    now = timezone.now()
    indexed(event, summary="Preteklo.", starts_at=now - timedelta(days=3))
    indexed(event, summary="Prihaja.", starts_at=now + timedelta(days=3))

    answer = search("q=rov")

    assert [hit.has_passed for hit in answer.context["hits"]] == [False, True]
    assert answer.text.count(f'<span class="tag">{gettext("over")}</span>') == 1


def test_an_event_that_was_cancelled_is_found_and_says_so(indexed, search):
    page = indexed(event)
    EventChange.objects.create(
        translation_key=page.translation_key, status="cancelled", changed_at=timezone.now()
    )

    answer = search("q=rov")

    assert (found(answer), pgettext("event", "Cancelled") in answer.text) == (["Rov"], True)


def test_results_have_pages_and_answer_to_any_number(indexed, search):
    organisation = OrganisationFactory()
    pages = {indexed(post, organisation=organisation).pk for _ in range(HITS_PER_PAGE + 1)}

    answers = {asked: search(f"q=rov&vrsta=objava&page={asked}") for asked in PAGES}

    numbers = {asked: answer.context["page_obj"].number for asked, answer in answers.items()}
    shown = [hit.page.pk for asked in "12" for hit in answers[asked].context["hits"]]
    assert numbers == PAGES
    assert (len(found(answers["1"])), len(shown), set(shown)) == (
        HITS_PER_PAGE,
        HITS_PER_PAGE + 1,
        pages,
    )
    assert 'href="?q=rov&amp;vrsta=objava&amp;page=2"' in answers["1"].text


def test_the_newest_come_first_when_asked_for(indexed, search):
    for days, title in ((1, "Rov včeraj"), (9, "Rov rov rov"), (3, "Rov te dni")):
        indexed(PostPageFactory, title=title, published=True)
        published_at = timezone.now() - timedelta(days=days)
        Entry.objects.filter(label=title).update(published_at=published_at)

    assert found(search("q=rov&razvrsti=najnovejse")) == [
        "Rov včeraj",
        "Rov te dni",
        "Rov rov rov",
    ]


# --- filters ----------------------------------------------------------------------------------


def test_a_filter_narrows_and_can_be_removed(indexed, search):
    organisation = indexed(OrganisationFactory, name="Klub", slug="klub")
    indexed(PostPageFactory, title="Rov kluba", organisation=organisation, published=True)
    indexed(post)

    answer = search("q=rov&organizacija=klub")

    assert found(answer) == ["Rov kluba"]
    assert 'class="chosen_filters_one" href="?q=rov"' in answer.text
    assert '<option value="klub" selected>Klub (1)</option>' in answer.text


def test_what_nobody_knows_is_named_while_the_rest_works(indexed, search):
    indexed(post)

    answer = search("q=rov&tema=ni-tega&kdaj=%3Cb%3E")

    assert found(answer) == ["Rov"]
    for label, value in ((gettext("Topic"), "ni-tega"), (gettext("When"), "&lt;b&gt;")):
        assert (
            gettext("We do not know the filter “%(label)s: %(value)s”, so it was left out.")
            % {"label": label, "value": value}
            in answer.text
        )


def test_filters_that_leave_nothing_say_how_much_there_is_without(indexed, search):
    indexed(post)

    answer = search("q=rov&kdaj=preteklo")

    sentence = ngettext(
        "With these filters there is nothing. Without them there is %(number)s hit.",
        "With these filters there is nothing. Without them there are %(number)s hits.",
        1,
    )
    assert sentence % {"number": 1} in answer.text
    assert 'href="/iskanje/?q=rov"' in answer.text


def cost(search, address):
    """What a visit asks of the database when the first of its kind has been."""
    search(address)
    with CaptureQueriesContext(connection) as queries:
        search(address)
    return len(queries)


MAKERS = {
    "objava": post,
    "dogodek": event,
    "vodnik": lambda: GuidePageFactory(title="Rov", published=True),
    "organizacija": lambda: OrganisationFactory(name=f"Rov {Entry.objects.count()}"),
    "prostor": lambda: PlaceFactory(name=f"Rov {Entry.objects.count()}"),
}


@pytest.mark.parametrize(("kind", "make"), MAKERS.items(), ids=MAKERS)
def test_a_search_asks_as_often_for_many_hits_as_for_one(indexed, search, kind, make):
    address = f"q=rov&vrsta={kind}"
    indexed(make)
    for_one = cost(search, address)

    for _ in range(6):
        indexed(make)

    assert (cost(search, address), len(found(search(address)))) == (for_one, 7)


# --- what was meant ---------------------------------------------------------------------------


def test_a_word_that_was_mistyped_is_corrected_with_a_way_back(indexed, search):
    indexed(PostPageFactory, title="Štipendija", published=True)

    answer = search("q=stripendija&vrsta=objava")

    assert found(answer) == ["Štipendija"]
    sentence = gettext("Showing results for <strong>%(words)s</strong>.")
    assert sentence % {"words": "štipendija"} in answer.text
    assert 'href="?q=stripendija&amp;vrsta=objava&amp;dobesedno=1"' in answer.text


def test_a_literal_search_is_neither_corrected_nor_bent(indexed, search):
    indexed(PostPageFactory, title="Štipendija", published=True)

    answers = [search(f"q={word}&dobesedno=1") for word in ("stripendija", "štipendije")]

    assert [found(answer) for answer in answers] == [[], []]
    assert found(search("q=stipendija&dobesedno=1")) == ["Štipendija"]
    for answer in answers:
        assert gettext("Find other forms too") in answer.text


def test_a_literal_search_without_filters_is_still_literal(indexed, search):
    indexed(PostPageFactory, title="Štipendija", published=True)
    indexed(PostPageFactory, title="Štipendije", published=True)

    narrowed = search("q=stipendija&dobesedno=1&vrsta=dogodek")

    assert narrowed.context["without_filters"] == 1
    way = narrowed.context["form"].without_filters()
    assert f'href="/iskanje/?{escape(way)}"' in narrowed.text
    assert found(search(way)) == ["Štipendija"]


def test_a_literal_search_marks_what_it_found(indexed, search):
    indexed(PostPageFactory, title="Novica", summary="Tu je šola.", published=True)

    assert "<mark>šola</mark>" in search("q=šola&dobesedno=1").text


def test_what_was_corrected_is_shown_as_words(indexed, search):
    indexed(PostPageFactory, title="Štipendija", published=True)

    answer = search(f"q={quote('stripendija <b>')}")

    assert found(answer) == ["Štipendija"]
    assert "<b>" not in answer.text.split("<main")[1]


# --- nothing ----------------------------------------------------------------------------------


def test_a_search_that_finds_nothing_says_so_in_the_readers_words(indexed, search):
    answer = search(f"q={quote('<b>ničesar')}")

    assert found(answer) == []
    assert gettext("Nothing for “%(q)s”") % {"q": "&lt;b&gt;ničesar"} in answer.text


def test_whoever_finds_nothing_may_say_what_they_look_for_and_go_on(indexed, search):
    indexed(LifeStageFactory, name="Študij", slug="studij")

    answer = search("q=qqwwzz")

    assert f'action="{reverse("search:missing")}"' in answer.text
    for door in ("/vodniki/?obdobje=studij", "/koledar/"):
        assert f'href="{door}"' in answer.text


def test_whoever_finds_nothing_meets_the_guides_and_institutions_nearest_by_topic(indexed, search):
    organisation = indexed(OrganisationFactory, name="Zavod")
    near = indexed(topic, "Stanovanja")
    indexed(topic, "Glasba")
    indexed(
        GuidePageFactory,
        title="Ključi v roki",
        topics=[near],
        organisation=organisation,
        published=True,
    )

    answer = search("q=stanovanjstvo")

    assert answer.context["found"].total == 0
    ways = answer.context["ways"]
    assert [one.name for one in ways.topics] == ["Stanovanja"]
    assert [hit.page.title for hit in ways.hits] == ["Ključi v roki", "Zavod"]
    assert 'href="/teme/stanovanja/"' in answer.text


# --- languages --------------------------------------------------------------------------------


def test_pages_in_other_languages_stand_below(indexed, search, english):
    indexed(post)
    foreign = indexed(post, locale=english)

    answer = search("q=rov")

    assert [hit.page.locale.language_code for hit in answer.context["hits"]] == ["sl"]
    assert f'<a href="{foreign.url}" hreflang="en" lang="en">Rov</a>' in answer.text


def test_pages_in_other_languages_are_offered_where_there_is_nothing_in_this_one(
    indexed, search, english
):
    foreign = indexed(post, locale=english)

    answer = search("q=rov")

    assert (found(answer), f'<a href="{foreign.url}" hreflang="en"' in answer.text) == ([], True)


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_nothing_is_found_in_other_languages_that_is_not_for_everybody(
    indexed, search, english, hide
):
    indexed(hide, PostPageFactory, title="Rov", locale=english)

    assert search("q=rov").context["elsewhere"] == []


def test_a_page_in_another_language_without_an_address_is_left_out(indexed, search, english):
    root = Page.get_first_root_node()
    indexed(root.add_child, instance=PlainPage(title="Rov", slug="en", locale=english))

    assert search("q=rov").context["elsewhere"] == []


def test_rows_are_found_in_every_language_and_say_that_their_text_is_slovene(indexed, client):
    indexed(OrganisationFactory, name="Klub Rov", slug="klub-rov", summary="Pod zemljo.")

    text = client.get("/en/iskanje/?q=rov").text

    assert '<a href="/en/organizacije/klub-rov/">Klub Rov</a>' in text
    assert 'class="hit_text" lang="sl">Pod zemljo.' in text


# --- rows -------------------------------------------------------------------------------------


def test_organisations_that_left_the_network_are_not_found(indexed, search):
    organisation = indexed(OrganisationFactory, name="Klub Rov")
    organisation.is_active = False
    indexed(organisation.save)

    assert found(search("q=rov")) == []


def test_a_place_is_found_by_its_name_and_what_it_is_for(indexed, search):
    indexed(PlaceFactory, name="Oder", what_for="Koncerti", summary="Prizorišče v rovu")

    answers = [search(f"q={word}") for word in ("oder", "koncert", "prizorišča")]

    assert [found(answer) for answer in answers] == [["Oder"]] * 3


def test_places_that_are_given_up_are_not_found(indexed, search):
    indexed(PlaceFactory, name="Rov", is_active=False)

    assert found(search("q=rov")) == []


# --- editors ----------------------------------------------------------------------------------


def promote(**facts):
    query = Query.get("rov")
    return SearchPromotion.objects.create(query=query, sort_order=0, **facts)


LINK = {"external_link_url": "https://example.org/rov", "external_link_text": "Rudnik <b>"}


def test_what_editors_promote_stands_above_the_first_hits(indexed, search):
    indexed(post)
    promote(**LINK)

    shown = {
        address: "https://example.org/rov" in search(address).text
        for address in ("q=rov", "q=rov&vrsta=objava", "q=rov&page=1", "q=jama")
    }

    assert shown == {
        "q=rov": True,
        "q=rov&vrsta=objava": False,
        "q=rov&page=1": True,
        "q=jama": False,
    }
    assert "Rudnik &lt;b&gt;" in search("q=rov").text


def test_what_editors_promote_is_shown_where_nothing_is_found(indexed, search):
    promote(**LINK)

    page = search("q=rov").text

    assert 'href="https://example.org/rov"' in page
    assert ('data-clicks-to="' in page, "js/search_clicks" in page) == (True, True)
    assert list(QueryCount.objects.values_list("asked", "without_result")) == [(1, 0)]


def test_a_question_is_counted_and_a_look_at_more_of_it_is_not(indexed, search):
    indexed(post)

    for address in ("q=rov", "q=rov&page=2", "q=rov&vrsta=objava", "q=ravbarkomanda"):
        search(address)

    counted = QueryCount.objects.values_list("query", "asked", "without_result")
    assert sorted(counted) == [("ravbarkomanda", 1, 1), ("rov", 1, 0)]


# --- the box in the header ----------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/koledar/", "/oddaj/", "/de/"])
def test_every_page_has_one_box_in_its_header(client, home, address):
    text = client.get(address, follow=True).text

    assert text.count('id="site_header_input"') == 1


def test_the_search_page_has_its_own_box_and_a_mark_in_the_header(search, db):
    text = search("q=rov").text

    assert (text.count('type="search"'), "site_header_input" in text) == (1, False)
    assert '<a class="site_header_search" href="/iskanje/" aria-current="true">' in text
