"""Wagtail's search backend over the entries; the database's own full text does the finding.

``Model.objects.search(…)`` and ``autocomplete(…)`` of the CMS come here, and ``find`` is what the
readers' search asks.
"""

from collections import OrderedDict

from django.db import connection
from django.db.models import Count
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
)
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks

from search.analysers import site_analyser
from search.analysis.words import fold, words
from search.backends import postgres, sqlite
from search.backends.asks import Ask, Hits
from search.backends.matching import (
    Everything,
    Key,
    Nothing,
    Prefix,
    Without,
    all_of,
    some_of,
    without,
)
from search.services.indexing import index_objects, index_on_commit

ENGINES = {"sqlite": sqlite.SQLite(), "postgresql": postgres.PostgreSQL()}


def engine():
    """Return what speaks the database's language."""
    return ENGINES[connection.vendor]


class EntryIndex(BaseIndex):
    """Everything stands in one table, whatever the model."""

    def add_item(self, obj):
        index_on_commit(model=type(obj), pk=obj.pk)

    def add_items(self, model, items):
        index_objects(model=model, pks=[item.pk for item in items])

    def delete_item(self, item):
        index_on_commit(model=type(item), pk=item.pk)


class EntryQueryCompiler(BaseSearchQueryCompiler):
    """Puts Wagtail's queries into what an entry must hold; every word is taken in any of its forms."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    def match(self):
        return self._of_query(self.query)

    def _of_query(self, query):
        match query:
            case PlainText() | Fuzzy():
                joined = some_of if str(query.operator).lower() == "or" else all_of
                return self._of_text(query.query_string, joined)
            case Phrase():
                return self._of_text(query.query_string, all_of)
            case Boost():
                return self._of_query(query.subquery)
            case And():
                return self._of_all(query.subqueries)
            case Or():
                return some_of([self._of_query(part) for part in query.subqueries])
            case Not():
                return without(Everything(), self._of_query(query.subquery))
            case MatchAll():
                return Everything()
        raise NotImplementedError(f"{type(query).__name__} is not supported")

    def _of_all(self, queries):
        wanted = [self._of_query(query) for query in queries if not isinstance(query, Not)]
        unwanted = [self._of_query(query.subquery) for query in queries if isinstance(query, Not)]
        return without(all_of(wanted), some_of(unwanted))

    def _of_text(self, text, joined):
        found = [self.of_word(word) for word in words(text)]
        # A text without any word asks for something, and nothing has it.
        return joined(found) if found else Nothing()

    def of_word(self, word):
        return some_of(Key(key) for key in sorted(site_analyser().keys_in_query(word)))

    def check(self):
        """Filters and orders are the database's own here, so any field will do."""


class EntryAutocompleteCompiler(EntryQueryCompiler):
    """Takes every word as the beginning of one, as it is spelt."""

    def of_word(self, word):
        return Prefix(fold(word))


class EntryResults(BaseSearchResults):
    """Objects of the queryset that match, in the order of relevance or in the queryset's own."""

    supports_facet = True

    def _found(self):
        """Primary keys with their scores, those of the queryset alone, in order."""
        if not hasattr(self, "_found_cache"):
            self._found_cache = self._look_up()
        return self._found_cache

    def _look_up(self):
        compiler = self.query_compiler
        queryset, match = compiler.queryset, compiler.match()
        to_pk = queryset.model._meta.pk.to_python
        if isinstance(match, Nothing):
            return {}
        types = get_descendants_content_types_pks(queryset.model)
        if isinstance(match, Everything):
            return dict.fromkeys(queryset.values_list("pk", flat=True), 0.0)
        if isinstance(match, Without) and isinstance(match.match, Everything):
            unwanted = {to_pk(pk) for pk, _ in engine().scored(match.unwanted, types)}
            pks = queryset.values_list("pk", flat=True)
            return dict.fromkeys((pk for pk in pks if pk not in unwanted), 0.0)
        scores = {to_pk(pk): score for pk, score in engine().scored(match, types)}
        if compiler.order_by_relevance:
            allowed = set(queryset.order_by().values_list("pk", flat=True))
            return {pk: score for pk, score in scores.items() if pk in allowed}
        ordered = queryset if queryset.ordered else queryset.order_by("-pk")
        return {pk: scores[pk] for pk in ordered.values_list("pk", flat=True) if pk in scores}

    def _clone(self):
        new = super()._clone()
        if hasattr(self, "_found_cache"):
            new._found_cache = self._found_cache
        return new

    def _do_search(self):
        found = self._found()
        pks = list(found)[self.start : self.stop]
        rows = {row.pk: row for row in self.query_compiler.queryset.filter(pk__in=pks)}
        objects = [rows[pk] for pk in pks if pk in rows]
        if self._score_field:
            for row in objects:
                setattr(row, self._score_field, found[row.pk])
        return objects

    def _do_count(self):
        return len(list(self._found())[self.start : self.stop])

    def facet(self, field_name):
        if self.query_compiler._get_filterable_field(field_name) is None:
            raise FilterFieldError(
                f"{field_name} is no FilterField of {self.model.__name__}", field_name=field_name
            )
        rows = self.query_compiler.queryset.filter(pk__in=list(self._found())).order_by()
        counts = rows.values_list(field_name).annotate(number=Count("pk")).order_by("-number")
        return OrderedDict(counts)


class SearchBackend(BaseSearchBackend):
    """Named in ``WAGTAILSEARCH_BACKENDS``."""

    index_class = EntryIndex
    query_compiler_class = EntryQueryCompiler
    autocomplete_query_compiler_class = EntryAutocompleteCompiler
    results_class = EntryResults

    def find(self, ask: Ask) -> Hits:
        """Return what readers find."""
        return engine().find(ask)
