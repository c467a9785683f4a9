"""One box over everything that is published."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page

from core.query import as_words
from network.models import Organisation, Place
from search.forms import ORGANISATIONS, PLACES, SearchForm

RESULTS_PER_PAGE = 12
# Rows stand above the pages, a few of each; alone they may be many.
ROWS_BESIDE_PAGES = 3
ROWS_ALONE = 60


def results(request):
    """Show what matches, this language alone; other languages stand below."""
    form = SearchForm(request.GET)
    chosen = form.chosen()
    words = as_words(chosen.get("q", ""))
    public = Page.objects.live().public()
    now = timezone.now()
    found, elsewhere, organisations, places = Page.objects.none(), [], [], []
    if words:
        # Looked up along with the pages, not before.
        locale = Locale.objects.filter(language_code=_content_language())
        pages = public.filter(locale__in=locale).filter(content_type__in=form.content_types())
        found = pages.search(words, operator="and")
        organisations = _rows(Organisation, words, form, ORGANISATIONS)
        places = _rows(Place, words, form, PLACES)
        elsewhere = _other_languages(public.exclude(locale__in=locale), words)
    page = Paginator(found, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = _specific(page.object_list)
    for hit in page.object_list:
        hit.has_passed = hit.is_over(now)
    return render(
        request,
        "search/results.html",
        {
            "form": form,
            "q": chosen.get("q", ""),
            "results": page,
            "query": form.query(),
            "kinds": form.kinds(),
            "organisations": organisations,
            "places": places,
            "other_languages": elsewhere,
        },
    )


def _content_language() -> str:
    """Return the language of the visit as pages have it, as ``Locale.get_active`` finds it."""
    try:
        return get_supported_content_language_variant(get_language())
    except LookupError:
        return get_supported_content_language_variant(settings.LANGUAGE_CODE)


def _specific(pages):
    """Pages as their own class, in the order found; a query per type, not per page."""
    pages = list(pages)
    specific = {}
    for model in {page.specific_class for page in pages}:
        rows = model.objects.select_related("locale", *model.hit_relations).defer_streamfields()
        rows = rows.filter(pk__in=[page.pk for page in pages if page.specific_class is model])
        specific |= {page.pk: page for page in model.ready_as_hits(rows)}
    return [specific[page.pk] for page in pages if page.pk in specific]


def _rows(model, words, form, kind):
    """The organisations or places that match best; they have pages of their own, drawn from rows."""
    most = form.most_rows(kind, ROWS_BESIDE_PAGES, ROWS_ALONE)
    active = model.objects.active().for_cards()
    return list(active.search(words, operator="and")[:most]) if most else []


def _other_languages(pages, words):
    """Pages in other languages that match."""
    found = pages.select_related("locale").search(words, operator="and")[:RESULTS_PER_PAGE]
    return [
        {"language": page.locale, "title": page.title, "url": page.url}
        for page in found
        if page.url
    ]
