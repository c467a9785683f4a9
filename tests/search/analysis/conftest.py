import pytest
from django.conf import settings

from search.analysis.analyser import Analyser
from search.analysis.building import opened


@pytest.fixture(scope="session")
def lexicon():
    return opened(settings.SEARCH_LEXICON_FOLDER)


@pytest.fixture
def analyser(lexicon):
    return Analyser(lexicon)
