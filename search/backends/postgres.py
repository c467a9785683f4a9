"""PostgreSQL's full text, by the columns that the database derives from the entries."""

import math

from django.db.models import Max

from search.backends import finder
from search.backends.finder import Finder
from search.backends.fulltext import FullText
from search.backends.matching import All, Key, Prefix, Some, TitleKey, Without
from search.models import Entry

# Stands before a key of a title in the column of keys; no key begins with it.
IN_TITLE = "^"
IN_NO_KEY = "\N{CURRENCY SIGN}"
# How much rarer hits may be among the newest entries than among all, for the newest to be found there.
SPREAD = 2


class PostgreSQL(FullText):
    keys_source = "FROM search_entry AS entry WHERE entry.keys @@ %s::tsquery"
    completions_source = "FROM search_entry AS entry WHERE entry.completions @@ %s::tsquery"
    counted_source = f"{keys_source} AND entry.is_public"
    fence = "MATERIALIZED"
    # Not by the index of the primary key: to meet 500 titles with a rare word that way, it would read
    # the keys of nearly all entries, which takes a minute.
    newest_first = "id + 0 DESC"
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

    def found(self, ask, match):
        # To find out that there are more than are ranked takes as long as to count them.
        return Finder.found(self, ask, match) if ask.is_counted else super().found(ask, match)

    def newest_to_come(self, ask, match, number, *, above=0):
        # The index knows no order: all of many hits would be read for the newest ones, so these are
        # looked for among the newest entries first.
        if number < math.inf:
            last = Entry.objects.aggregate(last=Max("id"))["last"] or 0
            above = int(last * (1 - SPREAD * finder.BEST / number))
            if above > 0:
                found = super().newest_to_come(ask, match, number, above=above)
                if len(found) == finder.BEST:
                    return found
        return super().newest_to_come(ask, match, number)

    def tidy(self) -> None:
        """Let the planner count the rows anew."""
        self._run("ANALYZE search_entry")


def _quoted(text):
    quoted = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"
