"""How every engine finds: it is asked to count, to name the most promising hits, and for further pages.

Up to ``CANDIDATES`` hits are all ranked by :mod:`search.backends.ranking`. Of more, ``BEST`` are:
those with the words in their title and then the newest; the others follow, the newest first. So a
word that stands nearly everywhere costs no more than reading its list.
"""

from django.db import connection

from search.backends.asks import Hits, Order
from search.backends.matching import Everything, Nothing, all_of, in_title, some_of
from search.backends.ranking import Candidate, ranked

CANDIDATES = 500
BEST = 200
# So many letters of a text's keys are read for its rank, which is as good as all.
LETTERS_READ = 5000
# How many sums of weights are told apart among more hits than are ranked.
MOST_SUMS = 6

TEXTS = "SELECT id, title, {cut} FROM search_entry WHERE id IN ({numbers})"
# PostgreSQL takes longer to cut a text than to read it, so it leaves alone what is short.
CUT = {
    "sqlite": "SUBSTR(body, 1, %s)",
    "postgresql": f"CASE WHEN OCTET_LENGTH(body) <= {LETTERS_READ} THEN body ELSE SUBSTR(body, 1, %s) END",
}


class Finder:
    """What is the same for all engines; a subclass answers the three questions below."""

    # The texts by which hits are ranked, wherever these were found.
    texts = TEXTS

    def find(self, ask) -> Hits:
        """Return what an ``Ask`` finds."""
        match = all_of([ask.match(), ask.worth_of(ask.least)])
        if isinstance(match, Nothing | Everything):
            return Hits((), ())
        ids, signatures = self.found(ask, match)
        return Hits(tuple(ids), signatures if ask.is_counted else ())

    def found(self, ask, match) -> tuple:
        """Return the primary keys that are asked for, in order, and the ``Signature`` of all hits."""
        signatures, number = self.count(ask, match)
        if ask.start >= min(number, ask.stop):
            ids = []
        elif ask.order == Order.NEWEST:
            ids = self.numbers(ask, match, start=ask.start, stop=ask.stop)
        else:
            ids = self._by_relevance(ask, match, number)
        return ids, signatures

    def count(self, ask, match) -> tuple:
        """Return the ``Signature`` of all that match, without any filter, and how many pass the filters.

        Where nobody asks for counts, there may be none, and the number is any above ``CANDIDATES``.
        """
        raise NotImplementedError

    def promising(self, ask, match, number: float) -> dict[int, bool]:
        """Return by number whether they have passed: all hits if there are no more than ``CANDIDATES``.

        ``number`` says how many there are; it is infinite where there are more and nobody asks how
        many. Of more, return ``BEST`` of those that have not passed, by
        ``title_tiers`` or ``sums`` and then the newest.
        """
        raise NotImplementedError

    def numbers(self, ask, match, *, start: int, stop: int, but=()) -> list[int]:
        """Return a slice of the hits but for some: what has passed last, then by date if so asked, the newest first."""
        raise NotImplementedError

    def _by_relevance(self, ask, match, number):
        best = self.promising(ask, match, number)
        ids = self.by_rank(ask, best)[ask.start : ask.stop] if ask.start < len(best) else []
        if number <= CANDIDATES or ask.stop <= len(best):
            return ids
        start = max(ask.start - len(best), 0)
        stop = ask.stop - len(best)
        return ids + self.numbers(ask, match, start=start, stop=stop, but=list(best))

    def by_rank(self, ask, over_by_number: dict[int, bool]) -> list[int]:
        """Return the keys in the order in which readers see them; the values say what has passed."""
        scored = ranked(self.candidates(over_by_number), ask.parts(), ask.worth)
        return [number for number, _ in scored]

    def candidates(self, over_by_number: dict[int, bool]) -> list[Candidate]:
        """Read what is ranked; the values say what has passed."""
        if not over_by_number:
            return []
        with connection.cursor() as cursor:
            cut, numbers = CUT[connection.vendor], listed(over_by_number)
            cursor.execute(self.texts.format(cut=cut, numbers=numbers), [LETTERS_READ])
            return [
                Candidate(number, over_by_number[number], title, body)
                for number, title, body in cursor.fetchall()
            ]


def places(values) -> str:
    return ", ".join(["%s"] * len(values))


def listed(numbers) -> str:
    """Return primary keys as they are written: each as a value, hundreds take longer than their rows."""
    return ", ".join(str(int(number)) for number in numbers)


def title_tiers(ask) -> tuple:
    """Return matches for hits with all words in their title, and with some of them."""
    titles = [in_title(part) for part in ask.parts() if not isinstance(part, Nothing)]
    return all_of(titles), some_of(titles)


def sums(ask) -> list[int]:
    """Return the highest sums of ``worth`` that hits may have, above the least."""
    found = {0}
    for part, weight in ask.worth:
        if not isinstance(part, Nothing):
            found |= {weight + other for other in found}
    return sorted((one for one in found if one > ask.least), reverse=True)[:MOST_SUMS]
