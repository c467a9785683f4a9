"""The lexicon: which base forms a word has, read from a small file that is never written again.

One SQLite file, made by :mod:`search.analysis.building`, holds every language. A process keeps only
the endings of words in memory (some thousand); words are looked up in the file, a page at a time.
"""

import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path

from search.analysis.learning import Endings

# Kept with every indexed page: with another number, pages must be indexed anew. It rises whenever
# a word may get other keys: by a change in this package, or by another dictionary.
VERSION = 1
LANGUAGES = ("sl", "en", "de")
# SQLite leaves the four bytes of its "user version" to whoever makes a file.
CHECKSUM_AT = 60

# Per language: words as they are looked up, and their folded base forms parted by spaces.
SCHEMA = """
CREATE TABLE words_{language} (word TEXT PRIMARY KEY, bases TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE folded_{language} (word TEXT PRIMARY KEY, bases TEXT NOT NULL) WITHOUT ROWID;
"""
ABOUT = "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"


class LexiconUnusableError(Exception):
    """There is no such file, it is damaged, or it was made by another version."""


def made_from() -> str:
    """Return what a file must have been made from to be right: our version, the dictionary, its version."""
    return f"{VERSION}-simplemma-{version('simplemma')}"


def file_name() -> str:
    """Return the name of the right file; versions lie side by side, so an upgrade disturbs nobody."""
    return f"lexicon-{made_from()}.sqlite3"


def checksum(path: Path) -> bytes:
    """Return four bytes that change with any byte of a file but those where they are kept."""
    with path.open("rb") as file:
        head = file.read(CHECKSUM_AT)
        file.seek(4, os.SEEK_CUR)
        total = zlib.crc32(head)
        while part := file.read(1 << 20):
            total = zlib.crc32(part, total)
    return total.to_bytes(4, "big")


class Lexicon:
    """The opened file; one for all threads of a process.

    :raises LexiconUnusableError: when the file is not there, is damaged or is another version's
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connect()
        try:
            self._check()
            self._endings = {language: self._read_endings(language) for language in LANGUAGES}
        except (sqlite3.DatabaseError, ValueError, TypeError, OSError) as error:
            self.close()
            raise LexiconUnusableError(f"{path}: {error}") from error

    def bases(self, words: Collection[str], language: str) -> dict[str, tuple[str, ...]]:
        """Return the folded base forms of those words (lower case) that the dictionary knows.

        English and German words are to be given folded; of them only those are known that are not
        bent as their ending says.
        """
        return self._look_up(f"words_{language}", words)

    def folded(self, words: Collection[str], language: str) -> dict[str, tuple[str, ...]]:
        """Return the base forms of all words that fold to one of these, where any needs folding."""
        return self._look_up(f"folded_{language}", words)

    def endings(self, language: str) -> Endings:
        """Return how words that nobody knows are bent; see :func:`learning.guessed`."""
        return self._endings[language]

    def close(self) -> None:
        """Let go of the file; the object is of no use afterwards."""
        self._connection.close()

    def _connect(self) -> None:
        self._process = os.getpid()
        # Immutable: no lock, no journal; the file is only ever replaced as a whole.
        address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.OperationalError as error:
            raise LexiconUnusableError(f"{self.path}: {error}") from error

    def _check(self) -> None:
        with self.path.open("rb") as file:
            file.seek(CHECKSUM_AT)
            if file.read(4) != checksum(self.path):
                raise ValueError("damaged")
        row = self._connection.execute(
            "SELECT value FROM about WHERE name = 'made_from'"
        ).fetchone()
        if row != (made_from(),):
            raise ValueError("made by another version")

    def _read_endings(self, language: str) -> Endings:
        row = self._connection.execute(
            "SELECT value FROM about WHERE name = ?", [f"endings_{language}"]
        ).fetchone()
        return json.loads(row[0])

    def _look_up(self, table: str, words: Collection[str]) -> dict[str, tuple[str, ...]]:
        if not words:
            return {}
        with self._lock:
            if self._process != os.getpid():
                # SQLite forbids to carry a connection over a fork.
                self._connect()
            # One list as JSON: a third faster than as many parameters, and without their limit.
            rows = self._connection.execute(
                f"SELECT word, bases FROM json_each(?) CROSS JOIN {table} ON word = value",  # noqa: S608 - our names
                [json.dumps(list(words))],
            ).fetchall()
        return {word: tuple(bases.split()) for word, bases in rows}
