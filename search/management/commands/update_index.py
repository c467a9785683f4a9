from collections import deque
from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from search.backends.database import engine
from search.backends.elastic_client import is_configured
from search.services.rebuilding import rebuild_index
from search.services.replica import FAILURES, NotThere, Refused
from search.services.replica_rebuilding import rebuild_replica


class Command(BaseCommand):
    help = (
        "Bring the search index up to date, while the site runs. To be run after an upgrade that "
        "says so; may be stopped and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="write also what is right already")

    def handle(self, *, verbosity, force, **options):
        self.is_talkative = verbosity > 0
        self.began, self.tenths = {}, {}
        # With DEBUG Django keeps the last 9,000 statements; two hundred entries fit into each.
        kept, connection.queries_log = connection.queries_log, deque(maxlen=0)
        try:
            number = rebuild_index(now=timezone.now(), report=self.report, is_forced=force)
        finally:
            connection.queries_log = kept
        engine().tidy()
        if self.is_talkative:
            self.stdout.write(f"{number} entries changed.")
        if is_configured():
            self.rebuild_replica()

    def rebuild_replica(self):
        try:
            rebuild_replica(now=timezone.now(), report=self.report)
        except (*FAILURES, NotThere, Refused) as problem:
            raise CommandError(
                "The database's index is up to date, but Elasticsearch's could not be made "
                f"({type(problem).__name__}). It may be made by running this again."
            ) from problem

    def report(self, label, done, number):
        """Tell how far a model is: on a terminal in one line, in a log each tenth in its own."""
        if not self.is_talkative:
            return
        now = monotonic()
        began, first = self.began.setdefault(label, (now, done))
        text = f"{label}: {done} of {number}"
        if first < done < number:
            left = (now - began) / (done - first) * (number - done)
            text += f", {_in_words(left)} left"
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K{text}", ending="\n" if done == number else "")
            self.stdout.flush()
        elif done == number or done * 10 // number > self.tenths.get(label, 0):
            self.tenths[label] = done * 10 // number
            self.stdout.write(text)


def _in_words(seconds):
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
