"""What both databases share: up to ``CANDIDATES`` hits are read and counted here, more by the database."""

import math
from collections import Counter
from typing import NamedTuple

from django.db import connection

from search.backends import finder
from search.backends.asks import UPCOMING, Order, Signature, When, edges, passes, total
from search.backends.finder import Finder, listed, places, sums, title_tiers
from search.backends.matching import Nothing, all_of, in_title, is_of_prefixes, size
from search.backends.ranking import ranked, ranked_completions
from search.models import FacetSet

# Keys in a statement that only says what is ranked first; many words with many near ones name
# thousands, which takes longer than it is worth.
LARGEST_TIER = 1500

# What a column ``happens`` says: a number is grouped and read sooner than its word.
HAPPENS = ("", *UPCOMING, When.OVER)
OVER = HAPPENS.index(When.OVER)
WHEN = f"""CASE
    WHEN entry.starts_at IS NULL THEN 0
    WHEN COALESCE(entry.ends_at, entry.starts_at) < %s THEN {OVER}
    WHEN entry.starts_at < %s THEN {HAPPENS.index(When.TODAY)}
    WHEN entry.starts_at < %s THEN {HAPPENS.index(When.WEEK)}
    WHEN entry.starts_at < %s THEN {HAPPENS.index(When.MONTH)}
    ELSE {HAPPENS.index(When.TO_COME)} END"""
IS_OVER = f"happens = {OVER}"
BY_NUMBER = f"{IS_OVER}, id DESC"
BY_DATE = f"{IS_OVER}, published_at IS NULL, published_at DESC, id DESC"

# The places in braces take statements of this module, primary keys, and places for values, never a value.
FEW = "WITH hit AS {fence} ({hits}) SELECT id, signature, happens FROM hit LIMIT %s"
COUNTED = "SELECT signature, happens, COUNT(*) FROM ({hits}) AS hit GROUP BY signature, happens"
SOME = "SELECT id, happens FROM ({hits}) AS hit WHERE {filters}"
NEWEST_TO_COME = f"{SOME} AND NOT ({IS_OVER}) AND id > %s ORDER BY {{newest_first}} LIMIT %s"
A_PAGE = "SELECT id FROM ({hits}) AS hit WHERE {filters} ORDER BY {order} LIMIT %s OFFSET %s"
PREFIXES = "SELECT id, prefixes FROM search_entry WHERE id IN ({numbers})"
OF_SETS = "signature IN (SELECT id FROM search_facetset WHERE {filters})"


class Row(NamedTuple):
    """A hit."""

    id: int
    signature: int
    happens: int

    @property
    def is_over(self):
        return self.happens == OVER


class FullText(Finder):
    """A database's full text over the entries; a subclass knows how it is asked."""

    # The entries that match, as ``entry``, up to and with the place for the match.
    keys_source = ""
    completions_source = ""
    # Those of the first that are public, where nothing but their number is asked.
    counted_source = ""
    # The entry's primary key, in the order of which the source can be read.
    number = "entry.id"
    # What keeps the planner from reading the whole table where the first hits are enough.
    fence = ""
    newest_first = "id DESC"
    # Whether one text, a column, holds another, a value.
    holds = ""

    def __init__(self):
        # What a signature means never changes, whatever the database: it is made of the meaning.
        self._facet_sets = {}

    def in_words(self, match) -> str:
        """Return the engine's own expression; every key is quoted, so it is a word and no more."""
        raise NotImplementedError

    def frequencies(self, parts) -> tuple[int, tuple[int, ...]]:
        """Return how many public entries there are, and how many of them each of some matches finds.

        Of what is not public nothing is told, not even that a word stands there.
        """
        counted = [None if isinstance(part, Nothing) else self.in_words(part) for part in parts]
        one = f"(SELECT COUNT(*) {self.counted_source})"
        asked = [words for words in counted if words is not None]
        columns = ["(SELECT COUNT(*) FROM search_entry WHERE is_public)", *[one] * len(asked)]
        everything, *numbers = self._rows(f"SELECT {', '.join(columns)}", asked)[0]
        found = iter(numbers)
        return everything, tuple(0 if words is None else next(found) for words in counted)

    def scored(self, match, content_types) -> list[tuple[str, float]]:
        """Return primary keys of matching objects of some types, the best first, with scores."""
        object_ids = self._objects(match, content_types)
        if is_of_prefixes(match):
            first = ranked_completions(self._texts_to_complete(list(object_ids)), match)
        else:
            first = ranked(self.candidates(self._first(match, content_types, object_ids)), [match])
        scores = dict.fromkeys(object_ids, 0.0) | dict(first)
        order = dict.fromkeys([number for number, _ in first]) | dict.fromkeys(object_ids)
        return [(object_ids[number], scores[number]) for number in order]

    def _objects(self, match, content_types):
        """Primary keys of objects by those of their entries, the newest first."""
        source = self.completions_source if is_of_prefixes(match) else self.keys_source
        types = places(content_types)
        return dict(
            self._rows(
                f"SELECT {self.number_in(source)}, entry.object_id {source} "
                f"AND entry.content_type_id IN ({types}) ORDER BY 1 DESC",
                [self.in_words(match), *content_types],
            )
        )

    def _first(self, match, content_types, object_ids):
        """Those that are ranked, as if none had passed: for an editor nothing has."""
        numbers = list(object_ids)
        if len(numbers) > finder.CANDIDATES:
            numbers = [*self._objects(in_title(match), content_types), *numbers]
        return dict.fromkeys(list(dict.fromkeys(numbers))[: finder.CANDIDATES], False)

    def _texts_to_complete(self, numbers):
        some = numbers[: finder.CANDIDATES]
        if not some:
            return []
        return self._rows(PREFIXES.format(numbers=listed(some)), [])

    # --- the readers' search -------------------------------------------------------------------

    def _hits(self, ask, match):
        """The statement for all hits without filters, and its values."""
        languages = ask.wanted_languages()
        statement = (
            f"SELECT {self.number} AS id, entry.signature AS signature, "
            f"entry.published_at AS published_at, {WHEN} AS happens "
            f"{self.keys_source} AND entry.is_public AND entry.language IN ({places(languages)})"
        )
        bounds = (ask.now, *edges(ask.now))
        moments = map(connection.ops.adapt_datetimefield_value, bounds)
        return statement, [*moments, self.in_words(match), *languages]

    def found(self, ask, match):
        rows = self._some(ask, match)
        if len(rows) <= finder.CANDIDATES:
            return self._of_few(ask, match, rows)
        return super().found(ask, match)

    def _some(self, ask, match):
        """All hits without filters; of more than are ranked, one more than these."""
        statement, values = self._hits(ask, match)
        rows = self._rows(
            FEW.format(hits=statement, fence=self.fence), [*values, finder.CANDIDATES + 1]
        )
        return list(map(Row._make, rows))

    def _of_few(self, ask, match, rows):
        signatures = ()
        if ask.is_counted or ask.is_narrowed():
            counts = Counter((row.signature, row.happens) for row in rows)
            signatures = self._signatures((*pair, number) for pair, number in counts.items())
            rows = self._passing(ask, rows)
        if ask.start >= min(len(rows), ask.stop):
            return [], signatures
        if ask.order == Order.NEWEST:
            return self.numbers(ask, match, start=ask.start, stop=ask.stop), signatures
        ids = self.by_rank(ask, {row.id: row.is_over for row in rows})
        return ids[ask.start : ask.stop], signatures

    def _passing(self, ask, rows):
        pairs = {(row.signature, row.happens) for row in rows}
        known = self._known_facet_sets({signature for signature, _ in pairs})
        wanted = {
            (signature, happens)
            for signature, happens in pairs
            if signature in known and passes(Signature(*known[signature], HAPPENS[happens], 1), ask)
        }
        return [row for row in rows if (row.signature, row.happens) in wanted]

    def count(self, ask, match):
        if not (ask.is_counted or ask.is_narrowed()):
            return (), math.inf
        statement, values = self._hits(ask, match)
        signatures = self._signatures(self._rows(COUNTED.format(hits=statement), values))
        return signatures, total(signatures, ask)

    def _signatures(self, rows):
        """What numbers of facet sets stand for, with when and how many; known ones alone."""
        rows = list(rows)
        known = self._known_facet_sets({row[0] for row in rows})
        make = Signature._make
        return tuple(
            make((*known[signature], HAPPENS[happens], number))
            for signature, happens, number in rows
            if signature in known
        )

    def _known_facet_sets(self, signatures):
        # Read once: another thread, which may know less, puts its own in place at any moment.
        known = self._facet_sets
        missing = signatures - known.keys()
        if missing:
            rows = FacetSet.objects.values_list("id", "kind", "facets")
            # Many are read faster all together; in one statement each is a value.
            found = rows.filter(pk__in=missing) if len(missing) < finder.CANDIDATES else rows
            known = known | {pk: (kind, facets) for pk, kind, facets in found}
            self._facet_sets = known
        return known

    def promising(self, ask, match, number):
        if number > finder.CANDIDATES:
            return self._best(ask, match, number)
        statement, values = self._hits(ask, match)
        filters, filter_values = self._filters(ask)
        rows = self._rows(SOME.format(hits=statement, filters=filters), [*values, *filter_values])
        return {number: happens == OVER for number, happens in rows}

    def _best(self, ask, match, number):
        """As many as are ranked of what has not passed, the most promising ones."""
        found = {}
        for one in _tiers(ask, match):
            wanted = finder.BEST - len(found)
            if wanted > 0 and not isinstance(one, Nothing):
                rows = self.newest_to_come(ask, one, number if one is match else math.inf)
                new = [row for row in rows if row not in found]
                found |= dict.fromkeys(new[:wanted], False)
        return found

    def newest_to_come(self, ask, match, number: float, *, above=0) -> list[int]:
        """Return as many as are ranked of what has not passed, with a number above one, the newest first.

        ``number`` says how many hits there are, or is infinite.
        """
        statement, values = self._hits(ask, match)
        filters, filter_values = self._filters(ask)
        statement = NEWEST_TO_COME.format(
            hits=statement, filters=filters, newest_first=self.newest_first
        )
        rows = self._rows(statement, [*values, *filter_values, above, finder.BEST])
        return [row[0] for row in rows]

    def numbers(self, ask, match, *, start, stop, but=()):
        order = BY_DATE if ask.order == Order.NEWEST else BY_NUMBER
        statement, values = self._hits(ask, match)
        filters, filter_values = self._filters(ask)
        if but:
            filters += f" AND id NOT IN ({listed(but)})"
        rows = self._rows(
            A_PAGE.format(hits=statement, filters=filters, order=order),
            [*values, *filter_values, stop - start, start],
        )
        return [row[0] for row in rows]

    def _filters(self, ask):
        parts, values = [], []
        if ask.kind:
            parts.append("kind = %s")
            values.append(ask.kind)
        for facet, slug in ask.facets.items():
            parts.append(self.holds)
            values.append(f" {facet}:{slug} ")
        wanted = ["1 = 1"]
        if parts:
            wanted.append(OF_SETS.format(filters=" AND ".join(parts)))
        if ask.when:
            whens = ask.whens()
            wanted.append(f"happens IN ({places(whens)})")
            values += map(HAPPENS.index, whens)
        return " AND ".join(wanted), values

    def _rows(self, statement, values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    def _run(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def number_in(self, source):
        return self.number


def _tiers(ask, match):
    """Matches, the most promising first; the last one is that for all hits."""
    if ask.worth:
        tiers = [all_of([match, ask.worth_of(one)]) for one in sums(ask)]
        return [*(tier for tier in tiers if size(tier) <= LARGEST_TIER), match]
    all_titles, some_titles = title_tiers(ask)
    if all_titles == some_titles:
        return [all_titles, match]
    return [all_titles, all_of([match, some_titles]), match]
