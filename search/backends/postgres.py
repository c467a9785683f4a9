"""PostgreSQL's full text, by the columns that the database derives from the entries."""

from search.backends.fulltext import FullText
from search.backends.matching import All, Key, Prefix, Some, TitleKey, Without

# Stands before a key of a title in the column of keys; no key begins with it.
IN_TITLE = "^"
IN_NO_KEY = "\N{CURRENCY SIGN}"


class PostgreSQL(FullText):
    keys_source = "FROM search_entry AS entry WHERE entry.keys @@ %s::tsquery"
    completions_source = "FROM search_entry AS entry WHERE entry.completions @@ %s::tsquery"
    counted_source = keys_source
    fence = "MATERIALIZED"
    holds = "strpos(facets, %s) > 0"

    def in_words(self, match) -> str:
        match match:
            case Key(text):
                # What is no key finds nothing, not the key of a title.
                return _quoted(text.replace(IN_TITLE, IN_NO_KEY))
            case TitleKey(text):
                return _quoted(IN_TITLE + text.replace(IN_TITLE, IN_NO_KEY))
            case Prefix(text):
                return f"{_quoted(text)}:*"
            case All(parts):
                return "(" + " & ".join(self.in_words(part) for part in parts) + ")"
            case Some(parts):
                return "(" + " | ".join(self.in_words(part) for part in parts) + ")"
            case Without(wanted, unwanted):
                return f"({self.in_words(wanted)} & !{self.in_words(unwanted)})"
        raise TypeError(match)

    def tidy(self) -> None:
        """Let the planner count the rows anew."""
        self._run("ANALYZE search_entry")


def _quoted(text):
    quoted = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"
