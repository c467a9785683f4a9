"""What the search box offers to somebody who types: titles that everybody may read, and where they are.

However much is published, an answer costs a bounded number of rows and of queries.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, OrderBy, Q, Value, When, Window
from django.db.models.functions import Coalesce, Left, RowNumber
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.querysets import open_to_all
from search.analysis.spelling import corrections, deletions_of_query
from search.completing import SHORTEST, in_order, typed_words
from search.models import Begins, Completion, CompletionStart, Deletion, Entry, Word
from search.models.completion import LONGEST_START

MOST = 10
# Beginnings that more titles share are read along their weights; there, some are met soon.
FREQUENT = 300
# Of several words, one that so few titles begin with is rare enough: the others need not be counted.
RARE = 100
# So many are compared where several words are typed and each of them is frequent.
MOST_COMPARED = 1000
# More than are shown: several may begin in one title, and what is over goes behind the others.
TAKEN = 40


@dataclass(frozen=True)
class Suggestion:
    """A completion: the title, the address of what it names, and in words what that is."""

    label: str
    url: str
    kind: str


def suggestions(*, typed: str, language: str, now: datetime, request=None) -> list[Suggestion]:
    """Return at most ten completions of what somebody typed, the best first.

    Every word begins one in the title. Where no title fits, the last word is taken for a misspelt one.
    """
    begun = typed_words(typed)
    if not begun:
        return []
    found = _completed(begun, language, now)
    for form in () if found else _corrected(begun[-1], language):
        found = found or _completed([*begun[:-1], form], language, now)
    return _located(found, language, now, request)


def _completed(begun, language, now):
    """Titles in which what is typed stands as it is, then those with its words in any order."""
    found = _with_phrase(" ".join(begun)[:LONGEST_START], language, now)
    if len(found) < MOST and len(begun) > 1:
        known = {one.label.casefold() for one in found}
        others = _with_words(begun, language, now)
        found += [one for one in others if one.label.casefold() not in known]
    return found[:MOST]


def _with_phrase(phrase, language, now):
    starts = _starts(phrase, language, is_frequent=_is_frequent(phrase, language))
    rows = starts.order_by("-weight").values_list("weight", "completion__label")[:TAKEN]
    return in_order(rows, now)


def _with_words(begun, language, now):
    rarest, number = _rarest(begun, language)
    if not number:
        return []
    is_frequent = number == FREQUENT
    starts = _starts(rarest, language, is_frequent=is_frequent)
    if is_frequent:
        starts = starts.order_by("-weight")[:MOST_COMPARED]
    found = Completion.objects.filter(pk__in=starts.values("completion"))
    for word in begun:
        found = found.filter(words__contains=f" {word}")
    return in_order(found.order_by("-weight").values_list("weight", "label")[:TAKEN], now)


def _starts(letters, language, *, is_frequent):
    """Where titles have these letters; in the order of weight they are read only if frequent."""
    starts = CompletionStart.objects.filter(language=language)
    if is_frequent:
        # Said so that no database takes the index of the letters, or believes that few begin so, and
        # sorts them all.
        starts = starts.alias(begun=Left("rest", len(letters)))
        begins_so = Case(When(begun=letters, then=Value(True)), default=Value(False))
        return starts.filter(begins_so, head=letters[:SHORTEST])
    return starts.filter(Begins(F("rest"), Value(letters)))


def _rarest(begun, language):
    """The word that the fewest titles begin with, and how many; long words are asked for first."""
    numbers = {}
    for word in sorted(set(begun), key=len, reverse=True):
        if len(word) >= SHORTEST:
            numbers[word] = _number(word, language)
            if numbers[word] < RARE:
                break
    return min(numbers.items(), key=lambda one: one[1])


def _is_frequent(letters, language):
    # Two letters are what the index by weight begins with: there is nothing to read in vain.
    return len(letters) == SHORTEST or _number(letters, language) == FREQUENT


def _number(letters, language):
    """How many begin so; counted to ``FREQUENT`` at most."""
    return _starts(letters, language, is_frequent=False)[:FREQUENT].count()


def _corrected(word, language):
    rests = deletions_of_query([word])
    if not rests:
        return []
    forms = Deletion.objects.filter(rest__in=rests).values("form")
    spoken = Word.objects.filter(form__in=forms, language__in=(language, ""))
    return corrections([word], spoken.values_list("form", "pages"))


def _located(completed, language, now, request):
    titles = [label for label, is_query in completed if not is_query]
    entries = _entries_to_open(titles, language, now) if titles else {}
    places = _places(entries.values(), request)
    found = []
    for label, is_query in completed:
        if is_query:
            url = f"{reverse('search:results')}?{urlencode({'q': label})}"
            found.append(Suggestion(label, url, _("Search")))
        elif label in entries and entries[label] in places:
            found.append(Suggestion(label, *places[entries[label]]))
    return found


def _entries_to_open(titles, language, now):
    """Type and key of the object for each title: of several the soonest to come, else the latest."""
    rows = Entry.objects.filter(label__in=titles, is_public=True, language__in=(language, ""))
    last = Coalesce("ends_at", "starts_at")
    to_come = Case(When(Q(starts_at=None) | Q(last__gte=now), then=F("starts_at")))
    is_over = Case(When(last__lt=now, then=1), default=0)
    order = [
        is_over,
        OrderBy(to_come, nulls_first=True),
        OrderBy(F("starts_at"), descending=True),
        F("pk"),
    ]
    # Hundreds may share a title, as what takes place each week does.
    rows = rows.exclude(kind="").annotate(last=last)
    rows = rows.annotate(place=Window(RowNumber(), partition_by=F("label"), order_by=order))
    chosen = rows.filter(place=1).values_list("label", "content_type_id", "object_id")
    return {label: (type_id, object_id) for label, type_id, object_id in chosen}


def _places(entries, request):
    """Address and kind by type and key; a query for all pages, one for each other type."""
    by_rows_of = {}
    for type_id, object_id in entries:
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is not None:
            rows_of = Page if issubclass(model, Page) else model
            by_rows_of.setdefault(rows_of, {})[object_id] = (type_id, model)
    places = {}
    for rows_of, wanted in by_rows_of.items():
        for row in _open_rows(rows_of).filter(pk__in=list(wanted)):
            type_id, model = wanted[str(row.pk)]
            url = row.get_url(request) if rows_of is Page else row.url
            if url:
                places[(type_id, str(row.pk))] = (url, _kind_of(model))
    return places


def _open_rows(rows_of):
    """What readers may open now; the index may hear of it a moment later."""
    if rows_of is Page:
        return open_to_all(Page.objects.live()).select_related("locale")
    return rows_of.open_to_readers()


def _kind_of(model):
    return capfirst(str(getattr(model, "kind_label", "") or model._meta.verbose_name))


def language_of_completions(language: str) -> str:
    """Return the site's language for one that is asked for."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
