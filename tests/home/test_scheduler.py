import signal
from datetime import timedelta
from time import monotonic
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from blog.models import PostPage
from core import scheduling
from core.models import Job
from core.scheduling import run_due_jobs
from home import jobs
from home.management.commands import run_scheduler
from mail.models import MailState, OutgoingMail
from tests.blog.factories import PostPageFactory
from tests.calendar_app.moments import NOON
from tests.mail.factories import OutgoingMailFactory

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def is_live(page):
    return PostPage.objects.get(pk=page.pk).live


def approved_for(moment, **facts):
    post = PostPageFactory(**facts)
    post.go_live_at = moment
    post.save_revision().publish()
    return post


def test_the_scheduler_knows_every_job():
    assert {name: job.every for name, job in scheduling._jobs.items()} == {
        "accounts.digest": timedelta(minutes=5),
        "duty.remind_partners": timedelta(hours=1),
        "duty.tidy_roster": timedelta(hours=1),
        "duty.warn_of_gaps": timedelta(hours=1),
        "home.publish_scheduled": timedelta(seconds=30),
        "mail.deliver": timedelta(seconds=5),
        "mail.forget": timedelta(days=1),
        "moderation.announce_duty": timedelta(minutes=5),
        "moderation.escalate_hand_over": timedelta(hours=1),
        "moderation.check_links": timedelta(minutes=1),
        "moderation.forget_decision_links": timedelta(days=1),
        "moderation.forget_link_states": timedelta(days=1),
        "moderation.forget_reports": timedelta(days=1),
        "moderation.forget_what_was_read": timedelta(days=1),
        "moderation.remind_of_promises": timedelta(minutes=10),
        "search.bring_index_up_to_date": timedelta(days=1),
        "search.complete_frequent_queries": timedelta(days=1),
        "search.forget_old_queries": timedelta(days=1),
        "search.forget_rare_queries": timedelta(days=1),
        "search.keep_index_in_step": timedelta(hours=1),
        "search.keep_replica": timedelta(minutes=1),
        "search.write_what_is_stale": timedelta(minutes=1),
    }


def test_the_scheduler_publishes_what_was_approved_for_a_date_from_that_date(db, clock):
    post = approved_for(NOON + HOUR)
    seen = []

    for moment in (NOON, NOON + HOUR - timedelta(minutes=1), NOON + HOUR + timedelta(seconds=1)):
        clock.move_to(moment)
        run_due_jobs(moment)
        seen.append(is_live(post))

    assert seen == [False, False, True]


def test_the_scheduler_publishes_after_a_pause_what_was_missed(db, clock):
    posts = [approved_for(NOON + HOUR), approved_for(NOON + 2 * HOUR)]
    run_due_jobs(NOON)

    clock.move_to(NOON + 50 * HOUR)
    ran = run_due_jobs(timezone.now())

    assert [is_live(post) for post in posts] == [True, True]
    assert ran.count("home.publish_scheduled") == 1


def test_the_scheduler_takes_down_what_has_expired(db, clock):
    post = PostPageFactory(published=True)
    post.expire_at = NOON + HOUR
    post.save_revision().publish()
    before = is_live(post)

    clock.move_to(NOON + 2 * HOUR)
    jobs.publish_scheduled(timezone.now())

    assert (before, is_live(post)) == (True, False)


def test_the_scheduler_leaves_drafts_alone(db, clock):
    post = PostPageFactory()

    jobs.publish_scheduled(NOON)

    assert is_live(post) is False


@pytest.fixture
def one_connection(db, monkeypatch):
    """The command takes a fresh connection; the transaction of a test lives in the old one."""
    monkeypatch.setattr("home.management.commands.run_scheduler.close_old_connections", list)


def test_run_scheduler_once_does_everything_that_is_due_and_stops(one_connection):
    letter = OutgoingMailFactory(created_at=NOON)

    call_command("run_scheduler", once=True)

    assert OutgoingMail.objects.get(pk=letter.pk).state == MailState.SENT
    assert [message.to for message in mail.outbox] == [[letter.recipient]]
    assert set(Job.objects.values_list("name", "last_run_at", "last_error")) == {
        (name, NOON, "") for name in scheduling._jobs
    }


def test_run_scheduler_once_again_at_once_does_nothing(one_connection):
    call_command("run_scheduler", once=True)
    OutgoingMailFactory(created_at=NOON)

    call_command("run_scheduler", once=True)

    assert mail.outbox == []


@pytest.fixture
def signals_as_before():
    """The worker that runs the tests keeps its own way to end, whatever the command sets."""
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    for name in before:
        signal.signal(name, signal.SIG_IGN)
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


def test_run_scheduler_ends_however_often_it_is_told_to(
    one_connection, signals_as_before, monkeypatch
):
    """`make demo` tells the whole group, and the script that started it tells it once more."""
    told = []

    def sleep(_seconds):
        assert len(told) < 6, "It was told to end, and goes on."
        for _time in range(3):
            told.append(signal.SIGTERM)
            signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(run_scheduler, "time", SimpleNamespace(sleep=sleep, monotonic=monotonic))
    monkeypatch.setattr(run_scheduler, "connection", SimpleNamespace(close=list))
    letter = OutgoingMailFactory(created_at=NOON)

    call_command("run_scheduler")

    assert len(told) == 3
    assert OutgoingMail.objects.get(pk=letter.pk).state == MailState.SENT
