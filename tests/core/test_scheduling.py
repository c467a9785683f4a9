import threading
from datetime import UTC, datetime, timedelta

import pytest

from core import scheduling
from core.models import Job
from core.scheduling import register_job, run_due_jobs
from tests.at_once import race

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ran(monkeypatch):
    """A scheduler with two jobs that note when they ran."""
    monkeypatch.setattr(scheduling, "_jobs", {})
    ran = []
    for name, every in [("often", MINUTE), ("seldom", 60 * MINUTE)]:
        register_job(name=name, every=every, run=lambda now, name=name: ran.append((name, now)))
    return ran


def test_run_due_jobs_runs_a_new_job_at_once(db, ran):
    names = run_due_jobs(NOON)

    assert (names, ran) == (["often", "seldom"], [("often", NOON), ("seldom", NOON)])
    assert list(Job.objects.order_by("name").values_list("name", "due_at", "last_run_at")) == [
        ("often", NOON + MINUTE, NOON),
        ("seldom", NOON + 60 * MINUTE, NOON),
    ]


@pytest.mark.parametrize(
    ("later", "names"),
    [
        (timedelta(0), []),
        (MINUTE - timedelta(microseconds=1), []),
        (MINUTE, ["often"]),
        (60 * MINUTE, ["often", "seldom"]),
    ],
    ids=["at once", "just before", "when due", "after an hour"],
)
def test_run_due_jobs_runs_what_is_due_and_nothing_else(db, ran, later, names):
    run_due_jobs(NOON)

    assert run_due_jobs(NOON + later) == names


def test_run_due_jobs_catches_up_what_was_missed_once(db, ran):
    run_due_jobs(NOON)
    ran.clear()
    after_a_week = NOON + timedelta(days=7)

    again = [run_due_jobs(after_a_week), run_due_jobs(after_a_week + timedelta(seconds=1))]

    assert again == [["often", "seldom"], []]
    assert ran == [("often", after_a_week), ("seldom", after_a_week)]


def test_run_due_jobs_goes_on_when_a_job_fails_and_tries_it_again(db, ran, caplog):
    def fail(now):
        raise OSError("ni diska")

    register_job(name="often", every=MINUTE, run=fail)

    first, second = run_due_jobs(NOON), run_due_jobs(NOON + MINUTE)

    assert (first, second, ran) == (["often", "seldom"], ["often"], [("seldom", NOON)])
    assert Job.objects.get(name="often").last_error == "OSError('ni diska')"
    assert [record.getMessage() for record in caplog.records] == ["The job often failed"] * 2


def test_run_due_jobs_forgets_an_error_once_the_job_works(db, ran):
    run_due_jobs(NOON)
    Job.objects.update(last_error="OSError")

    run_due_jobs(NOON + MINUTE)

    assert Job.objects.get(name="often").last_error == ""


def test_run_due_jobs_in_two_schedulers_at_once_runs_each_job_once(committed_site, monkeypatch):
    monkeypatch.setattr(scheduling, "_jobs", {})
    ran, guard = [], threading.Lock()

    def note(now):
        with guard:
            ran.append(now)

    register_job(name="often", every=MINUTE, run=note)

    for number in range(3):
        names = race(*[lambda number=number: run_due_jobs(NOON + number * MINUTE)] * 2)
        assert sorted(names) == [[], ["often"]]

    assert ran == [NOON, NOON + MINUTE, NOON + 2 * MINUTE]
