"""A breaker between readers and Elasticsearch, the same for all processes.

After some failures nobody asks it for a while; then one asks for all, and the pause doubles each time
that fails. What is known stands in the cache, whose lapses are the clock.
"""

import logging

from django.core.cache import cache

logger = logging.getLogger(__name__)

FAILURES = 3
# Failures further apart than this do not add up.
SECONDS_OF_FAILURES = 60
FIRST_PAUSE, LONGEST_PAUSE = 5, 300
# Whoever tries for all has this long.
SECONDS_OF_TRIAL = 3

_FAILED = "search.elasticsearch.failed"
_BROKEN = "search.elasticsearch.broken"
_PAUSE = "search.elasticsearch.pause"
_TRIAL = "search.elasticsearch.trial"


def lets_through() -> bool:
    """Tell whether to ask now; of many during a trial, one is told so."""
    known = cache.get_many([_BROKEN, _PAUSE])
    if _BROKEN not in known:
        return True
    return _PAUSE not in known and cache.add(_TRIAL, True, SECONDS_OF_TRIAL)


def is_open() -> bool:
    """Tell whether Elasticsearch was given up for now."""
    return cache.get(_BROKEN) is not None


def note_failure(reason: str) -> None:
    """Count a failure; ``reason`` is for the log."""
    pause = cache.get(_BROKEN)
    if pause is not None:
        _rest(min(2 * pause, LONGEST_PAUSE))
        return
    cache.add(_FAILED, 0, SECONDS_OF_FAILURES)
    try:
        failures = cache.incr(_FAILED)
        # A cache of files counts up by writing anew, for as long as it keeps anything.
        cache.touch(_FAILED, SECONDS_OF_FAILURES)
    except ValueError:
        # It lapsed in between.
        return
    # Of many processes that see the last failure, one says so.
    if failures >= FAILURES and cache.add(_BROKEN, FIRST_PAUSE, None):
        _rest(FIRST_PAUSE)
        logger.warning("Elasticsearch is left alone, the database answers: %s", reason)


def _rest(seconds):
    cache.set(_BROKEN, seconds, None)
    cache.set(_PAUSE, True, seconds)
    cache.delete(_TRIAL)


def note_success() -> None:
    """Let everybody through again."""
    if cache.delete(_BROKEN):
        cache.delete_many([_FAILED, _PAUSE, _TRIAL])
        logger.warning("Elasticsearch answers again")
