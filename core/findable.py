"""What rows with a page of their own say of themselves to readers who search."""


class FindableRow:
    """A row that readers find beside pages; ``BasePage`` says the same of a page.

    ``search_kind`` is the word for its type in the search's address (``vrsta``), ``kind_label`` and
    ``kind_label_plural`` what readers call it; a type without a word is not found. ``section`` names
    the colour family, ``hit_facts`` a few words that a hit shows, ``hit_relations`` the rows that
    these come from. ``helps_when_lost``: whether it is offered to somebody who found nothing.
    """

    search_kind = ""
    kind_label = ""
    kind_label_plural = ""
    section = "home"
    hit_facts = ()
    hit_relations = ()
    helps_when_lost = False

    @property
    def title(self):
        return self.name

    @classmethod
    def open_to_readers(cls):
        """Return the rows that everybody may see, as a queryset."""
        return cls._default_manager.all()

    @classmethod
    def ready_as_hits(cls, rows):
        """Return ``rows`` as a list, with what a search result asks of each; few queries for all."""
        return list(rows)

    def is_over(self, now):
        """Tell whether it has passed at ``now``; rows do not."""
        return False
