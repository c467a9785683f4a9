"""The way from a page to the same in other languages, for readers and for search engines."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.urls import translate_url
from wagtail.models import Page

from core.querysets import open_to_all
from home.furniture import furniture_of


@dataclass(frozen=True)
class LanguageLink:
    """``name`` is the language's own; without a translation the link leads to what is nearest."""

    code: str
    name: str
    url: str
    is_current: bool
    is_translation: bool


def language_links(
    request, site, page: Page | None, *, known: Collection[str] | None = None
) -> list[LanguageLink]:
    """Return where the request's page is in every language of the site, the main one first.

    ``known`` are the languages in which what a page draws from rows exists, where not in all. Costs
    one query for a page and none for an address of our own.
    """
    addresses = _of_page(request, page, known) if _is_in_tree(page) else _of_address(request)
    return [
        LanguageLink(
            code=code,
            name=name,
            url=addresses[code][0] if code in addresses else furniture_of(site, code)["home_url"],
            is_current=code == request.LANGUAGE_CODE,
            is_translation=code in addresses and addresses[code][1],
        )
        for code, name in settings.LANGUAGES
    ]


def _is_in_tree(page) -> bool:
    return isinstance(page, Page) and page.pk is not None


def _of_page(request, page, known) -> dict[str, tuple[str, bool]]:
    """The page's translations, else those of the nearest page above; the newest win nothing."""
    above = [page]
    while above[-1].depth > 2:
        above.append(above[-1].get_parent())
    nearness = {each.translation_key: number for number, each in enumerate(above)}
    rest = _rest_of_address(request, page)
    addresses, near = {}, {}
    rows = open_to_all(Page.objects.live().filter(translation_key__in=nearness))
    for row in rows.select_related("locale"):
        code, number = row.locale.language_code, nearness[row.translation_key]
        if number >= near.get(code, len(above)):
            continue
        is_translation = number == 0 and (known is None or not rest or code in known)
        near[code] = number
        addresses[code] = (row.get_url(request) + (rest if is_translation else ""), is_translation)
    return addresses


def _rest_of_address(request, page) -> str:
    """What stands behind a page's own address, where it draws several pages from rows."""
    own = page.get_url(request) or ""
    return request.path[len(own) :] if own and request.path.startswith(own) else ""


def _of_address(request) -> dict[str, tuple[str, bool]]:
    """The same address of ours; where there should have been a page, none is in any language."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name == "wagtail_serve":
        return {request.LANGUAGE_CODE: (request.path, True)}
    addresses = {}
    for code, _name in settings.LANGUAGES:
        url = translate_url(request.path, code)
        if url != request.path or code == request.LANGUAGE_CODE:
            addresses[code] = (url, True)
    return addresses
