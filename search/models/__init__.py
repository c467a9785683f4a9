from search.models.completion import Begins, Completion, CompletionStart
from search.models.entry import Entry, FacetSet
from search.models.query_count import QueryCount
from search.models.replica import PendingChange, ReplicaIndex
from search.models.synonym import Synonym
from search.models.vocabulary import Deletion, IndexState, Word

__all__ = [
    "Begins",
    "Completion",
    "CompletionStart",
    "Deletion",
    "Entry",
    "FacetSet",
    "IndexState",
    "PendingChange",
    "QueryCount",
    "ReplicaIndex",
    "Synonym",
    "Word",
]
