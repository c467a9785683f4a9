"""What else to look for, for what somebody typed."""

from collections.abc import Sequence
from functools import lru_cache

from search.models import Synonym
from search.phrasebook import KeysOf, Phrasebook, as_typed, expressions

# What one expression leads to; more would drown what was asked for.
MOST_ALTERNATIVES = 10

Alternative = tuple[str, ...]


def synonyms_for(
    words: Sequence[str], language: str, keys_of: KeysOf = as_typed
) -> dict[tuple[int, int], tuple[Alternative, ...]]:
    """Return what editors say means the same as parts of ``words``, the words of a query in order.

    A key is a part of the query, ``(start, stop)``, the last word not included; its value is what to
    look for beside that part, each as a tuple of words in lower case with their diacritics. Parts
    may overlap. ``keys_of`` is ``site_analyser().keys_in_query``, always the same object; without
    it words are met as they were typed, but for case and diacritics. One query each time, so what
    an editor saved holds at once in every process; what is made of the rows is kept for as long as
    they stay the same.
    """
    if not words:
        return {}
    found: dict[tuple[int, int], dict[Alternative, None]] = {}
    for met in _phrasebook(Synonym.objects.as_rows(language), keys_of).met_in(words):
        found.setdefault((met.start, met.stop), {}).update(dict.fromkeys(met.leads_to))
    return {part: tuple(found[part])[:MOST_ALTERNATIVES] for part in sorted(found)}


@lru_cache(maxsize=8)
def _phrasebook(
    rows: tuple[tuple[str, str, bool], ...], keys_of: KeysOf
) -> Phrasebook[tuple[Alternative, ...]]:
    entries: dict[str, list[str]] = {}
    for typed, means, is_two_way in rows:
        meanings = expressions(means)
        entries.setdefault(typed, []).extend(meanings)
        for meaning in meanings if is_two_way else ():
            entries.setdefault(meaning, []).append(typed)
    alternatives = (
        (expression, tuple(tuple(one.split()) for one in others))
        for expression, others in entries.items()
    )
    return Phrasebook(alternatives, keys_of, is_careful=True)
