import signal
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone

from core.scheduling import run_due_jobs

PAUSE_SECONDS = 2
GLANCE_SECONDS = 0.2


class Command(BaseCommand):
    help = "Publish on time, expire, send mail and tidy up, until it is stopped; safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="run what is due now, then stop (for cron)"
        )

    def handle(self, *, once, **options):
        # No threading.Event: a second signal, while the first one sets it, would wait for it for ever.
        self.is_ending = once
        if not once:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, self.end)
        while True:
            close_old_connections()
            run_due_jobs(timezone.now())
            self.pause()
            if self.is_ending:
                break
        if not once:
            connection.close()

    def end(self, *_):
        """Have the round that is under way be the last."""
        self.is_ending = True

    def pause(self):
        until = time.monotonic() + PAUSE_SECONDS
        while not self.is_ending and time.monotonic() < until:
            time.sleep(GLANCE_SECONDS)
