"""The way from a page to the same in other languages, for readers and for search engines."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Page

from core.querysets import open_to_all
from home.furniture import furniture_of
from network.models import ModeratedPage


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
    one query for a text of a section and none for a page of the frame or an address of our own.
    """
    addresses = _of_page(request, site, page, known) if _is_in_tree(page) else _of_address(request)
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


def _of_page(request, site, page, known) -> dict[str, tuple[str, bool]]:
    """The page's translations, and where there is none the translation of the page above."""
    is_text = isinstance(page, ModeratedPage)
    frame_page = page.get_parent() if is_text else page
    rest = _rest_of_address(request, page)
    addresses = {}
    for code, _name in settings.LANGUAGES:
        address = furniture_of(site, code)["addresses"].get(frame_page.translation_key)
        if address:
            is_translation = not is_text and (known is None or not rest or code in known)
            addresses[code] = (address + (rest if is_translation else ""), is_translation)
    if is_text:
        addresses |= _of_text(request, page)
    return addresses


def _of_text(request, page) -> dict[str, tuple[str, bool]]:
    rows = open_to_all(Page.objects.live().filter(translation_key=page.translation_key))
    return {
        row.locale.language_code: (row.get_url(request), True)
        for row in rows.select_related("locale")
    }


def _rest_of_address(request, page) -> str:
    """What stands behind a page's own address, where it draws several pages from rows."""
    own = page.get_url(request) or ""
    return request.path[len(own) :] if own and request.path.startswith(own) else ""


def _of_address(request) -> dict[str, tuple[str, bool]]:
    """An address of our own is the same in all languages behind the prefix; see incubator.urls."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name == "wagtail_serve":
        # Where there should have been a page, none is in any language.
        return {}
    plain = request.path.removeprefix(_prefix(request.LANGUAGE_CODE))
    return {
        code: (f"{_prefix(code)}/{plain.lstrip('/')}", True) for code, _name in settings.LANGUAGES
    }


def _prefix(code) -> str:
    return "" if code == settings.LANGUAGE_CODE else f"/{code}"
