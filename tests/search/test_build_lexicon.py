from io import StringIO

from django.core.management import call_command

from search.analysers import site_analyser
from search.analysis import building
from search.analysis.lexicon import file_name

FEW = {"sl": [("šole", "šola")], "en": [], "de": []}


def run(*options):
    out = StringIO()
    call_command("build_lexicon", *options, stdout=out)
    return out.getvalue()


def test_build_lexicon_makes_it_once_and_again_only_when_told(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(building, "_dictionary", lambda language: iter(FEW[language]))
    settings.SEARCH_LEXICON_FOLDER = tmp_path / "lexicon"
    name = file_name()

    assert run() == f"Made {name}\n"
    (tmp_path / "lexicon" / "lexicon-0-simplemma-1.sqlite3").touch()
    assert run() == f"{name} is right\nRemoved lexicon-0-simplemma-1.sqlite3\n"
    assert run("--again") == f"Made {name}\n"
    (tmp_path / "lexicon" / name).write_bytes(b"damaged")
    assert run() == f"Made {name}\n"


def test_site_analyser_is_opened_once_and_understands_slovene():
    assert site_analyser() is site_analyser()
    assert site_analyser().keys_in_query("ljudeh") == {"ljudeh", "clovek"}
