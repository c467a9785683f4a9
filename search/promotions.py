"""What editors put above the hits of a query: ``wagtail.contrib.search_promotions``."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from core.query import LONGEST_QUERY
from search.phrasebook import KeysOf, Phrasebook, as_typed, expression

MOST_SHOWN = 3


@dataclass(frozen=True)
class Promoted:
    """A promoted result as ``components/promoted_result.html`` draws it.

    ``language`` is that of a page, "" for what is elsewhere on the web.
    """

    title: str
    url: str
    text: str
    is_external: bool
    language: str = ""


def promoted_for(text: str, *, language: str, keys_of: KeysOf = as_typed) -> list[Promoted]:
    """Return at most three results that editors promote for the whole of what somebody typed.

    Case and diacritics do not matter, nor does the form where ``keys_of`` is
    ``site_analyser().keys_in_query``, always the same object. Pages are public ones, in
    ``language`` where they are translated; what is elsewhere is an address of http or https. One
    query where nothing is promoted, five at most.
    """
    words = expression(text[:LONGEST_QUERY]).split()
    queries = SearchPromotion.objects.order_by("query").distinct()
    rows = tuple(queries.values_list("query", "query__query_string")) if words else ()
    asked = [
        met.leads_to
        for met in _phrasebook(rows, keys_of).met_in(words)
        if (met.start, met.stop) == (0, len(words))
    ]
    return _shown(asked, language) if asked else []


@lru_cache(maxsize=4)
def _phrasebook(rows: tuple[tuple[int, str], ...], keys_of: KeysOf) -> Phrasebook[int]:
    return Phrasebook(((expression(query), number) for number, query in rows), keys_of)


def _shown(queries: Sequence[int], language: str) -> list[Promoted]:
    picks = list(
        SearchPromotion.objects.filter(query__in=queries)
        .select_related("page")
        .order_by("query", "sort_order", "pk")
    )
    pages = _public_pages([pick.page.translation_key for pick in picks if pick.page], language)
    shown = {}
    for pick in picks:
        one = _page(pick, pages) if pick.page else _link(pick)
        if one and one.url:
            shown.setdefault(one.url, one)
    return list(shown.values())[:MOST_SHOWN]


def _public_pages(keys, language: str) -> dict:
    """Return the public pages of each key by their own numbers, and by the key in ``language``."""
    public = Page.objects.live().public().filter(translation_key__in=keys)
    pages: dict = {}
    for page in public.select_related("locale"):
        pages[page.pk] = page
        if page.locale.language_code == language:
            pages[page.translation_key] = page
    return pages


def _page(pick, pages: dict) -> Promoted | None:
    page = pages.get(pick.page.translation_key) or pages.get(pick.page_id)
    if page is None:
        return None
    return Promoted(
        title=page.title,
        url=page.url or "",
        text=pick.description,
        is_external=False,
        language=page.locale.language_code,
    )


def _link(pick) -> Promoted | None:
    if urlsplit(pick.external_link_url).scheme not in {"http", "https"}:
        return None
    return Promoted(
        title=pick.external_link_text or pick.external_link_url,
        url=pick.external_link_url,
        text=pick.description,
        is_external=True,
    )
