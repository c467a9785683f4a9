from search.models.entry import Entry
from search.models.replica import PendingChange, ReplicaIndex
from search.models.vocabulary import Deletion, IndexState, Word

__all__ = ["Deletion", "Entry", "IndexState", "PendingChange", "ReplicaIndex", "Word"]
