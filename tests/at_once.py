"""Let several people do something at the same time, each over a connection of their own."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction

PATIENCE_SECONDS = 60
# Time enough for the second to reach the lock that the first holds.
HOLDS_FOR_SECONDS = 0.4


def race(*steps: Callable[[], object]) -> list:
    """Start all steps at the same instant; return what each returned or raised."""
    start = threading.Barrier(len(steps), timeout=PATIENCE_SECONDS)

    def run(step):
        start.wait()
        return step()

    return _each(*(lambda step=step: run(step) for step in steps))


def one_waits_for_the_other(first: Callable[[], object], second: Callable[[], object]) -> list:
    """Start ``second`` when ``first`` has done its work and not yet committed it."""
    has_worked = threading.Event()

    def work_and_linger():
        try:
            with transaction.atomic():
                answer = first()
                has_worked.set()
                time.sleep(HOLDS_FOR_SECONDS)
                return answer
        finally:
            has_worked.set()

    def follow():
        has_worked.wait(PATIENCE_SECONDS)
        return second()

    return _each(work_and_linger, follow)


def _each(*steps) -> list:
    def alone(step):
        try:
            return step()
        except Exception as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        futures = [pool.submit(alone, step) for step in steps]
        return [future.result(PATIENCE_SECONDS) for future in futures]
