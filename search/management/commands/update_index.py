from django.core.management.base import BaseCommand
from django.utils import timezone

from search.backends.database import engine
from search.services.rebuilding import rebuild_index


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

    def report(self, label, done, number):
        if self.is_talkative:
            self.stdout.write(f"{label}: {done} of {number}")
