"""What Elasticsearch has still to be told."""

from django.db import models


class PendingChange(models.Model):
    """An entry was written or removed; what became of it stands in the entry itself.

    Written in the transaction that changes the entry, while the index is held: so a change with a
    greater number is a later one, and none with a lesser number appears after it.
    """

    # Not a foreign key: an entry that was removed has still to be removed elsewhere.
    entry_id = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.pk}: {self.entry_id}"


class ReplicaIndex(models.Model):
    """An index of Elasticsearch that is kept up to date, also while it is being filled."""

    name = models.CharField(max_length=120, unique=True)
    position = models.BigIntegerField(help_text="It knows of every change up to this one.")
    is_ready = models.BooleanField(default=False, help_text="Filled; else somebody is at it.")
    touched_at = models.DateTimeField(help_text="When whoever fills it last did so.")

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.name}: {self.position}"
