"""Words that say nothing by themselves: kept in pages, left out of a query that has others.

Only what is such a word and nothing else, with its accents and without: *vas* (you, a village),
*vaši* (your; typed without accents, to villages) and *kot* (as, an angle) stay.
"""

from collections.abc import Sequence

from search.analysis.words import fold

_SLOVENE = """
    a ali ampak ba bi bil bila bile bili bilo biti bo bodo bodimo bom bomo bosta boste bova boš
    brez če čez da do ga h ha he i iz ja jaz je jih jim jo k kadar kaj kako kar kateri katera
    katero katere kdaj kdo ker ki kje kjer ko koga komu lahko le ma me mi midva mu na nad naj nam
    nama nas ne nek neka neke neki neko ni nič nisem nismo niso nista niste ničesar njega njej njem
    njemu njen njena njene njeni njeno njih njihov njihova njihove njihovi njihovo njim njo njuni
    o ob od oba obe on ona onadva one oni ono pa po pod pred pri proti s saj se sebe sebi sem si
    smo so sta ste sva svoj svoja svoje svoji svojo ta tam te tega tem temu ter ti tista tiste tisti
    tisto tja to tod toda torej tu tudi tukaj tvoj tvoja tvoje u v va vaju vam vama ve
    vendar vi vidva vse vsa vsak vsaka vsako vsi vso z za zakaj zato že
"""
_ENGLISH = """
    a about after all also am an and any are as at be been before being but by can could did do
    does for from had has have he her hers him his how i if in into is it its just me my no nor not
    of on or our ours she should so some such than that the their theirs them then there these they
    this those to too us very was we were what when where which while who whom why will with would
    you your yours
"""
_GERMAN = """
    aber als am an auch auf aus bei beim bin bis bist da damit dann das dass dein deine dem den denn
    der des dich die dies diese diesem diesen dieser dieses dir doch du durch ein eine einem einen
    einer eines er es euch euer eure für gegen haben hat hatte hier ich ihm ihn ihnen ihr ihre im
    in ist ja kann kein keine man mein meine mich mir mit nach nicht noch nun nur ob oder ohne sehr
    sein seine sich sie sind so über um und uns unser unsere unter vom von vor war waren warum was
    weil wenn wer werden wie wir wird wo wohl zu zum zur
"""
STOP_WORDS = {
    language: frozenset(fold(word) for word in words.split())
    for language, words in (("sl", _SLOVENE), ("en", _ENGLISH), ("de", _GERMAN))
}


def is_stop_word(word: str, language: str) -> bool:
    """Whether a word, with accents or without, says nothing in that language of the site."""
    return fold(word) in STOP_WORDS.get(language, frozenset())


def without_stop_words(words: Sequence[str], language: str) -> list[str]:
    """Return a query's words that say something; all of them where none does.

    Slovene stop words are dropped in every language of the page: people here mix them.
    """
    telling = [
        word for word in words if not (is_stop_word(word, language) or is_stop_word(word, "sl"))
    ]
    return telling or list(words)
