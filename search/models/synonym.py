"""What editors say means the same."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.phrasebook import expression, expressions
from search.querysets import SynonymQuerySet

LONGEST_EXPRESSION = 60
MOST_WORDS = 4
MOST_MEANINGS = 8
ALREADY_THERE = _("There is a synonym for this already; change that one.")


class Synonym(models.Model):
    """Whoever types one thing also finds another: *ferajn* finds *društvo*."""

    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    typed = models.CharField(
        _("who types"),
        max_length=LONGEST_EXPRESSION,
        help_text=_("In its base form, such as “ferajn”; other forms are found as well."),
    )
    means = models.CharField(
        _("also finds"),
        max_length=300,
        help_text=_("In base forms; several are parted by commas: “job, work”."),
    )
    is_two_way = models.BooleanField(
        _("also the other way round"),
        default=False,
        help_text=_("Whoever types one of the other words then finds this one too."),
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        ordering = ["language", "typed"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "typed"],
                name="synonym_once_a_language",
                violation_error_message=ALREADY_THERE,
            )
        ]

    def __str__(self):
        return f"{self.typed} {'↔' if self.is_two_way else '→'} {self.means}"

    def clean(self):
        """Bring both sides into the form in which they are kept and compared."""
        self.typed = expression(self.typed)
        meanings = [one for one in expressions(self.means) if one != self.typed]
        self.means = ", ".join(meanings)
        problems = {}
        if not 0 < len(self.typed.split()) <= MOST_WORDS:
            problems["typed"] = _("Write a word, or up to four.")
        if not meanings:
            problems["means"] = _("Write at least one other word.")
        elif len(meanings) > MOST_MEANINGS:
            problems["means"] = _("Write at most eight expressions.")
        elif any(not _is_short(meaning) for meaning in meanings):
            problems["means"] = _("An expression has up to four words and 60 letters.")
        if problems:
            raise ValidationError(problems)


def _is_short(meaning: str) -> bool:
    return len(meaning) <= LONGEST_EXPRESSION and len(meaning.split()) <= MOST_WORDS
