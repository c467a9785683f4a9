"""Recurring jobs: apps register them, one or more schedulers run them, each run happens once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.models import Job

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recurring:
    name: str
    every: timedelta
    run: Callable[[datetime], object]


_jobs: dict[str, Recurring] = {}


def register_job(*, name: str, every: timedelta, run: Callable[[datetime], object]) -> None:
    """Have ``run(now)`` called about ``every`` so often while a scheduler is up.

    A job asks the data what is due, so that one run after a pause does the work of all that were
    missed.
    """
    _jobs[name] = Recurring(name, every, run)


def run_due_jobs(now: datetime) -> list[str]:
    """Run what is due at ``now``, each job at most once among all schedulers; return their names.

    A job that fails is logged, noted on its row and tried again when it is due next; the others go on.
    """
    ran = []
    for job in _jobs.values():
        Job.objects.get_or_create(name=job.name, defaults={"due_at": now})
        # Whoever moves the due time has the run: one UPDATE, so two schedulers cannot both win.
        won = Job.objects.filter(name=job.name, due_at__lte=now).update(due_at=now + job.every)
        if not won:
            continue
        error = ""
        try:
            job.run(now)
        except Exception as problem:
            logger.exception("The job %s failed", job.name)
            error = repr(problem)[:500]
        Job.objects.filter(name=job.name).update(last_run_at=now, last_error=error)
        ran.append(job.name)
    return ran
