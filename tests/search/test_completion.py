"""What is offered to somebody who types, and what never is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone, translation
from wagtail.models import Locale, Page, PageViewRestriction

from core.models import Topic
from duty.roster import month_after, month_of
from home.models import PlainPage
from network.models import Municipality
from search.completion import Suggestion, suggestions
from search.models import Completion, CompletionStart, Entry, QueryCount
from search.services.completions import (
    complete_anew,
    complete_frequent_queries,
    complete_queries,
)
from search.services.indexing import index_objects
from tests.blog.factories import PostPageFactory
from tests.blog.hidden import HIDDEN
from tests.calendar_app.factories import EventPageFactory
from tests.network.factories import OrganisationFactory, PlaceFactory


@pytest.fixture
def indexed(db, django_capture_on_commit_callbacks):
    """Run something and write the index of what it saved."""

    def run(make, *args, **facts):
        with django_capture_on_commit_callbacks(execute=True):
            made = make(*args, **facts)
        # Nothing is committed in a test, so what has run would go on waiting.
        connection.run_on_commit.clear()
        return made

    return run


def offered(typed, language="sl"):
    with translation.override(language):
        found = suggestions(typed=typed, language=language, now=timezone.now())
    return [suggestion.label for suggestion in found]


def post(title, **facts):
    return PostPageFactory(title=title, published=True, **facts)


TYPED = {
    "as_written": "Šola v naravi",
    "beginning": "šo",
    "without_accents": "sola",
    "capitals": "SOLA V",
    "later_word": "nar",
    "other_order": "naravi šola",
    "beginnings_in_other_order": "na so",
    "one_letter_beside_a_word": "sola n",
    "spaces": "   sola   ",
    "between_quotes": '"sola"',
    "operators": "sola* AND OR -(naravi) %",
    "wrong_letter": "šoola",
    "wrong_letter_at_the_end": "sola naravo",
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_title_is_completed(indexed, typed):
    indexed(post, "Šola v naravi")

    assert offered(typed.replace(" AND OR", "")) == ["Šola v naravi"]


NOT_TYPED = {
    "nothing": "",
    "one_letter": "š",
    "letters_alone": "š v n",
    "middle_of_a_word": "ola",
    "another_word_besides": "šola morje",
    "percent": "%%",
    "underscores": "__",
    "stars": "**",
    "nul": "\0\0",
    "surrogates": "\ud800\udfff",
    "emoji": "🙈🙈",
}


@pytest.mark.parametrize("typed", NOT_TYPED.values(), ids=NOT_TYPED.keys())
def test_nothing_is_completed(indexed, typed):
    indexed(post, "Šola v naravi")

    assert offered(typed) == []


def test_rows_are_completed_in_each_language_and_pages_in_their_own(indexed):
    indexed(post, "Mladina na kolesih")
    indexed(OrganisationFactory, name="Mladinski krog", short_name="MKKR", is_active=True)
    indexed(PlaceFactory, name="Mladinska soba")
    room = Entry.objects.get(kind="prostor").label

    assert offered("mlad") == [room, "Mladinski krog", "Mladina na kolesih"]
    assert offered("mlad", "en") == [room, "Mladinski krog"]
    assert offered("mkk") == ["Mladinski krog"]


def test_completion_says_where_and_what_it_is(indexed, home):
    page = indexed(post, "Rdeča nit")
    indexed(OrganisationFactory, name="Rdeči krog", slug="krog")
    locale = Locale.objects.get(language_code="sl")
    indexed(Topic.objects.create, name="Rdeče", slug="rdece", locale=locale)
    indexed(
        index_objects, model=Municipality, pks=Municipality.objects.values_list("pk", flat=True)
    )

    with translation.override("sl"):
        found = suggestions(typed="rdeč", language="sl", now=timezone.now())
        towns = suggestions(typed="mežic", language="sl", now=timezone.now())
    with translation.override("de"):
        german = suggestions(typed="rdeč", language="de", now=timezone.now())

    assert found == [
        Suggestion("Rdeče", "/teme/rdece/", "Tema"),
        Suggestion("Rdeči krog", "/organizacije/krog/", "Organizacija"),
        Suggestion("Rdeča nit", page.get_url(), "Objava"),
    ]
    assert towns == [Suggestion("Mežica", "/obcine/mezica/", "Občina")]
    assert german == [Suggestion("Rdeči krog", "/de/organizacije/krog/", "Organisation")]


def test_title_that_begins_so_stands_before_one_that_has_it_later(indexed):
    indexed(OrganisationFactory, name="Društvo tabornikov")
    indexed(post, "Taborniki iščejo vodnike")

    assert offered("tabor") == ["Taborniki iščejo vodnike", "Društvo tabornikov"]
    assert offered("tabornikov dru") == ["Društvo tabornikov"]


def test_what_is_to_come_stands_before_what_is_over_and_soonest_first(indexed):
    now = timezone.now()
    for title, days in (("Kino včeraj", -1), ("Kino poleti", 90), ("Kino jutri", 1)):
        begins = now + timedelta(days=days)
        indexed(EventPageFactory, title=title, starts_at=begins, ends_at=None, published=True)
    indexed(post, "Kino nekoč")

    assert offered("kino") == ["Kino nekoč", "Kino jutri", "Kino poleti", "Kino včeraj"]


def test_event_that_recurs_is_offered_once_and_leads_to_the_next_time(indexed):
    now = timezone.now()
    pages = [
        indexed(
            EventPageFactory,
            title="Odprta vrata",
            starts_at=now + timedelta(days=days),
            ends_at=now + timedelta(days=days, hours=1),
            published=True,
        )
        for days in (-7, 14, 7, 21)
    ]

    found = suggestions(typed="odprta", language="sl", now=now)
    after = suggestions(typed="odprta", language="sl", now=now + timedelta(days=99))

    assert [suggestion.url for suggestion in found] == [pages[2].get_url()]
    assert [suggestion.url for suggestion in after] == [pages[3].get_url()]
    indexed(pages[2].delete)
    left = suggestions(typed="odprta", language="sl", now=now)
    assert [suggestion.url for suggestion in left] == [pages[1].get_url()]


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN.keys())
def test_page_that_is_not_public_is_not_offered(indexed, hide):
    indexed(hide, PostPageFactory, title="Skrito gnezdo")

    assert Entry.objects.filter(label="Skrito gnezdo").exists()
    assert not Completion.objects.filter(label="Skrito gnezdo").exists()
    assert offered("skrito") == []


def test_page_is_no_longer_offered_once_it_is_taken_down(indexed):
    page = indexed(post, "Kratka slava")
    assert offered("kratka") == ["Kratka slava"]

    indexed(page.unpublish)

    assert offered("kratka") == []
    assert not Completion.objects.filter(label="Kratka slava").exists()


def test_page_below_a_restricted_one_is_not_offered(indexed):
    page = indexed(post, "Samo za nas")
    above = page.get_parent()

    restriction = indexed(
        PageViewRestriction.objects.create,
        page=above,
        restriction_type=PageViewRestriction.LOGIN,
    )
    assert offered("samo") == []

    indexed(restriction.delete)
    assert offered("samo") == ["Samo za nas"]


def test_draft_of_a_new_title_is_not_offered_before_it_is_published(indexed):
    page = indexed(post, "Stari naslov")
    page.title = "Novi naslov"
    revision = indexed(page.save_revision)
    assert (offered("stari"), offered("novi")) == (["Stari naslov"], [])

    indexed(revision.publish)

    assert (offered("stari"), offered("novi")) == ([], ["Novi naslov"])


def test_name_that_was_changed_is_not_offered_any_more(indexed):
    organisation = indexed(OrganisationFactory, name="Staro društvo", short_name="STD")
    organisation.name, organisation.short_name = "Novo društvo", "NVD"

    indexed(organisation.save)

    assert [offered(typed) for typed in ("staro", "std", "novo", "nvd")] == [
        [],
        [],
        ["Novo društvo"],
        ["Novo društvo"],
    ]


def test_short_name_alone_is_exchanged(indexed):
    organisation = indexed(OrganisationFactory, name="Klub ob reki", short_name="KXR")
    organisation.short_name = "ŽR"

    indexed(organisation.save)

    assert offered("kxr") == []
    assert offered("zr") == ["Klub ob reki"]


def test_title_stays_while_another_page_has_it(indexed):
    first, second = indexed(post, "Skupni naslov"), indexed(post, "Skupni naslov")

    indexed(first.delete)
    left = suggestions(typed="skupni", language="sl", now=timezone.now())
    indexed(second.delete)

    assert [suggestion.url for suggestion in left] == [second.get_url()]
    assert offered("skupni") == []


def test_address_is_right_after_a_page_was_moved_and_after_one_above_it_was(indexed, home):
    above, other = (
        indexed(home.add_child, instance=PlainPage(title=title, slug=title.lower()))
        for title in ("Zgornja", "Druga")
    )
    page = indexed(above.add_child, instance=PlainPage(title="Potujoča stran", slug="potujoca"))

    def address():
        return [row.url for row in suggestions(typed="potuj", language="sl", now=timezone.now())]

    assert address() == ["/zgornja/potujoca/"]
    above.slug = "nova"
    indexed(above.save)
    assert address() == ["/nova/potujoca/"]
    indexed(Page.objects.get(pk=page.pk).move, other, pos="last-child")
    assert address() == ["/druga/potujoca/"]


def test_at_most_ten_are_offered_with_the_same_number_of_queries(
    indexed, django_assert_max_num_queries, django_assert_num_queries
):
    indexed(post, "Množica prva")
    indexed(OrganisationFactory, name="Množica klub")
    now = timezone.now()
    suggestions(typed="množ", language="sl", now=now)
    with django_assert_max_num_queries(8) as few:
        assert len(suggestions(typed="množ", language="sl", now=now)) == 2
    for number in range(14):
        indexed(post, f"Množica številka {number}")
    for number in range(3):
        indexed(OrganisationFactory, name=f"Množica klub {number}")

    with django_assert_num_queries(len(few)):
        assert len(suggestions(typed="množ", language="sl", now=now)) == 10


def test_frequent_beginnings_give_the_same_as_rare_ones(indexed, monkeypatch):
    for title in ("Kamen", "Kamela v puščavi", "Velika kamera", "Kava in kamen"):
        indexed(post, title)
    rare = [offered(typed) for typed in ("kam", "ka ka", "ve kam", "kam morje")]

    monkeypatch.setattr("search.completion.FREQUENT", 1)

    assert [offered(typed) for typed in ("kam", "ka ka", "ve kam", "kam morje")] == rare
    assert sorted(rare[0]) == ["Kamela v puščavi", "Kamen", "Kava in kamen", "Velika kamera"]


def test_completions_made_anew_are_those_that_were_kept_in_step(indexed):
    now = timezone.now()
    indexed(post, "Eden", first_published_at=now)
    indexed(OrganisationFactory, name="Drugi", short_name="D2")
    for days in (-3, 3):
        starts_at = now + timedelta(days=days)
        indexed(EventPageFactory, title="Tretji", starts_at=starts_at, published=True)
    indexed(indexed(post, "Eden").delete)

    def rows():
        return (
            set(Completion.objects.values_list("language", "label", "words", "weight", "is_query")),
            set(CompletionStart.objects.values_list("language", "head", "rest", "weight")),
        )

    kept = rows()
    complete_anew()

    assert {"Eden", "Drugi", "Tretji"} <= {row[1] for row in kept[0]}
    assert rows() == kept


def test_frequent_query_is_offered_after_titles_and_leads_to_its_results(indexed):
    indexed(post, "Delo na daljavo")

    number = complete_queries(
        asked={("sl", "delovni čas"): 9, ("sl", "delo za študente"): 30, ("en", "deluxe"): 5}
    )

    assert number == 3
    assert offered("del") == ["Delo na daljavo", "delo za študente", "delovni čas"]
    assert offered("del", "en") == ["deluxe"]
    found = suggestions(typed="štud", language="sl", now=timezone.now())
    assert [row.url for row in found] == ["/iskanje/?q=delo+za+%C5%A1tudente"]
    complete_queries(asked={})
    assert offered("del") == ["Delo na daljavo"]


def test_title_takes_the_place_of_a_query_with_the_same_words(indexed):
    complete_queries(asked={("sl", "rock koncert"): 9})

    page = indexed(post, "rock koncert")
    complete_queries(asked={("sl", "rock koncert"): 9})

    found = suggestions(typed="rock", language="sl", now=timezone.now())
    assert [row.url for row in found] == [page.get_url()]


def counted(query, *, months=(0, -1), asked=12, clicked=4, without_result=0, language="sl"):
    for back in months:
        QueryCount.objects.create(
            month=month_after(month_of(timezone.now()), back),
            language=language,
            query=query,
            asked=asked,
            clicked=clicked,
            without_result=without_result,
        )


NOT_FREQUENT = {
    "asked_by_few": {"asked": 5, "clicked": 5},
    "of_one_month": {"months": (0,), "asked": 99},
    "long_ago": {"months": (-4, -5)},
    "without_result_at_times": {"without_result": 1},
    "never_opened": {"clicked": 0},
    "of_words_that_no_page_has": {"query": "sramota na koroškem"},
    "of_another_language": {"language": "en"},
}


@pytest.mark.parametrize("facts", NOT_FREQUENT.values(), ids=NOT_FREQUENT.keys())
def test_query_is_offered_to_others_only_if_many_asked_and_found(indexed, facts):
    indexed(post, "Poletno delo za študente na Koroškem")
    counted("delo za študente")
    counted(**{"query": "študente na koroškem", **facts})

    complete_frequent_queries(now=timezone.now())

    queries = Completion.objects.filter(is_query=True, language="sl")
    assert list(queries.values_list("label", flat=True)) == ["delo za študente"]


def test_query_that_has_become_rare_is_offered_no_more(indexed):
    indexed(post, "Poletno delo za študente")
    counted("delo za študente")
    assert complete_frequent_queries(now=timezone.now()) == 1

    assert complete_frequent_queries(now=timezone.now() + timedelta(days=99)) == 0

    assert offered("delo") == ["Poletno delo za študente"]


def test_what_was_closed_while_the_index_was_not_written_is_not_offered(indexed):
    """As when a process ended between closing and indexing."""
    page = indexed(post, "Skrivna pot")
    place = indexed(PlaceFactory, name="Skrivna hiša")
    before = offered("skrivna")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="skrivnost"
    )
    type(place).objects.filter(pk=place.pk).update(is_active=False)

    assert (sorted(before), offered("skrivna")) == (["Skrivna hiša", "Skrivna pot"], [])
