from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search.backends.database import engine
from search.backends.elastic_client import is_configured
from search.services.rebuilding import rebuild_index
from search.services.replica import FAILURES, NotThere, Refused
from search.services.replica_rebuilding import rebuild_replica


class Command(BaseCommand):
    help = (
        "Make the search index anew, while the site runs. To be run after an upgrade that says so; "
        "may be stopped and run again."
    )

    def handle(self, *, verbosity, **options):
        self.is_talkative = verbosity > 0
        number = rebuild_index(now=timezone.now(), report=self.report)
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
        if self.is_talkative:
            self.stdout.write(f"{label}: {done} of {number}")
