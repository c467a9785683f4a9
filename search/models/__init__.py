from search.models.entry import Entry
from search.models.vocabulary import Deletion, IndexState, Word

__all__ = ["Deletion", "Entry", "IndexState", "Word"]
