"""The words that stand in what everybody may read: what a misspelt word is compared with."""

from django.db import models


class Word(models.Model):
    """A folded word of public entries in a language, and in how many of them it stands.

    A language is empty where the entry's is.
    """

    language = models.CharField(max_length=12, blank=True)
    form = models.CharField(max_length=60)
    pages = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "form"], name="word_once_per_language"),
        ]

    def __str__(self):
        return self.form


class Deletion(models.Model):
    """A word with a letter left out, or as it is: words one edit apart share one of these."""

    rest = models.CharField(max_length=60)
    form = models.CharField(max_length=60)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rest", "form"], name="deletion_once"),
        ]

    def __str__(self):
        return f"{self.form}: {self.rest}"


class IndexState(models.Model):
    """The one row that whoever writes the index holds, and what the index was made with."""

    # One row: a second one would let two write at once.
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.PositiveSmallIntegerField(
        default=0, help_text="Of the analyser, when all entries were last written; 0: never."
    )
    words_version = models.PositiveSmallIntegerField(
        default=0, help_text="Of the analyser that tells the words that are counted."
    )
    words_round = models.PositiveIntegerField(
        default=0, help_text="Which time of counting all words anew this is."
    )
    rebuilt_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_index_state"),
        ]

    def __str__(self):
        return f"{self.version}"
