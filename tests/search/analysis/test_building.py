import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from search.analysis import building
from search.analysis.lexicon import (
    CHECKSUM_AT,
    Lexicon,
    LexiconUnusableError,
    checksum,
    file_name,
    made_from,
)

ROOT = Path(__file__).resolve().parents[3]
FEW = {
    "sl": [("šola", "šola"), ("šole", "šola"), ("šolah", "šola"), ("dela", "del"), ("^x", "x")],
    "en": [("mice", "mouse"), ("mouse", "mouse")],
    "de": [("Häuser", "Haus"), ("Haus", "Haus")],
}


@pytest.fixture
def few_words(monkeypatch):
    """The dictionary is another's: with few words in it a lexicon is made at once."""
    monkeypatch.setattr(building, "_dictionary", lambda language: iter(FEW[language]))


def test_write_lexicon_keeps_folded_base_forms_of_every_language(tmp_path, few_words):
    path = tmp_path / "a.sqlite3"

    building.write_lexicon(path)

    lexicon = Lexicon(path)
    assert lexicon.bases({"šolah", "šola", "x", "dela"}, "sl") == {
        "šolah": ("sola",),
        "šola": ("sola",),
        "dela": ("del",),
    }
    assert lexicon.folded({"solah", "dela"}, "sl") == {"solah": ("sola",)}
    assert lexicon.bases({"mice"}, "en") == {"mice": ("mouse",)}
    assert lexicon.bases({"hauser"}, "de") == {"hauser": ("haus",)}
    assert os.listdir(tmp_path) == ["a.sqlite3"]


def test_the_same_dictionary_gives_the_same_file(tmp_path, few_words):
    building.write_lexicon(tmp_path / "a")
    building.write_lexicon(tmp_path / "b")

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_opened_makes_the_lexicon_once(tmp_path, few_words):
    folder = tmp_path / "not" / "there"

    first = building.opened(folder).path.stat()

    assert building.opened(folder).path.stat().st_ino == first.st_ino
    assert sorted(os.listdir(folder)) == [file_name(), "lexicon.lock"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database " * 1000),
        lambda path: path.write_bytes(path.read_bytes()[:-4096]),
        lambda path: path.write_bytes(path.read_bytes()[:100]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"mouse", b"house")),
        lambda path: _change(path, "UPDATE about SET value = '0' WHERE name = 'made_from'"),
        lambda path: _change(path, "DELETE FROM about WHERE name = 'endings_de'"),
        lambda path: _change(path, "DROP TABLE about"),
    ],
    ids=[
        "empty",
        "other",
        "cut off",
        "head",
        "a letter",
        "version",
        "no endings",
        "no about",
    ],
)
def test_a_damaged_lexicon_is_refused_and_made_anew(tmp_path, few_words, damage):
    path = building.opened(tmp_path).path
    damage(path)

    with pytest.raises(LexiconUnusableError):
        Lexicon(path)

    assert building.opened(tmp_path).bases(["mice"], "en") == {"mice": ("mouse",)}


def _change(path, statement):
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with path.open("rb+") as file:
        file.seek(CHECKSUM_AT)
        file.write(checksum(path))


def test_a_failure_leaves_what_was_there(tmp_path, few_words, monkeypatch):
    path = building.opened(tmp_path).path
    before = path.read_bytes()
    monkeypatch.setitem(FEW, "de", [("Haus", None)])

    with pytest.raises(AttributeError):
        building.renew(tmp_path)

    assert path.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == [file_name(), "lexicon.lock"]


def test_a_reader_keeps_what_it_has_opened_when_it_is_made_anew(tmp_path, few_words):
    lexicon = building.opened(tmp_path)

    building.renew(tmp_path)

    assert lexicon.bases(["mice"], "en") == {"mice": ("mouse",)}


def test_processes_that_come_at_once_all_end_with_the_same_lexicon(tmp_path):
    program = (
        "import sys; from pathlib import Path; from search.analysis import building;"
        f"building._dictionary = lambda language: iter({FEW!r}[language]);"
        "lexicon = building.opened(Path(sys.argv[1]));"
        "print(lexicon.path.stat().st_ino, lexicon.bases(['mice'], 'en'))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]

    answers = {process.communicate(timeout=60)[0] for process in started}

    inode = (tmp_path / file_name()).stat().st_ino
    assert answers == {f"{inode} {{'mice': ('mouse',)}}\n"}
    assert [process.returncode for process in started] == [0, 0, 0, 0]


def test_a_forked_process_opens_the_file_for_itself(lexicon):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        # The child must not run the tests on: it says what it found and ends.
        os.write(writing, repr(lexicon.bases(["ljudje"], "sl")).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)

    assert os.read(reading, 1000) == repr({"ljudje": ("clovek",)}).encode()
    assert lexicon.bases(["ljudje"], "sl") == {"ljudje": ("clovek",)}
    os.close(reading)


def test_remove_others_leaves_the_right_one(tmp_path, few_words):
    building.opened(tmp_path)
    (tmp_path / "lexicon-0-simplemma-1.0.sqlite3").touch()

    assert building.remove_others(tmp_path) == ["lexicon-0-simplemma-1.0.sqlite3"]
    assert sorted(os.listdir(tmp_path)) == [file_name(), "lexicon.lock"]


def test_the_name_says_what_it_is_made_from():
    assert file_name() == f"lexicon-{made_from()}.sqlite3"


def test_the_installed_lexicon_is_small(lexicon):
    assert lexicon.path.stat().st_size < 12_000_000
