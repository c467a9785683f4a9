"""Words of the site that are near those typed, and how they are written there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from search.analysers import site_analyser
from search.analysis.spelling import corrections, deletions_of_query, wrong_letters
from search.analysis.words import fold, words
from search.asking import Term
from search.models import Deletion, Word

# A query of which every word is known is mended in one place, and no more places are tried.
MOST_KNOWN_TRIED = 3

Forms = dict[Term, list[str]]


@lru_cache(maxsize=2_000)
def is_doubtful(word: str) -> bool:
    """Tell whether a word of a query has keys that it should not have, were it written rightly.

    No dictionary has *okusn*. By its ending it may be a form of *okus*, but that one's forms are
    known. So it is another word, or a wrong one.
    """
    analyser = site_analyser()
    surface, lexicon = fold(word), analyser.lexicon
    others = analyser.keys_in_query(word) - {surface}
    if not others or lexicon.bases([word], "sl") or lexicon.folded([surface], "sl"):
        return False
    return bool(lexicon.bases(others, "sl") or lexicon.folded(others, "sl"))


def doubtful(terms: Iterable[Term]) -> list[Term]:
    return [term for term in terms if term.is_plain and is_doubtful(term.words[0])]


def near(terms: Iterable[Term], language: str) -> tuple[Forms, Mapping[str, int]]:
    """Return the keys of pages that are nearest to each term, best first, in one query.

    Terms without any are left out, and so is what is more than a word. Then, how many pages have
    each key that was looked at; a word that pages have as it is spelt is among them.
    """
    readings = {term: _readings(term) for term in terms if term.is_plain}
    wanted = {rest for those in readings.values() for rest in deletions_of_query(those)}
    if not wanted:
        return {}, {}
    rests = Deletion.objects.filter(rest__in=wanted).values("form")
    rows = Word.objects.filter(language__in=[language, ""], form__in=rests)
    pages = Counter()
    for form, number in rows.values_list("form", "pages"):
        pages[form] += number
    keys_of = site_analyser().keys_in_query
    found = {term: corrections(those, pages.items(), keys_of) for term, those in readings.items()}
    return {term: forms for term, forms in found.items() if forms}, pages


def _readings(term):
    word = term.words[0]
    return {fold(word), *site_analyser().keys_in_query(word)}


def ways_to_mend(
    forms: Mapping[Term, Sequence[str]], numbers: Mapping[Term, int]
) -> Iterator[Forms]:
    """Yield which terms to take for others, the likeliest first.

    ``numbers``: how many entries have a term. What none has is wrong. Where that does not help, one
    more word may be wrong though it exists: the rarest is most likely.
    """
    unknown = {term: those for term, those in forms.items() if not numbers[term]}
    if unknown:
        yield unknown
    known = sorted((term for term in forms if numbers[term]), key=numbers.get)
    for term in known[:MOST_KNOWN_TRIED]:
        yield {**unknown, term: forms[term]}


def first_spelt(forms: Sequence[str], typed: str, texts: Iterable[str]) -> str:
    """Return how the first of some keys that any text holds is written there.

    Of several writings it is that nearest to what was typed; "" where no text holds any.
    """
    written = _written(texts)
    keys = site_analyser().keys_of_words(written, "")
    for form in forms:
        those = [word for word in written if form in keys[word]]
        if those:
            return min(those, key=partial(_distance, fold(typed), written))
    return ""


def _written(texts):
    return Counter(word for text in texts for word in words(text))


def _distance(typed, written, word):
    wrong = wrong_letters(typed, fold(word), 3)
    return (4 if wrong is None else wrong, -written[word], word)
