"""Which synonyms hold, and which counted queries are shown, kept and forgotten."""

from datetime import date, datetime

from django.db import connection, models
from django.db.models import Count, Q, Sum

from duty.roster import month_after, month_of

# A query that fewer asked may say something about whoever did, and is shown as a number alone.
ASKED_BY_SOME = 2
# What readers are offered who begin to type it: nobody's own query, and nobody's joke.
ASKED_BY_MANY = 12
OPENED_BY_SOME = 4
MONTHS_KEPT = 24
# So much is more than people ask here in a month; whoever floods the table stops at it.
MOST_ROWS_A_MONTH = 20_000

# Adds to the row of a query, or makes it while there is room for another. One statement: of two
# readers who ask the same at once, neither is lost.
UPSERT = """
INSERT INTO {table} (month, language, query, asked, without_result, clicked)
SELECT %(month)s, %(language)s, %(query)s, 1, %(missed)s, 0
WHERE EXISTS (
    SELECT 1 FROM {table} WHERE month = %(month)s AND language = %(language)s AND query = %(query)s
) OR (SELECT COUNT(*) FROM {table} WHERE month = %(month)s) < %(most)s
ON CONFLICT (month, language, query) DO UPDATE
SET asked = {table}.asked + 1, without_result = {table}.without_result + %(missed)s
"""


class SynonymQuerySet(models.QuerySet):
    def as_rows(self, language: str) -> tuple[tuple[str, str, bool], ...]:
        """Return what each synonym of a language says: typed, means, and whether it is two-way."""
        rows = self.filter(language=language).order_by("typed")
        return tuple(rows.values_list("typed", "means", "is_two_way"))


class QueryCountQuerySet(models.QuerySet):
    def add(self, *, month: date, language: str, query: str, is_missed: bool) -> int:
        """Count a query once more, unless the month has as many as it holds; return the rows changed."""
        facts = {"month": month, "language": language, "query": query, "missed": int(is_missed)}
        statement = UPSERT.format(table=connection.ops.quote_name(self.model._meta.db_table))
        with connection.cursor() as cursor:
            cursor.execute(statement, {**facts, "most": MOST_ROWS_A_MONTH})
            return cursor.rowcount

    def of_month(self, month: date):
        return self.filter(month=month)

    def shown(self):
        """Queries that were asked often enough to be told."""
        return self.exclude(query="").filter(asked__gte=ASKED_BY_SOME)

    def most_asked(self):
        return self.order_by("-asked", "query", "language")

    def without_result(self):
        """Queries that at least once led nowhere, those that did so most often first."""
        found = self.filter(without_result__gt=0)
        return found.order_by("-without_result", "-asked", "query", "language")

    def without_click(self):
        """Queries with results of which nobody opened one."""
        found = self.filter(clicked=0, without_result__lt=models.F("asked"))
        return found.order_by("-asked", "query", "language")

    def sums(self) -> dict[str, int]:
        """Return the sums of ``asked``, ``without_result``, ``clicked``, and of ``rare`` queries."""
        is_rare = Q(query="") | Q(asked__lt=ASKED_BY_SOME)
        return self.aggregate(
            # First: the names below hide the columns from what comes after them.
            rare=Sum("asked", filter=is_rare, default=0),
            asked=Sum("asked", default=0),
            without_result=Sum("without_result", default=0),
            clicked=Sum("clicked", default=0),
        )

    def frequent(self, now: datetime):
        """Queries that lately many asked, and that always found something: language, query, times.

        In more than one month, and with results that were opened: one person makes none frequent
        in an afternoon.
        """
        lately = self.exclude(query="").filter(month__gte=month_after(month_of(now), -2))
        sums = lately.values("language", "query").annotate(
            months=Count("month"),
            times=Sum("asked"),
            missed=Sum("without_result"),
            opened=Sum("clicked"),
        )
        return sums.filter(
            months__gt=1, times__gte=ASKED_BY_MANY, missed=0, opened__gte=OPENED_BY_SOME
        ).order_by("-times", "query")

    def rare_before(self, month: date):
        """Queries of earlier months that were asked too seldom to be kept."""
        return self.exclude(query="").filter(month__lt=month, asked__lt=ASKED_BY_SOME)

    def forgotten(self, now: datetime):
        """Counts of months that nobody compares any more."""
        return self.filter(month__lt=month_after(month_of(now), -MONTHS_KEPT))
