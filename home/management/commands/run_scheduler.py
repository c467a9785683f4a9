import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone

from core.scheduling import run_due_jobs

PAUSE_SECONDS = 2


class Command(BaseCommand):
    help = "Publish on time, expire, send mail and tidy up, until it is stopped; safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="run what is due now, then stop (for cron)"
        )

    def handle(self, *, once, **options):
        stop = threading.Event()
        if not once:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stop.set())
        while True:
            close_old_connections()
            run_due_jobs(timezone.now())
            if once or stop.wait(PAUSE_SECONDS):
                break
        if not once:
            connection.close()
