"""Make the lexicon that the search understands words by, if it is not there yet."""

from django.conf import settings
from django.core.management.base import BaseCommand

from search.analysis import building
from search.analysis.lexicon import Lexicon, LexiconUnusableError, file_name


class Command(BaseCommand):
    help = (
        "Make the search's lexicon from the installed dictionary; does nothing where it is right."
    )
    # It stands before the database: a deployment makes it while it builds.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="make it even where it is right")

    def handle(self, *, again, **options):
        folder = settings.SEARCH_LEXICON_FOLDER
        path = folder / file_name()
        if again or not _is_right(path):
            building.renew(folder)
            self.stdout.write(f"Made {path.name}")
        else:
            self.stdout.write(f"{path.name} is right")
        for name in building.remove_others(folder):
            self.stdout.write(f"Removed {name}")


def _is_right(path):
    try:
        Lexicon(path).close()
    except LexiconUnusableError:
        return False
    return True
