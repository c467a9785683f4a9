from search.models.query_count import QueryCount
from search.models.synonym import Synonym

__all__ = ["QueryCount", "Synonym"]
