"""Every page that readers get to, in every language: it is there, it is sound, and all can use it."""

from itertools import chain

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from tests.browser import markup
from tests.browser.crawl import Crawl
from tests.browser.watch import PHONE, VARIANTS, Watch

pytestmark = pytest.mark.browser

PREFIXES = {
    code: "" if code == settings.LANGUAGE_CODE else f"/{code}" for code, _name in settings.LANGUAGES
}
# What no link shows: words that are found, words that are not, a list narrowed to nothing.
STATES = (
    "/iskanje/?q=tabor",
    "/iskanje/?q=Koro%C5%A1ka",
    "/iskanje/?q=ni%C4%8Desar",
    "/koledar/?obcina=podvelka&tema=podjetnistvo",
    "/prijava/",
    "/geslo/pozabljeno/",
)
FORMS = ("/sporoci-napako/", "/prijava/")
# For two processes; more than two, because the first pages that are found are the larger ones.
SHARES = 4
AUTHORS = (
    "/oddaj/",
    "/oddaj/objava/",
    "/oddaj/dogodek/",
    "/oddaj/vodnik/",
    "/oddaj/mentor/",
    "/oddaj/organizacija/drustvo-podzemlje/",
    "/racun/",
    "/racun/naslov/",
    "/geslo/",
)


@pytest.fixture(scope="module")
def crawl(demo):
    return Crawl(demo, [prefix + path for prefix in PREFIXES.values() for path in ("/", *STATES)])


@pytest.fixture
def watch(chromium, demo):
    context = chromium.new_context(reduced_motion="reduce")
    yield Watch(context, demo)
    context.close()


def test_every_address_answers_and_leads_somewhere(crawl):
    _nothing(crawl.complaints)


def test_every_public_page_is_reached_by_links(crawl):
    from wagtail.models import Page  # the apps are loaded by now

    public = [page.url for page in Page.objects.live().public().filter(depth__gt=1)]

    _nothing(sorted(set(public) - set(crawl.answers)))


def test_pages_say_the_language_of_their_address(crawl):
    wrong = [
        f"{address} says {document.language}"
        for address, document in crawl.pages.items()
        if document.language != _language(address)
    ]

    _nothing(wrong)


def test_nu_finds_no_error_in_any_page(crawl, tmp_path):
    pages = {address: crawl.answers[address].body for address in crawl.pages}

    _nothing(markup.errors_in(pages, tmp_path))


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_and_the_console_are_silent_on_every_page(crawl, watch, share):
    in_all_variants = set(_each_kind(crawl.pages))
    # A page with a query is a list that was narrowed, or a form about another page.
    shown = [page for page in crawl.pages if page in in_all_variants or "?" not in page]
    for address in shown[share::SHARES]:
        watch.show(PHONE)
        watch.visit(address)
        watch.run_axe(VARIANTS if address in in_all_variants else (PHONE,))

    _nothing(watch.complaints)


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
def test_axe_and_the_console_are_silent_where_something_is_wrong(watch, prefix):
    watch.visit(f"{prefix}/te-strani-ni/", status=404)
    watch.run_axe(VARIANTS)
    for path in FORMS:
        watch.visit(prefix + path)
        watch.send_empty()
        watch.run_axe(VARIANTS)

    _nothing(watch.complaints)


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
def test_axe_and_the_console_are_silent_where_authors_write(watch, prefix):
    watch.sign_in("drustvo-podzemlje")
    for path in AUTHORS:
        watch.visit(prefix + path)
        watch.run_axe(VARIANTS)
    watch.visit(f"{prefix}/oddaj/dogodek/")
    watch.send_empty()
    watch.run_axe(VARIANTS)

    _nothing(watch.complaints)


def _nothing(complaints):
    """Fail with each complaint on a line of its own."""
    assert not complaints, "\n".join(complaints)


def _language(address):
    first = address.split("/")[1]
    return first if first in PREFIXES else settings.LANGUAGE_CODE


def _each_kind(pages):
    """Return addresses that show, in each language, everything that there is to be seen.

    That is every tag with every class on every kind of page, with as few pages as a greedy choice
    needs; so a new template or state is in it without being named.
    """
    to_show = {address: _features(address, page) for address, page in pages.items()}
    missing = set(chain.from_iterable(to_show.values()))
    chosen = []
    while missing:
        best = max(to_show, key=lambda address: len(to_show[address] & missing))
        missing -= to_show.pop(best)
        chosen.append(best)
    return chosen


def _features(address, page):
    language = _language(address)
    return {(language, feature) for feature in page.features} | {(language, _view(address))}


def _view(address):
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""
