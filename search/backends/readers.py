"""Who answers readers: Elasticsearch where there is one that does so in time, else the database."""

import logging

from elasticsearch import ApiError, TransportError, UnsupportedProductError

from search.backends import breaker, elasticsearch
from search.backends.asks import Ask, Hits
from search.backends.database import engine
from search.backends.elastic_client import is_configured

logger = logging.getLogger(__name__)

# Down, slow, refusing, or something else that listens there.
FAILURES = (ApiError, TransportError, UnsupportedProductError, elasticsearch.Nonsense)


def find(ask: Ask) -> Hits:
    """Return what readers find; nothing that befalls Elasticsearch is raised."""
    hits = _from_elasticsearch(ask) if is_configured() and breaker.lets_through() else None
    return engine().find(ask) if hits is None else hits


def _from_elasticsearch(ask):
    try:
        hits = elasticsearch.find(ask)
    except elasticsearch.Unsuitable:
        return None
    except FAILURES as problem:
        breaker.note_failure(type(problem).__name__)
        return None
    except Exception:
        # A mistake of ours; readers have an answer all the same.
        logger.exception("Elasticsearch could not be asked")
        breaker.note_failure("see above")
        return None
    breaker.note_success()
    return hits
