"""The analyser of this installation: its lexicon is opened once for each process."""

from functools import lru_cache

from django.conf import settings

from search.analysis import building
from search.analysis.analyser import Analyser


def site_analyser() -> Analyser:
    """Return the analyser; the first call on a new machine makes the lexicon, in some seconds."""
    return _analyser(settings.SEARCH_LEXICON_FOLDER)


@lru_cache(maxsize=2)
def _analyser(folder) -> Analyser:
    return Analyser(building.opened(folder))
