"""One box over everything that is published."""

from functools import partial

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Page

from search.analysers import site_analyser
from search.backends.readers import Answerer
from search.facets import names_of
from search.finding import find
from search.forms import NarrowingForm, SearchForm, names_to_know
from search.hits import hits_of, things_of
from search.lost import ways_on
from search.noting import note_query
from search.paging import page_of
from search.promotions import promoted_for


@require_safe
def results(request):
    """Show what everybody may see of what matches; in this language, other languages stand below."""
    language = _content_language()
    form = SearchForm(request.GET, language=language)
    shown = _answer(request, form, language, timezone.now()) if form.typed else {}
    context = {"form": form, "q": form.typed, "unknown": form.unknown(), **shown}
    return render(request, "search/results.html", context)


def _answer(request, form, language, now) -> dict:
    asked = {"typed": form.typed, "language": language, "now": now, "answer": Answerer()}
    ask = partial(_find, literally=form.is_literal, **asked)
    narrowing = form.narrowing()
    page, found = page_of(partial(ask, narrowing), request.GET.get("page"))
    things = things_of([*page.object_list, *found.elsewhere])
    hits = hits_of(page.object_list, things, question=found.question, language=language, now=now)
    is_first = page.number == 1 and not form.filters() and "vrsta" not in form.chosen
    promoted = _promoted(form.typed, language) if is_first else []
    # What editors put there is a result, too.
    number = found.total or len(promoted)
    note_query(request, query=form.typed, found=number, language=language, now=now)
    names = names_of(names_to_know(found), language)
    shown = {
        "page_obj": page,
        "hits": hits,
        "found": found,
        "tabs": form.tabs(found),
        "filters": form.filters(),
        "narrowing_form": NarrowingForm(form, found, names),
        "promoted": promoted,
        "elsewhere": _pages(found.elsewhere, things),
        "literal_query": form.query(dobesedno="1"),
        "free_query": form.query(dobesedno=""),
        "may_want_quotes": " " in form.typed and not found.question.phrases,
    }
    if found.total == 0:
        shown |= _when_nothing(ask, form, asked)
    return shown


def _find(narrowing, start, stop, **asked):
    return find(narrowing=narrowing, start=start, stop=stop, **asked)


def _when_nothing(ask, form, asked) -> dict:
    """How much there is without the filters; where there is nothing either, ways to go on."""
    unfiltered = SearchForm({"q": form.typed}, language=asked["language"]).narrowing()
    without = ask(unfiltered, 0, 1).total if form.narrowing() != unfiltered else 0
    ways = None if without else ways_on(**asked)
    return {"without_filters": without, "ways": ways}


def _pages(entries, things) -> list[Page]:
    # A topic is drawn in the language of the visit, whichever it is found in.
    found = [things[entry.pk] for entry in entries if entry.pk in things]
    return [thing for thing in found if isinstance(thing, Page)]


def _promoted(typed, language):
    return promoted_for(typed, language=language, keys_of=site_analyser().keys_in_query)


def _content_language() -> str:
    """Return the language of the visit as pages have it, as ``Locale.get_active`` finds it."""
    try:
        return get_supported_content_language_variant(get_language())
    except LookupError:
        return get_supported_content_language_variant(settings.LANGUAGE_CODE)
