import pytest

from search.asking import Question
from search.finding import Found
from search.paging import HITS_PER_PAGE, page_of
from tests.blog.test_views import PAGES

TOTAL = HITS_PER_PAGE + 1


@pytest.fixture
def asked():
    return []


@pytest.fixture
def ask(asked):
    def ask(start, stop):
        asked.append((start, stop))
        return Found(Question(""), entries=list(range(TOTAL))[start:stop], total=TOTAL)

    return ask


@pytest.mark.parametrize(("wanted", "number"), PAGES.items())
def test_page_of_leads_every_number_to_a_page(ask, wanted, number):
    page, found = page_of(ask, wanted)

    shown = list(range(TOTAL))[(number - 1) * HITS_PER_PAGE :][:HITS_PER_PAGE]
    assert (page.number, page.object_list, found.entries) == (number, shown, shown)


def test_page_of_asks_once_for_a_page_that_exists(ask, asked):
    page_of(ask, "2")

    assert asked == [(HITS_PER_PAGE, 2 * HITS_PER_PAGE)]


@pytest.mark.parametrize("wanted", ["999999", "9" * 30, "9" * 10_000, "-1", "\ud800", "٣", None])
def test_page_of_asks_for_no_place_beyond_reason(ask, asked, wanted):
    page_of(ask, wanted)

    assert len(asked) <= 2
    assert max(stop for _start, stop in asked) < 200_000
