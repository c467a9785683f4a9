"""What the search box offers while somebody types."""

from django.db import models
from django.db.models import Lookup

LONGEST_START = 60


class Completion(models.Model):
    """A title that everybody may read, once for each language in which it is offered.

    Titles that several objects have stand here once. What belongs to no language is offered in all
    of them. ``weight`` is the best that one of its objects has (``search.completing``).
    """

    language = models.CharField(max_length=12)
    label = models.CharField(max_length=255, help_text="As readers see it.")
    words = models.TextField(help_text="Folded, with a space before each: all that may be begun.")
    weight = models.BigIntegerField()
    is_query = models.BooleanField(
        default=False, help_text="Whether it is no title, but what readers often search for."
    )

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "label"], name="completion_once"),
        ]

    def __str__(self):
        return self.label


class CompletionStart(models.Model):
    """A place where what is typed may begin in a completion: each of its words, with what follows.

    Frequent beginnings are read along ``weight`` within their first two letters, rare ones along
    ``rest``; either way a request reads a bounded number of rows.
    """

    completion = models.ForeignKey(Completion, on_delete=models.CASCADE, related_name="starts")
    language = models.CharField(max_length=12)
    head = models.CharField(max_length=2)
    rest = models.CharField(max_length=LONGEST_START)
    weight = models.BigIntegerField(help_text="Of the completion; more where the title begins.")

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            # PostgreSQL's own order of letters finds no beginnings.
            models.Index(
                fields=["language", "rest"],
                name="start_rest",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
            ),
            models.Index(fields=["language", "head", "weight", "rest"], name="start_weight"),
        ]

    def __str__(self):
        return self.rest


class Begins(Lookup):
    """Whether a column begins with letters, in the words of the index that finds it.

    ``startswith`` is no range for SQLite, and a range is none for PostgreSQL's order of letters.
    """

    lookup_name = "begins"

    def as_sql(self, compiler, connection):
        left, values = self.process_lhs(compiler, connection)
        _, (letters,) = self.process_rhs(compiler, connection)
        for mark in "\\%_":
            letters = letters.replace(mark, f"\\{mark}")
        return f"{left} LIKE %s", [*values, f"{letters}%"]

    def as_sqlite(self, compiler, connection):
        left, values = self.process_lhs(compiler, connection)
        _, (letters,) = self.process_rhs(compiler, connection)
        last = f"{letters}\U0010ffff"
        return f"({left} >= %s AND {left} < %s)", [*values, letters, *values, last]
