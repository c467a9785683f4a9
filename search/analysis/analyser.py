"""How a word is understood: the keys by which a page that holds it and a query that asks for it meet.

A page is kept under the keys of each of its words: the word itself without accents, and every base
form that it may have in the page's language. A query word stands for the keys it has in any
language of the site, and for those of every word that it may be when č, š and ž were left out.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from functools import lru_cache

from search.analysis import learning
from search.analysis.lexicon import LANGUAGES, VERSION, Lexicon
from search.analysis.stop_words import STOP_WORDS
from search.analysis.words import fold, joined, words

__all__ = ["VERSION", "Analyser"]

_REMEMBERED_WORDS = 20_000
_FIRST, *_OTHERS = LANGUAGES


class Analyser:
    """Gives words their keys; one for all threads of a process."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        self.keys_in_query = lru_cache(maxsize=2_000)(self._keys_in_query)

    def keys_in_page(self, word: str, language: str) -> tuple[str, ...]:
        """Return the keys under which a page with this word is found, its own form first.

        ``word`` is one word as :func:`words.words` gives it. A language that is not one of the
        site's, or none, is taken for Slovene; what is no Slovene word may be one of any language.
        """
        return self.keys_of_words([word], language)[word]

    def keys_of_words(self, found: Iterable[str], language: str) -> dict[str, tuple[str, ...]]:
        """Return the keys of many words of a page: cheaper than one by one."""
        if language not in LANGUAGES:
            language = ""
        wanted = set(found)
        remembered = self._known
        keys = {
            word: remembered[language, word] for word in wanted if (language, word) in remembered
        }
        missing = wanted - keys.keys()
        if missing:
            fresh = self._page_keys_of(missing, language)
            keys.update(fresh)
            self._remember(fresh, language)
        return keys

    def page_keys(self, text: str, language: str) -> str:
        """Return all keys of a text in the order of its words, parted by spaces.

        Words with a short beginning before a hyphen follow at the end once more, as one.
        """
        found = words(text) + joined(text)
        keys = self.keys_of_words(found, language)
        together = {word: " ".join(those) for word, those in keys.items()}
        return " ".join([together[word] for word in found])

    def _remember(self, keys: Mapping[str, tuple[str, ...]], language: str) -> None:
        # Thrown away as a whole: the words of the next pages fill it again in no time.
        if len(self._known) + len(keys) > _REMEMBERED_WORDS:
            self._known = {}
        if len(keys) <= _REMEMBERED_WORDS:
            self._known.update({(language, word): those for word, those in keys.items()})

    def _page_keys_of(self, found: Collection[str], language: str) -> dict[str, tuple[str, ...]]:
        surfaces = {word: fold(word) for word in found}
        # *tem* is hardly ever *of topics*, *je* hardly ever *eats*, *vas* no other form of *you*.
        silent = STOP_WORDS[language or _FIRST]
        spelt = [
            word
            for word, surface in surfaces.items()
            if surface.isascii() and surface not in silent
        ]
        if language in _OTHERS:
            bases = self._other_bases({surfaces[word] for word in spelt}, language)
            by_word = {word: bases[surfaces[word]] for word in spelt}
        else:
            by_word = self._slovene_bases(spelt, surfaces, is_alone=language == _FIRST)
        return {
            word: _telling(surface, by_word.get(word, ()), silent)
            for word, surface in surfaces.items()
        }

    def _slovene_bases(
        self, spelt: Collection[str], surfaces: Mapping[str, str], *, is_alone: bool
    ) -> dict[str, tuple[str, ...]]:
        bases = self.lexicon.bases(spelt, _FIRST)
        unknown = [word for word in spelt if word not in bases]
        bare = self.lexicon.folded({surfaces[word] for word in unknown}, _FIRST)
        endings = self.lexicon.endings(_FIRST)
        for word in unknown:
            surface = surfaces[word]
            bases[word] = bare.get(surface) or _guessed(surface, endings)
        if not is_alone:
            strangers = {surfaces[word] for word in unknown if surfaces[word] not in bare}
            for language in _OTHERS:
                other = self._other_bases(strangers, language)
                for word in unknown:
                    bases[word] = (*bases[word], *other.get(surfaces[word], ()))
        return bases

    def _other_bases(self, surfaces: Collection[str], language: str) -> dict[str, tuple[str, ...]]:
        known = self.lexicon.bases(surfaces, language)
        endings = self.lexicon.endings(language)
        return {
            surface: known[surface] if surface in known else _guessed(surface, endings)
            for surface in surfaces
        }

    def _keys_in_query(self, word: str) -> frozenset[str]:
        """Return every key under which a page may be found that holds what was asked for."""
        surface = fold(word)
        if not surface.isascii() or surface in STOP_WORDS[_FIRST]:
            return frozenset([surface])
        keys = {surface}
        known = self.lexicon.bases([word], _FIRST).get(word, ())
        bare: tuple[str, ...] = ()
        if word == surface or not known:
            bare = self.lexicon.folded([surface], _FIRST).get(surface, ())
        keys.update(known, bare)
        for language in _OTHERS:
            keys.update(self.lexicon.bases([surface], language).get(surface, ()))
        if not known and not bare:
            for language in LANGUAGES:
                keys.update(_guessed(surface, self.lexicon.endings(language)))
        # *tema* asks for a topic, not for *these two*.
        return frozenset(keys - STOP_WORDS[_FIRST] or keys)


def _telling(surface: str, bases: Iterable[str], silent: Set[str]) -> tuple[str, ...]:
    telling = (base for base in bases if base not in silent)
    return tuple(dict.fromkeys((surface, *telling)))


def _guessed(surface: str, endings: learning.Endings) -> tuple[str, ...]:
    return learning.guessed(surface, endings) if surface.isalpha() else ()
