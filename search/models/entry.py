"""What the index knows of an object."""

from django.contrib.contenttypes.models import ContentType
from django.db import models


class FacetSet(models.Model):
    """A kind with facets that entries share, so that many entries are counted by a number each."""

    # Made of the others, so it means the same for ever.
    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20, blank=True)
    facets = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.kind}:{self.facets}"


class Entry(models.Model):
    """An object that can be found: a page, a row with a page of its own, a picture of the CMS.

    ``title`` and ``body`` hold keys of words, parted by spaces, ``prefixes`` folded words that are
    completed (``search.analysis``). ``facets`` holds terms such as `` tema:sport obcina:mezica ``,
    with a space on either side of each. The full-text tables of the database are made from this
    one by triggers and generated columns (migration 0002).
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    # Primary keys are not numbers everywhere.
    object_id = models.CharField(max_length=50)
    is_public = models.BooleanField(
        default=False, help_text="Whether everybody may open it; only then readers find it."
    )
    language = models.CharField(
        max_length=12, blank=True, help_text="Empty where it is found in all languages."
    )
    kind = models.CharField(max_length=20, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True, help_text="When a page was last published.")
    version = models.PositiveSmallIntegerField(help_text="Of the analyser that made the keys.")
    words_round = models.PositiveIntegerField(
        default=0, help_text="When its words were counted, as the index's state has it."
    )
    is_stale = models.BooleanField(
        default=False, help_text="Whether what it is named after changed since it was written."
    )
    term = models.CharField(
        max_length=120,
        blank=True,
        help_text="The facet's term that stands for it in entries of others: tema:sport.",
    )
    label = models.CharField(max_length=255, blank=True, help_text="The title as readers see it.")
    facets = models.TextField(blank=True)
    signature = models.BigIntegerField(
        default=0, help_text="Of kind and facets; what it stands for is a facet set."
    )
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    prefixes = models.TextField(blank=True)
    text = models.TextField(blank=True, help_text="Without marks, a line per field or block.")

    # Wagtail need not follow what points from here: nothing here is content.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="entry_once_per_object"
            ),
        ]
        indexes = [
            models.Index(fields=["term"], name="entry_term"),
            models.Index(
                fields=["is_stale"], name="entry_stale", condition=models.Q(is_stale=True)
            ),
            models.Index(
                fields=["label", "starts_at"],
                name="entry_label",
                condition=models.Q(is_public=True),
            ),
        ]

    def __str__(self):
        return self.label
