"""What changes what stands beside the index: counts of queries, synonyms."""

from search.services.counting import count_click, count_query, forget_old, forget_rare
from search.services.editing import add_synonym, ensure_synonyms

__all__ = [
    "add_synonym",
    "count_click",
    "count_query",
    "ensure_synonyms",
    "forget_old",
    "forget_rare",
]
