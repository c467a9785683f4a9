"""Readers find in their own words; what they do not find, duty mends."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.core.factories import TopicFactory
from tests.guides.factories import GuidePageFactory
from tests.journeys.people import browser_of, words_of

SEARCH, SUGGESTIONS, REPORT = "/iskanje/", "/iskanje/predlogi/", "/cms/pregled/iskanje/"
LINK = "https://www.example.org/pirs"


@pytest.fixture
def guide(scene, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return GuidePageFactory(
            title="Nova šola",
            slug="nova-sola",
            summary="Kako se vpišeš in kaj prineseš s sabo.",
            organisation=scene.partner,
            topics=[TopicFactory(name="Izobraževanje", slug="izobrazevanje")],
            published=True,
        )


def titles(answer):
    return [hit.page.title for hit in answer.context["hits"]]


def search(reader, typed):
    return reader.get(SEARCH, {"q": typed})


def link_of(answer, path, query):
    """The link of a row of the report that leads to a form filled with the row's query."""
    links = map(unescape, re.findall(r'href="([^"]+)"', words_of(answer)))
    return next(link for link in links if link.startswith(path) and f"q={query}" in link)


@pytest.mark.parametrize("typed", ["sola", "šolo", "v šolah", "šoola"])
def test_a_reader_finds_a_guide_in_any_form_without_diacritics_and_with_a_wrong_letter(
    guide, clock, typed
):
    reader = Client()

    answer = search(reader, typed)

    assert titles(answer) == ["Nova šola"]
    assert "/vodniki/nova-sola/" in words_of(answer)
    assert reader.get("/vodniki/nova-sola/").status_code == 200


def test_a_reader_begins_a_title_without_diacritics_and_opens_what_the_box_offers(guide, clock):
    reader = Client()

    [first] = reader.get(SUGGESTIONS, {"q": "nova so"}).json()["suggestions"]

    assert first["label"] == "Nova šola"
    page = reader.get(first["url"])
    assert (page.status_code, "<h1" in words_of(page), "Nova šola" in words_of(page)) == (
        200,
        True,
        True,
    )


def test_what_two_readers_did_not_find_duty_makes_a_synonym_and_a_coordinator_promotes(
    guide, scene, clock
):
    one, other = Client(), Client()
    decider, coordinator = browser_of(scene.decider), browser_of(scene.coordinator)

    # Nobody wrote the word that these two use.
    assert [titles(search(reader, "pirs")) for reader in (one, other)] == [[], []]

    # Duty reads of it and says what is meant.
    report = decider.get(REPORT)
    rows = report.context["searches"].without_result
    assert [(row.query, row.asked, row.without_result) for row in rows] == [("pirs", 2, 2)]
    form = decider.get(link_of(report, f"{REPORT}sopomenka/", "pirs"))
    filled = {name: form.context["form"][name].value() for name in ("typed", "language")}
    assert filled == {"typed": "pirs", "language": "sl"}
    saved = decider.post(f"{REPORT}sopomenka/", {**filled, "means": "šola"})
    assert (saved.status_code, saved["Location"]) == (302, REPORT)

    # The same words find at once.
    assert titles(search(one, "pirs")) == ["Nova šola"]

    # A coordinator puts the school's own site above it.
    form = coordinator.get(link_of(coordinator.get(REPORT), "/cms/searchpicks/add/", "pirs"))
    assert form.context["form"]["query_string"].value() == "pirs"
    coordinator.post(
        "/cms/searchpicks/add/",
        {
            "query_string": "pirs",
            "editors_picks-TOTAL_FORMS": "1",
            "editors_picks-INITIAL_FORMS": "0",
            "editors_picks-0-page": "",
            "editors_picks-0-external_link_url": LINK,
            "editors_picks-0-external_link_text": "Vpis po spletu",
            "editors_picks-0-description": "",
            "editors_picks-0-ORDER": "1",
        },
    )
    answer = search(other, "Pirs")
    assert [(one.title, one.url) for one in answer.context["promoted"]] == [
        ("Vpis po spletu", LINK)
    ]
    assert f'href="{LINK}"' in words_of(answer)
    assert titles(answer) == ["Nova šola"]
