"""SQLite's FTS5: one pass over the list of a word, beside an index that holds all that counts."""

import re

from search.backends.fulltext import FullText
from search.backends.matching import All, Key, Prefix, Some, TitleKey, Without

# The join is in this order whatever SQLite knows of the tables, and reads the index alone: a row of
# the table fills pages with its texts.
ENTRIES = "CROSS JOIN search_entry AS entry INDEXED BY search_entry_facts ON entry.id = "

# What would part a string into several tokens, or end it; and what stands in no key.
ASCII_MARK = re.compile(r"[\x00-\x7f](?<![0-9A-Za-z])")
IN_NO_KEY = "\N{CURRENCY SIGN}"


class SQLite(FullText):
    keys_source = (
        f"FROM search_entry_fts {ENTRIES} search_entry_fts.rowid WHERE search_entry_fts MATCH %s"
    )
    completions_source = (
        f"FROM search_entry_completions {ENTRIES} search_entry_completions.rowid "
        "WHERE search_entry_completions MATCH %s"
    )
    counted_source = f"{keys_source} AND entry.is_public"
    number = "search_entry_fts.rowid"
    holds = "instr(facets, %s) > 0"

    def number_in(self, source):
        return "entry.id" if source == self.completions_source else self.number

    def in_words(self, match) -> str:
        match match:
            case Key(text):
                return _quoted(text)
            case TitleKey(text):
                return f"{{title}} : {_quoted(text)}"
            case Prefix(text):
                return f"{_quoted(text)} *"
            case All(parts):
                return "(" + " AND ".join(self.in_words(part) for part in parts) + ")"
            case Some(parts):
                return "(" + " OR ".join(self.in_words(part) for part in parts) + ")"
            case Without(wanted, unwanted):
                return f"({self.in_words(wanted)} NOT {self.in_words(unwanted)})"
        raise TypeError(match)

    def tidy(self) -> None:
        """Merge what many small writings left behind, and let the planner count the rows anew."""
        self._run("INSERT INTO search_entry_fts (search_entry_fts) VALUES ('optimize')")
        self._run(
            "INSERT INTO search_entry_completions (search_entry_completions) VALUES ('optimize')"
        )
        self._run("ANALYZE")


def _quoted(text):
    """A string of one token: no key has a mark in it, so what has one must find nothing."""
    return f'"{ASCII_MARK.sub(IN_NO_KEY, text) or IN_NO_KEY}"'
