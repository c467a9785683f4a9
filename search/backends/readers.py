"""Who answers readers: Elasticsearch where there is one that does so in time, else the database."""

import logging

from django.conf import settings
from elasticsearch import ApiError, TransportError, UnsupportedProductError

from search.backends import breaker, elasticsearch
from search.backends.asks import Ask, Hits
from search.backends.database import engine
from search.backends.elastic_client import Patience, is_configured

logger = logging.getLogger(__name__)

# Down, slow, refusing, or something else that listens there.
FAILURES = (ApiError, TransportError, UnsupportedProductError, elasticsearch.Nonsense)


class Answerer:
    """Answers all that one page of results asks, which may be ten questions.

    Once Elasticsearch has failed or has taken a second of the page in all, the database answers the rest.
    """

    def __init__(self):
        self._patience = Patience()

    def __call__(self, ask: Ask) -> Hits:
        """Return what readers find; nothing that befalls Elasticsearch is raised."""
        may_ask = self._patience.left > 0 and is_configured() and breaker.lets_through()
        hits = self._from_elasticsearch(ask) if may_ask else None
        return engine().find(ask) if hits is None else hits

    def _from_elasticsearch(self, ask):
        before = self._patience.left
        try:
            hits = elasticsearch.find(ask, patience=self._patience)
        except elasticsearch.Unsuitable:
            return None
        except FAILURES as problem:
            # Also where each answer was quick and there were too many: the reader has waited all the same.
            return self._give_up(type(problem).__name__)
        except Exception:
            # A mistake of ours; readers have an answer all the same.
            logger.exception("Elasticsearch could not be asked")
            return self._give_up("see above")
        if before - self._patience.left > settings.ELASTICSEARCH_SECONDS / 2:
            # A page asks twice at least, so page after page would wait its whole second and be
            # answered by the database after all.
            self._give_up("slow")
        else:
            breaker.note_success()
        return hits

    def _give_up(self, reason):
        self._patience.left = 0
        breaker.note_failure(reason)
