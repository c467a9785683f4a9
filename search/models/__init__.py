from search.models.entry import Entry, FacetSet
from search.models.vocabulary import Deletion, IndexState, Word

__all__ = ["Deletion", "Entry", "FacetSet", "IndexState", "Word"]
