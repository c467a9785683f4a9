"""What the search box offers to somebody who types: titles that everybody may read, and where they are.

However much is published, an answer costs a bounded number of rows and of queries.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from search.analysis.spelling import corrections, deletions_of_query
from search.completing import SHORTEST, in_order, typed_words
from search.models import Begins, Completion, CompletionStart, Deletion, Entry, Word
from search.models.completion import LONGEST_START

MOST = 10
# Beginnings that more titles share are read along their weights; there, some are met soon.
FREQUENT = 1000
# Of several words, one that so few titles begin with is rare enough: the others need not be counted.
RARE = 100
# So many are compared where several words are typed and each of them is frequent.
MOST_COMPARED = 2000
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
    labels = _labels(begun, language, now)
    for form in () if labels else _corrected(begun[-1], language):
        labels = labels or _labels([*begun[:-1], form], language, now)
    return _located(labels, language, now, request)


def _labels(begun, language, now):
    """Titles in which what is typed stands as it is, then those with its words in any order."""
    labels = _with_phrase(" ".join(begun)[:LONGEST_START], language, now)
    if len(labels) < MOST and len(begun) > 1:
        known = {label.casefold() for label in labels}
        others = _with_words(begun, language, now)
        labels += [label for label in others if label.casefold() not in known]
    return labels[:MOST]


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
    starts = CompletionStart.objects.filter(Begins(F("rest"), Value(letters)), language=language)
    return starts.filter(head=letters[:2]) if is_frequent else starts


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
    rests = deletions_of_query(word)
    if not rests:
        return []
    forms = Deletion.objects.filter(rest__in=rests).values("form")
    spoken = Word.objects.filter(form__in=forms, language__in=(language, ""))
    return corrections(word, spoken.values_list("form", "pages"))


def _located(labels, language, now, request):
    rows = Completion.objects.filter(language=language, label__in=labels)
    rows = rows.annotate(entry=_entry_to_open(language, now)) if labels else ()
    completions = {row.label: row for row in rows}
    entries = Entry.objects.filter(pk__in=[row.entry for row in rows if row.entry])
    places = _places(entries.only("content_type_id", "object_id"), request)
    found = []
    for label in labels:
        completion = completions.get(label)
        if completion and completion.is_query:
            url = f"{reverse('search:results')}?{urlencode({'q': label})}"
            found.append(Suggestion(label, url, _("Search")))
        elif completion and completion.entry in places:
            found.append(Suggestion(label, *places[completion.entry]))
    return found


def _entry_to_open(language, now):
    """Of several with the same title the one that takes place soonest, else the latest."""
    same = Entry.objects.filter(
        label=OuterRef("label"), is_public=True, language__in=(language, "")
    ).exclude(kind="")
    to_come = same.filter(Q(ends_at__gte=now) | Q(ends_at=None, starts_at__gte=now))
    return Coalesce(
        Subquery(to_come.order_by("starts_at").values("pk")[:1]),
        Subquery(same.order_by(F("starts_at").desc(nulls_first=True), "-pk").values("pk")[:1]),
    )


def _places(entries, request):
    """Address and kind by primary key of the entry; a query for all pages, one for each other type."""
    by_rows_of = {}
    for entry in entries:
        model = ContentType.objects.get_for_id(entry.content_type_id).model_class()
        rows_of = Page if issubclass(model, Page) else model
        by_rows_of.setdefault(rows_of, {})[entry.object_id] = (entry.pk, model)
    places = {}
    for rows_of, wanted in by_rows_of.items():
        rows = rows_of._default_manager.filter(pk__in=list(wanted))
        if rows_of is Page:
            rows = rows.live().select_related("locale")
        for row in rows:
            entry, model = wanted[str(row.pk)]
            url = row.get_url(request) if rows_of is Page else row.url
            if url:
                places[entry] = (url, _kind_of(model))
    return places


def _kind_of(model):
    return capfirst(str(getattr(model, "kind_label", "") or model._meta.verbose_name))


def language_of_completions(language: str) -> str:
    """Return the site's language for one that is asked for."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
