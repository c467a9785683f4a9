"""Making the lexicon from the installed dictionary: once for each version, by whoever comes first."""

import fcntl
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path

from search.analysis import learning, supplement
from search.analysis.lexicon import (
    ABOUT,
    CHECKSUM_AT,
    LANGUAGES,
    SCHEMA,
    Lexicon,
    LexiconUnusableError,
    checksum,
    file_name,
    made_from,
)
from search.analysis.words import fold

# A German compound is bent as its last part is: what is longer is left to its ending.
# How often words with an ending must be bent in a certain way that an unknown word may be, too. On
# words kept back from learning, Slovene forms of one word meet in 69 % of pairs with the best way
# alone (false: 0.9 %), in 77 % with a quarter (1.8 %), in 83 % with a tenth (3.6 %).
_OFTEN_SLOVENE = 0.1
_OFTEN = 0.25

_LONGEST = {"sl": 40, "en": 20, "de": 11}


def opened(folder: Path) -> Lexicon:
    """Return the right lexicon of a folder, made now if there is none or it is damaged.

    Processes that come at once wait for the first; making it takes some seconds.
    """
    path = folder / file_name()
    try:
        return Lexicon(path)
    except LexiconUnusableError:
        folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder / "lexicon.lock"):
        try:
            return Lexicon(path)
        except LexiconUnusableError:
            write_lexicon(path)
            return Lexicon(path)


def renew(folder: Path) -> Path:
    """Make the lexicon of a folder anew, whatever stands there; return where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder / "lexicon.lock"):
        write_lexicon(folder / file_name())
    return folder / file_name()


def write_lexicon(path: Path) -> None:
    """Make the lexicon from the installed dictionary; at ``path`` stands all of it or nothing new."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".lexicon-", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part)) as connection:
            _fill(connection)
        with part.open("rb+") as file:
            file.seek(CHECKSUM_AT)
            file.write(checksum(part))
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def remove_others(folder: Path) -> list[str]:
    """Delete what other versions left in a folder; return their names."""
    others = [path for path in folder.glob("lexicon-*.sqlite3") if path.name != file_name()]
    for path in others:
        path.unlink(missing_ok=True)
    return sorted(path.name for path in others)


def _fill(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(ABOUT)
    about = {"made_from": made_from()}
    for language in LANGUAGES:
        connection.executescript(SCHEMA.format(language=language))
        more = supplement.entries() if language == "sl" else ()
        known = learning.forms(chain(_dictionary(language), more))
        words, bare, endings = (_slovene if language == "sl" else _other)(known)
        _insert(connection, f"words_{language}", words)
        _insert(connection, f"folded_{language}", bare)
        about[f"endings_{language}"] = json.dumps(endings, separators=(",", ":"))
    insert = "INSERT INTO about (name, value) VALUES (?, ?)"
    connection.executemany(insert, sorted(about.items()))
    connection.commit()


def _slovene(known: learning.Forms) -> tuple[learning.Forms, learning.Forms, learning.Endings]:
    everything = learning.completed(known)
    return everything, learning.folded(everything), learning.endings(everything, _OFTEN_SLOVENE)


def _other(known: learning.Forms) -> tuple[learning.Forms, learning.Forms, learning.Endings]:
    """Return what the endings do not say by themselves; English and German are bent regularly."""
    endings = learning.endings(known, _OFTEN)
    bare: dict[str, dict[str, None]] = {}
    for form, bases in known.items():
        bare.setdefault(fold(form), {}).update((fold(base), None) for base in bases)
    irregular = {
        form: tuple(bases)
        for form, bases in bare.items()
        if {form, *bases} != {form, *learning.guessed(form, endings)}
    }
    return irregular, {}, endings


def _insert(connection: sqlite3.Connection, table: str, rows: learning.Forms) -> None:
    connection.executemany(
        f"INSERT INTO {table} (word, bases) VALUES (?, ?)",  # noqa: S608 - our names
        (
            (word, " ".join(dict.fromkeys(fold(base) for base in rows[word])))
            for word in sorted(rows)
        ),
    )


def _dictionary(language: str) -> Iterator[tuple[str, str]]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # only who makes it pays

    longest = _LONGEST[language]
    entries = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language)
    return ((form, base) for form, base in entries.items() if len(form) <= longest)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one process in at a time; a process that dies lets go by itself."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
